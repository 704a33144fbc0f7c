// What is compared with what, and what each verdict of the table means.
import { Mark } from "../ui/mark.tsx";
import { LEGEND } from "./verdict-words.ts";

export function VerdictLegend({ reading }: { reading: string }) {
  return (
    <section aria-label="What the verdicts say" className="grid gap-1 text-12 leading-[18px] text-ink-2">
      <p>
        What was observed is held against what is expected of the row in the reading that is chosen, {reading}
        :
      </p>
      <dl className="grid grid-cols-4 gap-x-6 gap-y-1 narrow:grid-cols-2 small:grid-cols-1">
        {LEGEND.map(({ look: { mark, tone, word }, meaning }) => (
          <div key={word} className="grid grid-cols-[84px_minmax(0,1fr)] content-start">
            <dt>
              <Mark mark={mark} tone={tone}>
                {word}
              </Mark>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
