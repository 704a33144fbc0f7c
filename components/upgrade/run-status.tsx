// The line beside the title: what is running, or when the rows last ran and how they came out.
import { Age } from "../ui/age.tsx";
import type { LiveRun } from "./live-run.ts";
import type { Place } from "./run-request.ts";
import type { Results } from "./scenario-rows.ts";
import { tally } from "./verdict-words.ts";

const ONE_RUN_MS = 60_000;

export function RunStatus({
  results,
  live,
  place,
}: {
  results: Results;
  live: LiveRun | undefined;
  place: Place;
}) {
  const where = place ? `${place.registry}/${place.repository}` : "the demo registries";
  if (live?.phase === "running") {
    return (
      <>
        Running against {where}: {live.ended.length} of {live.rows.size} rows done.
      </>
    );
  }
  const runs = [...results.values()];
  const times = runs.map(({ startedAt }) => startedAt).sort();
  const [oldest, newest] = [times[0], times.at(-1)];
  if (oldest === undefined || newest === undefined) return <>Not run yet. Nothing runs before you say so.</>;
  const isSpread = Date.parse(newest) - Date.parse(oldest) > ONE_RUN_MS;
  return (
    <>
      Run against {where} <Age at={newest} />
      {isSpread && (
        <>
          , the oldest row <Age at={oldest} />
        </>
      )}
      : {tally(runs)}.
    </>
  );
}
