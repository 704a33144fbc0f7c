// The outcome of every row on every registry, as a page of the documentation.
import type { Run } from "#lib/scenarios";
import { type Reading, SEED_SCENARIOS, stateWords } from "#lib/upgrade";

type Seen = Record<Reading, ReadonlyMap<string, readonly Run[]>>;

const INTRODUCTION = `# The eighteen rows, run

Written by \`interop/scenarios.interop.test.ts\`, which holds every cell. The demo registries are the 🚲 bicycle and, by
reading, the 🏍 motorcycle of OCI 1.1 or the one to the letter; the others are real: Debian's docker-registry, olareg
and go-containerregistry's, the last two also with their referrers API switched off. "–" is a row of the other kind of
registry. The traces behind the cells are in \`lib/scenarios/__golden__\` and \`interop/__golden__\`.

What was observed is held against what is expected of the row in that reading. Where a push has to be rejected, as in
rows 16 to 18 by OCI 1.1, which withdrew the manifest that they are about, the rejection is what "holds".`;

const TITLES: Record<Reading, string> = {
  "oci-1.1": "By OCI 1.1",
  "proposal-e": "By Proposal E, to the letter",
};

/** One table a reading, and below it why rows differ. */
export function rowsTable(seen: Seen): string {
  const parts = (["oci-1.1", "proposal-e"] as const).map((reading) => {
    const registries = [...seen[reading]].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
    const names = registries.map(([name]) => name.replace(".api-off", ", API off"));
    const head = `| row | producer, registry, consumer | expected | ${names.join(" | ")} |`;
    const rule = `|---|---|---|${"---|".repeat(names.length)}`;
    const rows = SEED_SCENARIOS.map((scenario) => {
      const runs = registries.map(([, all]) => all[scenario.number - 1]);
      const who = [scenario.producer, scenario.registry, scenario.consumer].map(
        (name) => stateWords(name).icon,
      );
      const cells = runs.map((run) => (run === undefined ? "?" : cellOf(run)));
      return `| ${scenario.number} | ${who.join(" ")} | ${runs[0]?.expected} | ${cells.join(" | ")} |`;
    });
    return `## ${TITLES[reading]}\n\n${[head, rule, ...rows].join("\n")}\n\n${reasons(registries)}`;
  });
  return `${[INTRODUCTION, ...parts].join("\n\n")}\n`;
}

function rank(name: string): number {
  return ["demo", "docker"].findIndex((begin) => name.startsWith(begin)) + 1 || 3;
}

function cellOf({ verdict, observed }: Run): string {
  if (verdict === "holds") return "holds";
  return verdict === "differs" ? `**differs**: ${observed}` : "–";
}

function reasons(registries: readonly (readonly [string, readonly Run[]])[]): string {
  const byReason = new Map<string, string[]>();
  for (const [name, runs] of registries)
    for (const { verdict, id, why } of runs) {
      if (verdict !== "differs") continue;
      const key = `${name.replace(".api-off", ", API off")}: ${why}`;
      byReason.set(key, [...(byReason.get(key) ?? []), id]);
    }
  const lines = [...byReason].map(
    ([why, ids]) => `- ${ids.length === 1 ? "Row" : "Rows"} ${ids.join(", ")} on ${why}`,
  );
  return lines.length === 0 ? "No row differs." : `Why rows differ:\n\n${lines.join("\n")}`;
}
