// Which rows of a run a scratch repository's registry can play: those about its own kind. Pure.
import type { ScenarioRun } from "#lib/api";
import { type RegistryKind, SEED_SCENARIOS } from "#lib/upgrade";
import type { LiveRun } from "./live-run.ts";
import { idOf } from "./scenario-rows.ts";

/** A run's rows by the kind that the registry turned out to be: `own` are about that kind, `others` about the other. */
type Shares = { kind: RegistryKind; own: string[]; others: string[] };

type Told = Pick<LiveRun, "rows" | "ended">;

/** The table has as many rows about the one kind as about the other. */
export const ROWS_OF_A_KIND = SEED_SCENARIOS.length / 2;

const OTHER = { bicycle: "motorcycle", motorcycle: "bicycle" } as const satisfies Record<
  RegistryKind,
  RegistryKind
>;

/** Undefined until the first row has shown which kind the registry is. */
export function sharesOf({ rows, ended }: Told): Shares | undefined {
  const kind = kindSeen({ rows, ended });
  if (!kind) return undefined;
  const isOwn = (id: string) => registryOf(id) === kind;
  const ids = [...rows.keys()];
  return { kind, own: ids.filter(isOwn), others: ids.filter((id) => !isOwn(id)) };
}

/** A row that was not even begun, since the registry is of the other kind: it held nothing against anything. */
export function isOfOtherKind({ checks, observed }: ScenarioRun): boolean {
  return checks.length === 0 && observed.startsWith("not run");
}

export function otherKind(kind: RegistryKind): RegistryKind {
  return OTHER[kind];
}

/** Only a row of its own kind lets a producer push; one of the other kind ends by saying so. */
function kindSeen({ rows, ended }: Told): RegistryKind | undefined {
  const refused = ended.find(isOfOtherKind);
  if (refused) return OTHER[refused.registry];
  const [played] = [...rows].find(([, { steps }]) => steps.some(({ actor }) => actor === "producer")) ?? [];
  return played === undefined ? undefined : registryOf(played);
}

function registryOf(id: string): RegistryKind | undefined {
  return SEED_SCENARIOS.find((row) => idOf(row) === id)?.registry;
}
