// The seed's three steps: where the registry stands in each, what proves it, what is missing or not known, and who does what next.
import type { Transition, TransitionStep } from "#lib/upgrade";
import { classes } from "../ui/classes.ts";
import { Mark, MarkIcon } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import type { MarkName } from "../ui/shapes.ts";
import { stepLook, stepSays } from "./step-look.ts";

/** `note` says what it rests on: a probe, audits of so many repositories. */
export function TransitionPanel({ transition, note }: { transition: Transition; note: string }) {
  const { steps, next } = transition;
  return (
    <Panel title="Registry transition" note={note}>
      <ol className="grid grid-cols-3 small:grid-cols-1">
        {steps.map((step) => (
          <Step key={step.number} step={step} />
        ))}
      </ol>
      <dl className="grid grid-cols-3 border-t border-line small:grid-cols-1">
        <Next who="Producers" text={next.producers} />
        <Next who="Operators" text={next.operators} />
        <Next who="Consumers" text={next.consumers} />
      </dl>
    </Panel>
  );
}

const PART =
  "min-w-0 border-l border-line px-3.5 pt-2.5 pb-3 first:border-l-0 small:border-t small:border-l-0 small:first:border-t-0";

const NUMBER_LOOKS: Record<TransitionStep["place"], string> = {
  behind: "border-ink-2 bg-ink-2 text-surface",
  here: "border-ink-2 bg-ink-2 text-surface",
  gap: "border-warn bg-warn-bg text-warn",
  ahead: "border-line-3 text-ink-3",
  unknown: "border-dashed border-line-3 text-ink-3",
};

function Step({ step }: { step: TransitionStep }) {
  const { number, title, text, place, proven, likely, weak, missing, todo, unknown } = step;
  const { mark, tone } = stepLook(step);
  return (
    <li className={PART} aria-current={place === "here" || place === "gap" ? "step" : undefined}>
      <h3 className="flex items-center gap-2 text-13 font-semibold">
        <span
          className={classes(
            "inline-grid size-5 flex-none place-items-center rounded-full border-[1.5px] text-11 leading-none font-semibold",
            NUMBER_LOOKS[place],
          )}
        >
          {number}
        </span>
        {title}
      </h3>
      <p className="mt-0.5 text-12 leading-[17px] text-ink-2">{text}</p>
      <p className="mt-1">
        <Mark
          mark={mark}
          tone={tone}
          className="min-w-0 items-start! wrap-anywhere whitespace-normal! [&>svg]:mt-px"
        >
          {stepSays(step)}
        </Mark>
      </p>
      <Evidence title="Proven" mark="tick" items={proven} />
      <Evidence title="Likely" mark="unread" items={likely} />
      <Evidence title="Weak evidence" mark="unread" items={weak} />
      <Evidence title="Missing" mark="unsupported" items={missing} />
      <Evidence title="Still to do" mark="none" items={todo} />
      <Evidence title="Not known" mark="not-asked" items={unknown} />
    </li>
  );
}

function Evidence({ title, mark, items }: { title: string; mark: MarkName; items: string[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <h4 className="mt-2 text-11 text-ink-3">{title}</h4>
      <ul className="grid gap-0.5">
        {items.map((item) => (
          <li key={item} className="flex items-start gap-[5px] text-12 leading-[17px] text-ink-2">
            <MarkIcon mark={mark} className="mt-px text-ink-3" />
            {item}
          </li>
        ))}
      </ul>
    </>
  );
}

function Next({ who, text }: { who: string; text: string }) {
  return (
    <div className={PART}>
      <dt className="text-12 text-ink-3">{who} next</dt>
      <dd className="mt-0.5 text-12 leading-[18px]">{text}</dd>
    </div>
  );
}
