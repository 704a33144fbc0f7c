// Runs one row besides the seed's, on demo registries of its own.
import { DemoRegistries } from "./demo-registries.ts";
import { EXTRAS, type ExtraName } from "./extras/index.ts";
import { verdictOf } from "./judge.ts";
import { Recorder } from "./recorder.ts";
import { finish, type RowOptions } from "./run-row.ts";
import type { Check, RowHead, Run } from "./shapes.ts";

/** Always as OCI 1.1 has it: these are what its registries do. Throws "cancelled". */
export async function runExtra(name: ExtraName, { signal, emit }: Omit<RowOptions, "reading">): Promise<Run> {
  const extra = EXTRAS[name];
  const head: RowHead = {
    id: name,
    number: null,
    producer: "branch",
    registry: extra.registry,
    consumer: "squirrel",
    description: extra.description,
    supportedBySeed: false,
  };
  const recorder = new Recorder(name, emit);
  const demo = new DemoRegistries();
  try {
    const { target, observed, checks } = await extra.play(demo, recorder, signal);
    const verdict = verdictOf(checks);
    const outcome = { verdict, expected: extra.expected, observed, why: whyOf(verdict, checks, extra.why) };
    return finish(head, target, "oci-1.1", recorder, { ...outcome, checks, leftovers: [] }, emit);
  } finally {
    await demo.close();
  }
}

function whyOf(verdict: Run["verdict"], checks: readonly Check[], why: string): string {
  if (verdict === "holds") return why;
  const open = checks.find(({ holds }) => holds !== true);
  const begin = verdict === "differs" ? "Expected" : "Could not check";
  return `${begin}: ${open?.expected}; observed: ${open?.observed}.`;
}
