// Runs rows against demo registries that are made for them and end with them.
import type { Reading } from "#lib/upgrade";
import { DemoRegistries } from "./demo-registries.ts";
import { rowsNumbered } from "./rows.ts";
import { type RowOptions, runRow } from "./run-row.ts";
import type { Run } from "./shapes.ts";

/** To the letter, the motorcycle is one of 2022; OCI 1.1's has no new manifest. */
const MOTORCYCLES = { "proposal-e": "rc-motorcycle", "oci-1.1": "motorcycle" } as const satisfies Record<
  Reading,
  string
>;

/** One after the other. Throws "cancelled"; the registries are closed in every outcome. */
export async function runOnDemo(numbers: readonly number[], options: RowOptions): Promise<Run[]> {
  const demo = new DemoRegistries();
  const runs: Run[] = [];
  try {
    for (const scenario of rowsNumbered(numbers)) {
      const stage = scenario.registry === "bicycle" ? "bicycle" : MOTORCYCLES[options.reading];
      const { target } = await demo.stage(stage);
      runs.push(await runRow(scenario, target, options));
    }
    return runs;
  } finally {
    await demo.close();
  }
}
