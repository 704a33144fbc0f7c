// The adoption picture in numbers: generations across, periods down.
import { GENERATIONS } from "#lib/upgrade";
import { formatCount } from "../ui/format.ts";
import type { Adoption } from "./adoption.ts";
import { GenerationName } from "./generation-name.tsx";

const CELL =
  "px-2.5 py-1 text-right text-12 first:sticky first:left-0 first:bg-surface first:pl-3 first:text-left last:pr-3";

/** Generations that no tag has are left out. It scrolls sideways where it is narrow, under a fixed first column. */
export function AdoptionTable({ adoption }: { adoption: Adoption }) {
  const { periods, rows, undated } = adoption;
  const shown = GENERATIONS.flatMap(
    (generation) => rows.find((row) => row.generation === generation && row.total > 0) ?? [],
  );
  const lines = [
    ...periods.map(({ label }, at) => ({ label, counts: shown.map((row) => row.periods[at] ?? 0) })),
    ...(undated > 0 ? [{ label: "no time", counts: shown.map((row) => row.undated) }] : []),
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
    <section className="relative overflow-x-auto" aria-label="Tags by generation and time" tabIndex={0}>
      <table className="w-full border-collapse">
        <thead className="border-b border-line-2 align-bottom">
          <tr>
            <th className={`${CELL} font-normal text-ink-3`}>Time</th>
            {shown.map(({ generation }) => (
              <th key={generation} className={`${CELL} font-normal`}>
                <span className="inline-block text-left">
                  <GenerationName generation={generation} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, counts }) => (
            <tr key={label} className="border-b border-line">
              <th scope="row" className={`${CELL} font-normal whitespace-nowrap text-ink-2`}>
                {label}
              </th>
              {counts.map((count, at) => (
                <td key={shown[at]?.generation} className={`${CELL} ${count === 0 ? "text-ink-3" : ""}`}>
                  {formatCount(count)}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row" className={`${CELL} font-semibold`}>
              all
            </th>
            {shown.map(({ generation, total }) => (
              <td key={generation} className={`${CELL} font-semibold`}>
                {formatCount(total)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
