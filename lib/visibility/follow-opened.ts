// The matrix rests on lists and manifests. Here it follows what opening the artifacts brought to light of their content.
import { columnOf } from "./sentence.ts";
import type { Verdict, VisibilityMatrix } from "./shapes.ts";
import { VerdictTable } from "./verdict-table.ts";

/**
 * What came of the content of an artifact that was opened. "unreadable": it is not there for anybody; "not-known":
 * Refscope could not read it, which says nothing of anybody else. `why` follows a colon, `exchanges` show it.
 */
export type OpenedContent = { state: "read" | "unreadable" | "not-known"; why: string; exchanges: string[] };

/** `opened` by node id. Only what is found is said anew, and with it each column's counts and sentence. */
export function followOpened(
  { rows, columns, verdicts, cells, leftOut }: VisibilityMatrix,
  opened: ReadonlyMap<string, OpenedContent>,
): VisibilityMatrix {
  const table = new VerdictTable();
  const followed = rows.map(({ id }, row) =>
    columns.map((_, column) => {
      const before = verdicts[cells[row]?.[column] ?? -1];
      return table.indexOf(before?.state === "found" ? afterOpening(before, opened.get(id)) : before);
    }),
  );
  const ofColumn = (at: number) => followed.flatMap((row) => table.all[row[at] ?? -1] ?? []);
  return {
    ...{ rows, leftOut, cells: followed, verdicts: table.all },
    columns: columns.map((column, at) => columnOf(column, ofColumn(at))),
  };
}

function afterOpening({ reason, exchanges }: Verdict, content: OpenedContent | undefined): Verdict {
  if (!content) return { state: "found", reason: `${reason}; its content was not read`, exchanges };
  const { state, why } = content;
  const all = [...new Set([...exchanges, ...content.exchanges])];
  if (state === "read")
    return { state: "found", reason: `${reason}, and its content was read`, exchanges: all };
  if (state === "unreadable")
    return { state, reason: `${reason}, but its content cannot be had: ${why}`, exchanges: all };
  return { state, reason: `${reason}; whether its content can be read is not known: ${why}`, exchanges: all };
}
