// An active probe that did not begin, or was stopped: what is known, what is not, and the next step.
import { Button } from "../ui/button.tsx";
import { CodedText } from "../ui/coded-text.tsx";
import { visibleText } from "../ui/format.ts";
import { StatePanel, StateText } from "../ui/state-panel.tsx";
import { pushedWords } from "./active-probe-words.ts";
import { remedyOf } from "./commands.ts";
import { problemLook } from "./problem-look.ts";
import type { ActiveProbeState } from "./use-active-probe.ts";

type Ended = Extract<ActiveProbeState, { phase: "failed" | "stopped" }>;

/** `onAnyway` uses a repository that holds something, or may. */
export function ActiveProbeProblem({
  state,
  onAnyway,
  onReset,
}: {
  state: Ended;
  onAnyway: () => void;
  onReset: () => void;
}) {
  const again = <Button onClick={onReset}>Begin again</Button>;
  if (state.phase === "stopped") {
    return (
      <StatePanel wide mark="not-asked" title="The probe was stopped" actions={again}>
        <StateText>
          Nothing new is known. Refscope takes away what it had pushed by then; what it cannot take away is
          listed here.
        </StateText>
      </StatePanel>
    );
  }
  const { problem, place, plan } = state;
  const isInUse = problem.code === "scratch-in-use";
  const { mark, tone, title } = isInUse
    ? { mark: "denied" as const, tone: "warn" as const, title: problem.title }
    : problemLook(problem, place.registry);
  return (
    <StatePanel
      wide
      mark={mark}
      tone={tone}
      title={title}
      command={
        problem.code === "writes-off"
          ? "REFSCOPE_WRITES=on npm start"
          : remedyOf(problem.code, place.registry)
      }
      actions={
        <>
          {isInUse && <Button onClick={onAnyway}>Use it all the same</Button>}
          {again}
        </>
      }
    >
      <StateText>
        {visibleText(problem.detail)} {pushedWords(problem.code, plan !== undefined)}{" "}
        <CodedText
          text={
            isInUse
              ? "What is there is neither changed nor removed: all that is pushed has names of its own."
              : problem.hint
          }
        />
      </StateText>
    </StatePanel>
  );
}
