// Where a key leads in the grid. Pure.

/** A place in the grid: `row` is an index into the shown rows, -1 for the heads. */
export type Place = { row: number; column: number };
export type GridSize = { rows: number; columns: number };
type Pressed = { key: string; ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean };

/** Undefined for a key that is not the grid's. At an edge the place stays. */
export function placeAfter(pressed: Pressed, { row, column }: Place, size: GridSize): Place | undefined {
  if (pressed.metaKey || pressed.altKey) return undefined;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const at = (nextRow: number, nextColumn: number): Place => ({
    row: Math.max(-1, Math.min(last.row, nextRow)),
    column: Math.max(0, Math.min(last.column, nextColumn)),
  });
  switch (pressed.key) {
    case "ArrowUp":
      return at(row - 1, column);
    case "ArrowDown":
      return at(row + 1, column);
    case "ArrowLeft":
      return at(row, column - 1);
    case "ArrowRight":
      return at(row, column + 1);
    case "Home":
      return pressed.ctrlKey ? at(-1, 0) : at(row, 0);
    case "End":
      return pressed.ctrlKey ? at(last.row, last.column) : at(row, last.column);
    case "PageUp":
      return at(row - 10, column);
    case "PageDown":
      return at(row + 10, column);
    default:
      return undefined;
  }
}

/** The drawn rows, and the chosen one with them: -1, the heads, are always drawn. In order. */
export function withRow(drawn: readonly number[], row: number): number[] {
  return row < 0 || drawn.includes(row) ? [...drawn] : [...drawn, row].sort((a, b) => a - b);
}
