// What a cleaning came to, in the shapes of the API.
import type { Cleaning as CleaningAnswer, Leftovers } from "#lib/api";
import type { Cleaning, Entry } from "#lib/scratch";

/** Everything that was pushed, each with its ending. */
export function endingsOf(entries: Entry[], { cleaned }: Cleaning): CleaningAnswer["pushed"] {
  const endings = new Map(cleaned.map(({ entry, ending }) => [nameOf(entry), ending]));
  return entries.map((entry) => ({ ...thingOf(entry), ending: endings.get(nameOf(entry)) ?? "left" }));
}

export function leftThings({ left }: Cleaning): CleaningAnswer["leftovers"] {
  return left.map(({ entry, reason, exchanges }) => ({ ...thingOf(entry), reason, exchanges }));
}

/** Without the run, which stands beside it. */
export function thingOf({
  registry,
  repository,
  kind,
  name,
  what,
  at,
}: Entry): Leftovers[number]["things"][number] {
  return { registry, repository, kind, name, what, at };
}

function nameOf({ registry, repository, kind, name }: Entry): string {
  return JSON.stringify([registry, repository, kind, name]);
}
