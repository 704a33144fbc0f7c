// What the row promises, held against what was seen, check by check.
import type { ScenarioRun } from "#lib/api";
import { visibleText } from "../ui/format.ts";
import { MarkIcon, TONES } from "../ui/mark.tsx";
import { checkLook } from "./verdict-words.ts";

const HEAD = "w-1/2 px-2.5 py-1.5 text-left text-12 font-semibold text-ink-2";
const CELL = "px-2.5 py-1 align-top text-12 leading-[18px] break-words";

export function ChecksTable({ run: { checks, verdict } }: { run: ScenarioRun }) {
  if (checks.length === 0) return null;
  return (
    <div className="overflow-hidden rounded-node border border-line-2 bg-surface">
      <table className="w-full table-fixed small:block">
        <thead className="small:sr-only">
          <tr>
            <th scope="col" className={HEAD}>
              Expected
            </th>
            <th scope="col" className={`${HEAD} border-l border-line`}>
              Observed
            </th>
          </tr>
        </thead>
        <tbody className="small:block">
          {checks.map((check) => (
            <Check key={`${check.expected} ${check.observed}`} check={check} verdict={verdict} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Check({
  check,
  verdict,
}: {
  check: ScenarioRun["checks"][number];
  verdict: ScenarioRun["verdict"];
}) {
  const { mark, tone, word } = checkLook(check, verdict);
  return (
    <tr className="border-t border-line small:block small:first:border-t-0">
      <td className={`${CELL} small:block small:pb-0`}>
        <span aria-hidden="true" className="hidden text-ink-3 small:inline">
          expected{" "}
        </span>
        {visibleText(check.expected)}
      </td>
      <td className={`${CELL} border-l border-line small:block small:border-l-0`}>
        <span className={`flex items-start gap-1.5 ${TONES[tone]}`}>
          <MarkIcon mark={mark} className="mt-0.5" />
          <span className="min-w-0">
            <span className="sr-only">{word}: </span>
            {visibleText(check.observed)}
          </span>
        </span>
      </td>
    </tr>
  );
}
