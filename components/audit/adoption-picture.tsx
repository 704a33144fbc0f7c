// The generations over time: one row each, so that its place, icon and name tell it, not a colour.
import { classes } from "../ui/classes.ts";
import { countOf, formatCount } from "../ui/format.ts";
import type { Adoption, AdoptionRow } from "./adoption.ts";
import { GenerationName } from "./generation-name.tsx";
import { generationWords } from "./generation-words.ts";

const ROW =
  "grid grid-cols-[204px_minmax(0,1fr)_56px_72px] items-end gap-x-3 px-3 small:grid-cols-[minmax(0,1fr)_56px_56px]";

/** Rows without a tag are left out. The table beside it says the same in numbers. */
export function AdoptionPicture({ adoption }: { adoption: Adoption }) {
  const { periods, rows, undated } = adoption;
  const shown = rows.filter(({ total }) => total > 0);
  const highest = Math.max(1, ...shown.flatMap((row) => row.periods));
  const isDated = periods.length > 0;
  return (
    <div className="py-2">
      <div className={classes(ROW, "pb-1 text-11 text-ink-3")} aria-hidden="true">
        <span>Generation</span>
        <span className="small:hidden">
          {isDated ? `Tags, by the ${adoption.unit} that the image claims` : ""}
        </span>
        <span className="text-right">{undated > 0 ? "No time" : ""}</span>
        <span className="text-right">Tags</span>
      </div>
      <ul>
        {shown.map((row) => (
          <li key={row.generation} className={classes(ROW, "border-t border-line py-1.5")}>
            <span className="self-center">
              <GenerationName generation={row.generation} />
            </span>
            {isDated ? (
              <Bars row={row} adoption={adoption} highest={highest} />
            ) : (
              <span className="small:hidden" />
            )}
            <span className="self-center text-right text-12 text-ink-3 small:order-2">
              {row.undated > 0 && (
                <>
                  {formatCount(row.undated)}
                  <span className="sr-only"> without a time</span>
                </>
              )}
            </span>
            <span className="self-center text-right font-semibold small:order-3">
              {formatCount(row.total)}
            </span>
          </li>
        ))}
      </ul>
      {isDated && <Axis adoption={adoption} />}
    </div>
  );
}

function Bars({ row, adoption, highest }: { row: AdoptionRow; adoption: Adoption; highest: number }) {
  const { periods } = adoption;
  const { generation, total, undated } = row;
  const { name, words } = generationWords(generation);
  const dated = countOf(total - undated, "tag");
  const [first, last] = [periods[0]?.label, periods.at(-1)?.label];
  const label =
    first === undefined
      ? `${name}, ${words}: no time is told`
      : `${name}, ${words}: ${dated} from ${first} to ${last}`;
  return (
    <span
      role="img"
      aria-label={label}
      className="flex h-8 items-end gap-px border-b border-line-2 small:order-4 small:col-span-3 small:mt-1"
    >
      {row.periods.map((count, at) => (
        <span
          key={periods[at]?.start ?? at}
          title={count > 0 ? `${periods[at]?.label}: ${countOf(count, "tag")}` : undefined}
          className={classes("min-w-px flex-1", count > 0 && FILLS[generation])}
          style={{ height: count > 0 ? `${Math.max(8, (100 * count) / highest)}%` : 0 }}
        />
      ))}
    </span>
  );
}

/** Empty for nothing, hatched for what is not known, full for what is there. */
const FILLS: Record<AdoptionRow["generation"], string> = {
  nothing: "border border-b-0 border-line-3 bg-surface",
  "cosign-tags": "bg-ink-3",
  "in-index": "bg-ink-3",
  "branch-with-tag": "bg-ink-2",
  "branch-without-tag": "bg-ink-2",
  tree: "bg-ink",
  unknown: "hatched-dense border border-b-0 border-warn",
};

function Axis({ adoption: { periods } }: { adoption: Adoption }) {
  const middle = periods.length > 4 ? periods[Math.floor(periods.length / 2)]?.label : undefined;
  const last = periods.length > 1 ? periods.at(-1)?.label : undefined;
  return (
    <div className={classes(ROW, "pt-1 text-11 text-ink-3")} aria-hidden="true">
      <span className="small:hidden" />
      <span className="flex justify-between small:col-span-3">
        <span>{periods[0]?.label}</span>
        <span>{middle}</span>
        <span>{last}</span>
      </span>
    </div>
  );
}
