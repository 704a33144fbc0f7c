"use client";
// What runs left on this registry, and taking it away.
import type { Leftovers, LeftThing } from "#lib/api";
import { Age } from "../ui/age.tsx";
import { Button } from "../ui/button.tsx";
import { DigestText } from "../ui/digest-text.tsx";
import { countOf, visibleText } from "../ui/format.ts";
import { Asking, MarkIcon } from "../ui/mark.tsx";
import { thingsText } from "./active-probe-words.ts";
import { LeftoversUnread } from "./leftovers-unread.tsx";
import type { AskedLeftovers, CleaningState } from "./use-leftovers.ts";

/** `reasons` are of what this page has just tried to remove. Nothing is drawn where nothing was left, by the list. */
export function LeftoversList({
  leftovers: { runs, problem, isReading, readAgain, cleanings, clean },
  writes,
  reasons,
}: {
  leftovers: AskedLeftovers;
  writes: boolean;
  reasons: readonly LeftThing[];
}) {
  const gone = [...cleanings].filter(
    ([run, state]) => state.phase === "done" && !runs.some((one) => one.run === run),
  );
  if (runs.length === 0 && gone.length === 0 && !problem) return null;
  return (
    <section aria-label="Left on this registry" className="grid gap-2">
      {problem && <LeftoversUnread problem={problem} isReading={isReading} onReadAgain={readAgain} />}
      {runs.map((run) => (
        <Run
          key={run.run}
          run={run}
          state={cleanings.get(run.run)}
          writes={writes}
          reasons={reasons}
          onClean={clean}
        />
      ))}
      {!problem &&
        gone.map(([run]) => (
          <p key={run} role="status" className="text-12 text-ink-2">
            What the run {run.slice(0, 6)} had left is taken away, and was looked for after that: it is gone.
          </p>
        ))}
    </section>
  );
}

function Run({
  run: { run, things, damaged },
  state,
  writes,
  reasons,
  onClean,
}: {
  run: Leftovers[number];
  state: CleaningState | undefined;
  writes: boolean;
  reasons: readonly LeftThing[];
  onClean: (run: string) => void;
}) {
  const told = state?.phase === "done" ? state.cleaning.leftovers : reasons;
  const [first] = things;
  return (
    <div className="rounded-node border border-warn-line">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-2.5 py-1.5 text-12">
        <p className="flex min-w-0 items-start gap-1.5">
          <MarkIcon mark="unread" className="mt-0.5 text-warn" />
          <span className="min-w-0 break-words">
            <b className="font-semibold">{thingsText(things)}</b> may be left in{" "}
            {visibleText(first?.repository ?? "")}, pushed {first && <Age at={first.at} />}.
            {damaged > 0 && ` ${countOf(damaged, "line")} that it wrote down cannot be read.`}
          </span>
        </p>
        <span className="ml-auto">
          {state?.phase === "cleaning" ? (
            <Asking>cleaning up</Asking>
          ) : (
            writes && (
              <Button dense onClick={() => onClean(run)}>
                {state ? "Clean up again" : "Clean up"}
              </Button>
            )
          )}
        </span>
      </header>
      {state?.phase === "failed" && (
        <p role="alert" className="border-b border-line px-2.5 py-1.5 text-12 text-bad">
          {state.problem.title}: {visibleText(state.problem.detail)}
        </p>
      )}
      <ul className="max-h-60 overflow-y-auto">
        {things.map((thing) => (
          <Thing key={`${thing.kind} ${thing.name}`} thing={thing} told={told} />
        ))}
      </ul>
    </div>
  );
}

function Thing({ thing, told }: { thing: Leftovers[number]["things"][number]; told: readonly LeftThing[] }) {
  const { kind, name, what, repository } = thing;
  const reason = told.find(
    (left) => left.name === name && left.kind === kind && left.repository === repository,
  )?.reason;
  return (
    <li className="grid grid-cols-[64px_minmax(0,190px)_minmax(0,1fr)] gap-x-2 border-b border-line px-2.5 py-1 text-12 leading-[18px] last:border-b-0 small:grid-cols-[64px_minmax(0,1fr)]">
      <span className="text-ink-3">{kind}</span>
      <span className="truncate font-mono">
        {kind === "tag" ? visibleText(name) : <DigestText digest={name} />}
      </span>
      <span className="min-w-0 break-words text-ink-2 small:col-start-2">
        {visibleText(what)}
        {reason && <span className="text-ink-3">. {visibleText(reason)}.</span>}
      </span>
    </li>
  );
}
