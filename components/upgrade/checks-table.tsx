// What the row promises, held against what was seen, check by check.
import type { ScenarioCheck } from "#lib/api";
import { visibleText } from "../ui/format.ts";
import { MarkIcon } from "../ui/mark.tsx";
import { VERDICT_LOOKS } from "./verdict-words.ts";

const HEAD = "w-1/2 px-2.5 py-1.5 text-left text-12 font-semibold text-ink-2";
const CELL = "px-2.5 py-1 align-top text-12 leading-[18px] break-words";

export function ChecksTable({ checks }: { checks: readonly ScenarioCheck[] }) {
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
          {checks.map(({ expected, observed, holds }) => (
            <tr
              key={`${expected} ${observed}`}
              className="border-t border-line small:block small:first:border-t-0"
            >
              <td className={`${CELL} small:block`}>
                <span aria-hidden="true" className="hidden text-ink-3 small:inline">
                  expected{" "}
                </span>
                {visibleText(expected)}
              </td>
              <td className={`${CELL} border-l border-line small:block small:border-l-0 small:pt-0`}>
                <span className={`flex items-start gap-1.5 ${holds ? "text-ink" : "text-bad"}`}>
                  <MarkIcon mark={VERDICT_LOOKS[holds ? "holds" : "differs"].mark} className="mt-0.5" />
                  <span className="min-w-0">
                    <span className="sr-only">{holds ? "holds: " : "differs: "}</span>
                    {visibleText(observed)}
                  </span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
