// A row's verdict as a mark and a word.
import type { ScenarioRun } from "#lib/api";
import { Asking, Mark } from "../ui/mark.tsx";
import type { LiveRow } from "./live-run.ts";
import { verdictLook } from "./verdict-words.ts";

export function VerdictMark({ run, live }: { run: ScenarioRun | undefined; live: LiveRow | undefined }) {
  const look = verdictLook(run, live);
  if (look === "running") return <Asking>running</Asking>;
  return (
    <Mark mark={look.mark} tone={look.tone}>
      {look.word}
    </Mark>
  );
}
