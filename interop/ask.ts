// Asks Refscope's use cases in a process of its own, so that each test has its own environment.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Audit,
  auditSchema,
  type Comparison,
  comparisonSchema,
  type Exploration,
  explorationSchema,
  type Inspection,
  type InspectRequest,
  inspectionSchema,
  type Probe,
  type Problem,
  probeSchema,
  problemSchema,
  type Visibility,
  visibilitySchema,
} from "#lib/api";
import { ROOT } from "../scripts/build.mts";
import { run, scratch } from "./servers.ts";

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

/** All of them in one process; each answer is checked against the wire schema. */
export async function inspectAll(
  requests: readonly InspectRequest[],
  registries: string,
  env: Record<string, string> = {},
): Promise<Inspection[]> {
  const folder = scratch();
  const files = ["requests.json", "answers.json"].map((name) => join(folder.path, name));
  const [asked = "", answered = ""] = files;
  try {
    writeFileSync(asked, JSON.stringify(requests));
    await node("inspect-all.mts", files, registries, env);
    return inspectionSchema.array().parse(JSON.parse(readFileSync(answered, "utf8")));
  } finally {
    folder.remove();
  }
}

async function ask(
  args: string[],
  registries: string,
  env: Record<string, string>,
): Promise<{ ok?: unknown; problem?: unknown }> {
  return JSON.parse(await node("explore-once.mts", args, registries, env));
}

/** What the script prints. */
function node(
  script: string,
  args: string[],
  registries: string,
  env: Record<string, string>,
): Promise<string> {
  return run(process.execPath, ["--conditions=react-server", join(ROOT, "interop", script), ...args], {
    cwd: ROOT,
    env: {
      REFSCOPE_DEMO: "off",
      REFSCOPE_PRIVATE_REGISTRIES: registries,
      DOCKER_CONFIG: "/nonexistent",
      ...env,
    },
  });
}
