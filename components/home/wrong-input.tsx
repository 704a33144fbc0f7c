// What is wrong with a text that was pasted: the rule, the place in the text, and what may be meant.
import { classes } from "../ui/classes.ts";
import { MarkIcon } from "../ui/mark.tsx";
import { headlineOf, type WrongInput, wrongPart } from "./wrong-part.ts";

/** `message` are the fault's sentences; `onUse` takes the suggestion. Announced as soon as it is there. */
export function WrongInputNote({
  id,
  message,
  input,
  onUse,
  className,
}: {
  id?: string;
  message: string;
  input?: WrongInput;
  onUse?: (suggestion: string) => void;
  className?: string;
}) {
  const { headline, rest } = headlineOf(message);
  return (
    <div
      id={id}
      role="alert"
      className={classes("grid gap-2 rounded-control border border-bad-line bg-bad-bg p-3", className)}
    >
      <p className="flex items-start gap-2 text-13 font-semibold text-bad">
        <MarkIcon mark="missing" size={16} className="mt-0.5" />
        {headline}
      </p>
      {input && input.text !== "" && <Underlined input={input} />}
      {rest && <p className="text-12 leading-[18px] break-words text-ink-2">{rest}</p>}
      {input?.suggestion !== undefined && (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2">
          Did you mean
          <button
            type="button"
            onClick={() => onUse?.(input.suggestion ?? "")}
            className="max-w-full rounded-control border border-line-2 bg-surface px-2 py-0.5 text-left font-mono text-12 break-all text-accent transition-colors hover:bg-hover small:min-h-9"
          >
            {input.suggestion}
          </button>
        </p>
      )}
    </div>
  );
}

function Underlined({ input }: { input: WrongInput }) {
  const { before, wrong, after } = wrongPart(input);
  return (
    <p className="font-mono text-12 break-all whitespace-pre-wrap">
      {before}
      <mark className="bg-transparent font-semibold text-bad underline decoration-2 underline-offset-[3px]">
        {wrong}
      </mark>
      {after}
    </p>
  );
}
