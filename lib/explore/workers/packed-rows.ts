// A report's rows as pieces of JSON, and back, without holding up the thread that takes them in.
import { setImmediate } from "node:timers/promises";
import type { Report } from "#lib/inspect";
import type { PackedReport } from "./job.ts";

const ROWS_A_PIECE = 500;

/** The report without its rows, and the rows. */
export function pack(report: Report): PackedReport {
  const encoder = new TextEncoder();
  const rows = report.tables.map((table) => {
    const pieces: PackedReport["rows"][number] = [];
    for (let from = 0; from < table.rows.length; from += ROWS_A_PIECE)
      pieces.push(encoder.encode(JSON.stringify(table.rows.slice(from, from + ROWS_A_PIECE))));
    return pieces;
  });
  return { report: { ...report, tables: report.tables.map((table) => ({ ...table, rows: [] })) }, rows };
}

/** What may still be taken in. */
export type RowBudget = { bytes: number };

/** The report with as many rows as the budget holds; `isCut` when that is not all of them. */
export async function unpack(
  { report, rows }: PackedReport,
  budget: RowBudget,
): Promise<{ report: Report; isCut: boolean }> {
  const decoder = new TextDecoder();
  let isCut = false;
  for (const [at, table] of report.tables.entries()) {
    for (const piece of rows[at] ?? []) {
      budget.bytes -= piece.length;
      isCut ||= budget.bytes < 0;
      if (isCut) break;
      await setImmediate();
      const taken: typeof table.rows = JSON.parse(decoder.decode(piece));
      table.rows.push(...taken);
    }
  }
  return { report, isCut };
}
