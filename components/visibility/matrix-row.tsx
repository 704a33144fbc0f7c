// One artifact across all clients.
import { memo } from "react";
import type { Visibility } from "#lib/api";
import type { VisibilityRow } from "#lib/visibility";
import { classes } from "../ui/classes.ts";
import { visibleText } from "../ui/format.ts";
import { KindIcon } from "../ui/kind-icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { CELL_LOOKS } from "./cell-words.ts";
import type { Place } from "./grid-keys.ts";
import { columnName, isFirstClient, verdictAt } from "./matrix-facts.ts";

/** `row` is its index in the matrix, `index` among the shown ones; `column` is the chosen one, if it is in this row. */
export const MatrixRow = memo(function MatrixRow({
  visibility,
  row,
  index,
  column,
  aboutOf,
  onPlace,
}: {
  visibility: Visibility;
  row: number;
  index: number;
  column: number | undefined;
  aboutOf: (row: VisibilityRow) => string;
  onPlace: (place: Place) => void;
}) {
  const artifact = visibility.rows[row];
  if (!artifact) return null;
  return (
    <tr aria-rowindex={index + 2} className="group">
      <th
        scope="row"
        title={`${visibleText(artifact.title)} ${artifact.digest}`}
        className={classes(
          "sticky left-0 z-10 h-[30px] overflow-hidden w-[304px] border-r border-b border-line border-r-line-2 pr-2 pl-gutter text-left font-normal",
          column === undefined ? "bg-surface group-hover:bg-hover" : "bg-accent-bg",
        )}
      >
        <span className="flex items-center gap-2">
          <KindIcon kind={artifact.kind} size={18} />
          <span className="min-w-0 truncate">
            <span className="font-medium">{visibleText(artifact.title)}</span>{" "}
            <span className="text-ink-3">{aboutOf(artifact)}</span>
          </span>
        </span>
      </th>
      {visibility.columns.map((one, at) => (
        <Cell
          key={one.id}
          name={columnName(one)}
          verdict={verdictAt(visibility, row, at)}
          at={{ row: index, column: at }}
          isFirst={isFirstClient(visibility.columns, at)}
          isHere={column === at}
          onPlace={onPlace}
        />
      ))}
    </tr>
  );
});

function Cell({
  name,
  verdict: { state, reason },
  at,
  isFirst,
  isHere,
  onPlace,
}: {
  name: string;
  verdict: ReturnType<typeof verdictAt>;
  at: Place;
  /** Left of it stand the generations. */
  isFirst: boolean;
  isHere: boolean;
  onPlace: (place: Place) => void;
}) {
  const { mark, tone, word } = CELL_LOOKS[state];
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid, walked by arrows
      role="gridcell"
      aria-colindex={at.column + 2}
      aria-selected={isHere}
      tabIndex={isHere ? 0 : -1}
      data-place={`${at.row} ${at.column}`}
      title={`${name}: ${visibleText(reason)}`}
      onFocus={() => onPlace(at)}
      className={classes(
        "h-[30px] w-[116px] cursor-default border-b border-line px-2 focus-visible:outline-offset-[-2px]",
        at.column > 0 && "border-l",
        isFirst ? "border-l-line-2" : "border-l-line",
        isHere ? "bg-accent-bg inset-shadow-[0_0_0_1px_var(--color-accent)]" : "hover:bg-hover",
        state === "not-known" && !isHere && "hatched",
      )}
    >
      <Mark mark={mark} tone={tone} className={state === "found" ? "font-medium" : undefined}>
        {word}
      </Mark>
    </td>
  );
}
