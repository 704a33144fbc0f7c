// What is wrong with a reference: the wrong part underlined, the rule, and a better one where there is one.
import type { Problem } from "#lib/api";
import { visibleText } from "../ui/format.ts";
import { StateText } from "../ui/state-panel.tsx";

export type BadInputFault = Pick<Problem, "detail" | "input">;

/** The fault's first sentence: its headline. */
export function headlineOf({ detail }: BadInputFault): string {
  return splitDetail(detail)[0];
}

/** The body of the fault, without its headline. `onUse` takes the suggestion. */
export function BadInput({ fault, onUse }: { fault: BadInputFault; onUse?: (reference: string) => void }) {
  const { detail, input } = fault;
  const rest = splitDetail(detail)[1];
  return (
    <>
      {input && input.text !== "" && (
        <p className="overflow-hidden rounded-control border border-bad px-2.5 py-1.5 font-mono text-13 break-all">
          {visibleText(input.text.slice(0, input.start))}
          <mark className="bg-bad-bg text-bad underline decoration-bad decoration-[1.5px] underline-offset-[3px]">
            {visibleText(input.text.slice(input.start, input.end)) || "\u00a0"}
          </mark>
          {visibleText(input.text.slice(input.end))}
        </p>
      )}
      {rest && <StateText>{visibleText(rest)}</StateText>}
      {input?.suggestion && (
        <p className="text-ink-2">
          Did you mean{" "}
          <button
            type="button"
            className="font-mono text-12 break-all text-accent hover:underline"
            onClick={() => onUse?.(input.suggestion ?? "")}
          >
            {visibleText(input.suggestion)}
          </button>
        </p>
      )}
    </>
  );
}

function splitDetail(detail: string): [string, string] {
  const end = detail.search(/\.\s/);
  if (end < 0) return [detail.replace(/\.$/, ""), ""];
  return [detail.slice(0, end), detail.slice(end + 1).trim()];
}
