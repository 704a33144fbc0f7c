// The thirteen steps: what was asked, what came of it, and the requests that show it.
import type { ProbeStep } from "#lib/api";
import { visibleText } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import { STEP_LOOKS } from "./active-probe-words.ts";
import { ExchangeLinks, type OpenExchange } from "./exchange-links.tsx";

const HEAD = "px-2.5 py-1.5 text-left text-12 font-normal whitespace-nowrap text-ink-3";
const CELL = "px-2.5 py-1.5 align-top small:block small:p-0";
const MOST_LINKS = 4;

/** `exchanges` are the ids of the page's log, in their order. */
export function ProbeStepsTable({
  steps,
  exchanges,
  onOpen,
}: {
  steps: ProbeStep[];
  exchanges: string[];
  onOpen: OpenExchange;
}) {
  return (
    <table className="w-full border-collapse border-y border-line-2 small:block">
      <thead className="border-b border-line-2 small:hidden">
        <tr>
          <th className={HEAD}>Step</th>
          <th className={HEAD}>Answer</th>
          <th className={HEAD}>What was seen</th>
          <th className={`${HEAD} text-right`}>Log</th>
        </tr>
      </thead>
      <tbody className="small:block">
        {steps.map((step) => (
          <Row key={step.id} step={step} exchanges={exchanges} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  step: { id, asks, outcome, observed, facts = [], exchanges: own },
  exchanges,
  onOpen,
}: {
  step: ProbeStep;
  exchanges: string[];
  onOpen: OpenExchange;
}) {
  const { mark, tone, word } = STEP_LOOKS[outcome];
  return (
    <tr className="border-b border-line transition-colors last:border-b-0 hover:bg-hover small:grid small:grid-cols-[minmax(0,1fr)_auto] small:gap-x-2.5 small:gap-y-0.5 small:px-3 small:py-2">
      <th scope="row" className={`${CELL} w-[34%] text-left text-12 leading-[18px] font-normal small:w-auto`}>
        <span className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-2">
          <span className="font-mono text-ink-3">{id}</span>
          {asks}
        </span>
      </th>
      <td className={`${CELL} whitespace-nowrap small:text-right`}>
        <Mark mark={mark} tone={tone}>
          {word}
        </Mark>
      </td>
      <td className={`${CELL} min-w-0 text-12 leading-[18px] break-words text-ink-2 small:col-span-2`}>
        {visibleText(observed)}
        {facts.length > 0 && <Facts facts={facts} />}
      </td>
      <td
        className={`${CELL} text-right whitespace-nowrap small:col-span-2 small:text-left small:empty:hidden`}
      >
        <ExchangeLinks ids={own.slice(0, MOST_LINKS)} exchanges={exchanges} onOpen={onOpen} />
      </td>
    </tr>
  );
}

/** Each stays in one piece where the line has room for it. */
function Facts({ facts }: { facts: [string, string][] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 text-ink-3">
      {facts.map(([name, value]) => (
        <li key={name} className="min-w-0 break-words">
          {visibleText(name)}: {visibleText(value)}
        </li>
      ))}
    </ul>
  );
}
