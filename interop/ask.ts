// Asks Refscope's use cases in a process of its own, so that each test has its own environment.

import { join } from "node:path";
import {
  type Audit,
  auditSchema,
  type Comparison,
  comparisonSchema,
  type Exploration,
  explorationSchema,
  type Probe,
  type Problem,
  probeSchema,
  problemSchema,
  type Visibility,
  visibilitySchema,
} from "#lib/api";
import { ROOT } from "../scripts/build.mts";
import { run } from "./servers.ts";

type Asked<T> = { ok: T; problem?: undefined } | { ok?: undefined; problem: Problem };

/** `registries` as in REFSCOPE_PRIVATE_REGISTRIES. The answer is checked against the wire schema. */
export async function explore(
  reference: string,
  registries: string,
  env: Record<string, string> = {},
): Promise<Asked<Exploration>> {
  const answer = await ask(["explore", reference], registries, env);
  return answer.problem
    ? { problem: problemSchema.parse(answer.problem) }
    : { ok: explorationSchema.parse(answer.ok) };
}

export async function probe(registry: string, repository: string, registries: string): Promise<Asked<Probe>> {
  const answer = await ask(["probe", registry, repository], registries, {});
  return answer.problem
    ? { problem: problemSchema.parse(answer.problem) }
    : { ok: probeSchema.parse(answer.ok) };
}

export async function audit(registry: string, repository: string, registries: string): Promise<Asked<Audit>> {
  const answer = await ask(["audit", registry, repository], registries, {});
  return answer.problem
    ? { problem: problemSchema.parse(answer.problem) }
    : { ok: auditSchema.parse(answer.ok) };
}

export async function see(reference: string, registries: string): Promise<Asked<Visibility>> {
  const answer = await ask(["visibility", reference], registries, {});
  return answer.problem
    ? { problem: problemSchema.parse(answer.problem) }
    : { ok: visibilitySchema.parse(answer.ok) };
}

export async function compare(left: string, right: string, registries: string): Promise<Asked<Comparison>> {
  const answer = await ask(["compare", left, right], registries, {});
  return answer.problem
    ? { problem: problemSchema.parse(answer.problem) }
    : { ok: comparisonSchema.parse(answer.ok) };
}

async function ask(
  args: string[],
  registries: string,
  env: Record<string, string>,
): Promise<{ ok?: unknown; problem?: unknown }> {
  const script = join(ROOT, "interop", "explore-once.mts");
  const out = await run(process.execPath, ["--conditions=react-server", script, ...args], {
    cwd: ROOT,
    env: {
      REFSCOPE_DEMO: "off",
      REFSCOPE_PRIVATE_REGISTRIES: registries,
      DOCKER_CONFIG: "/nonexistent",
      ...env,
    },
  });
  return JSON.parse(out);
}
