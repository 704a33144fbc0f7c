// The line beside the title: what is running, or when the rows last ran and how they came out.
import { Age } from "../ui/age.tsx";
import type { LiveRun } from "./live-run.ts";
import { progressOf } from "./progress-words.ts";
import { READING_WORDS } from "./reading-words.ts";
import { type Place, placeWords } from "./run-request.ts";
import type { Results } from "./scenario-rows.ts";
import type { PlacedRun } from "./use-scenarios.ts";
import { tally } from "./verdict-words.ts";

const ONE_RUN_MS = 60_000;

/** `live` is of `place`; `elsewhere` is what runs for another one, or in the other reading. */
export function RunStatus({
  results,
  live,
  elsewhere,
  place,
}: {
  results: Results;
  live: LiveRun | undefined;
  elsewhere: PlacedRun | undefined;
  place: Place;
}) {
  if (live?.phase === "running") {
    return (
      <>
        Running against {placeWords(place)}: {progressOf(live, place)}.
      </>
    );
  }
  return (
    <>
      <LastRun results={results} place={place} isIdle={elsewhere === undefined} />
      {elsewhere && (
        <>
          {" "}
          A run against {placeWords(elsewhere.place)}, read as {READING_WORDS[elsewhere.reading].name}, is
          under way: {progressOf(elsewhere.live, elsewhere.place)}.
        </>
      )}
    </>
  );
}

function LastRun({ results, place, isIdle }: { results: Results; place: Place; isIdle: boolean }) {
  const runs = [...results.values()];
  const times = runs.map(({ startedAt }) => startedAt).sort();
  const [oldest, newest] = [times[0], times.at(-1)];
  if (oldest === undefined || newest === undefined)
    return isIdle ? <>Not run yet. Nothing runs before you say so.</> : <>Not run yet.</>;
  const isSpread = Date.parse(newest) - Date.parse(oldest) > ONE_RUN_MS;
  return (
    <>
      Run against {placeWords(place)} <Age at={newest} />
      {isSpread && (
        <>
          , the oldest row <Age at={oldest} />
        </>
      )}
      : {tally(runs)}.
    </>
  );
}
