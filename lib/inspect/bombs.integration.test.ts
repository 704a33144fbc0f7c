// Documents made to hurt: each is read in a process of its own, soon and within bounds, and what was left out is said.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { BOMBS } from "./bombs.test-support.ts";
import { writeSection } from "./figures.test-support.ts";
import { OWN_FAULT } from "./read-document.ts";

const BOUND_MIB = 256;
/** Of one reading, on a machine that does other things besides. */
const BOUND_MS = 30_000;
const CHILD = fileURLToPath(new URL("bombs.test-support.ts", import.meta.url));

const tookSchema = z.object({
  ms: z.number(),
  mib: z.number(),
  size: z.number(),
  kind: z.string(),
  headline: z.string(),
  problem: z.string(),
  reports: z.number(),
});
const rows: string[] = [];

/** What must be left out, or said; those that are not named are read whole. */
const SAYS: [RegExp, RegExp][] = [
  [/^JSON: (32 MiB of opening|16 Mi lists|objects in objects)/, /it nests deeper than 128 values/],
  [/^JSON: 32 MiB of (empty|ones)/, /it holds more than is read at once/],
  [/million documents/, /It holds more than 50 documents/],
  [/^statement of 40 MiB/, /of which the first 33554432 were read/],
  [/million subjects|of relationships/, /it holds more than is read at once/],
  [/of tags$/, /It has more than 500000 tags/],
  [/text that never ends/, /does not end/],
  [/^XML: (entities|an entity)/, /Its document type declaration was left out/],
  [/32 MiB of empty elements/, /it has more than 500000 elements/],
  [/32 MiB of opening tags/, /it nests deeper than 128 elements/],
  [/one tag of 32 MiB/, /a tag is longer than 65536 characters/],
  [/one text of 32 MiB$/, /a text is longer than 262144 characters|CycloneDX without a version/],
  [/attribute that never ends/, /a tag does not end/],
  [/^CBOR/, /The CBOR breaks at byte \d+: it is too deep or too long/],
];

describe("a document made to hurt", () => {
  it.each(Object.keys(BOMBS))("%s", async (name) => {
    const { stdout } = await promisify(execFile)(process.execPath, [CHILD, name], { maxBuffer: 1024 * 1024 });
    const took = tookSchema.parse(JSON.parse(stdout));
    rows.push(
      `| ${name} | ${(took.size / 1024 / 1024).toFixed(1)} | ${took.ms.toFixed(0)} | ${Math.max(0, took.mib).toFixed(0)} | ${took.kind}: ${took.headline} | ${took.problem} |`,
    );
    expect(took.reports).toBeGreaterThan(0);
    expect(took.problem).not.toBe(OWN_FAULT);
    expect(took.mib).toBeLessThan(BOUND_MIB);
    expect(took.ms).toBeLessThan(BOUND_MS);
    const says = SAYS.find(([pattern]) => pattern.test(name))?.[1];
    if (says) expect(took.problem).toMatch(says);
  });
});

afterAll(() =>
  writeSection(
    "Bombs",
    `Measured by \`lib/inspect/bombs.integration.test.ts\`, each in a process of its own; MiB is how far that process grew beyond
what it was with the document in its hands. Every row must end within ${BOUND_MIB} MiB and ${BOUND_MS / 1000} s, or the test fails.
\`UPDATE_FIGURES=1 npx vitest run --project integration lib/inspect/bombs\` writes this section anew.

| document | its MiB | ms | MiB | read as | what the reader is told first |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}`,
  ),
);
