// One cell of a report's table: text, unless the whole of it is an address that may be a link.
import { formatCount, visibleText } from "../ui/format.ts";
import { outsideAddress } from "./outside-address.ts";
import { OutsideLink } from "./outside-link.tsx";
import type { Cell } from "./table-words.ts";

/** Columns whose cells are addresses to go to; in others an address is a name. */
const LINKS = new Set(["link", "url", "uri"]);

export function CellText({ id, cell }: { id: string; cell: Cell | undefined }) {
  if (typeof cell === "number") return formatNumber(cell);
  const to = typeof cell === "string" && LINKS.has(id) ? outsideAddress(cell) : undefined;
  return to ? <OutsideLink to={to} /> : visibleText(cell ?? "");
}

function formatNumber(value: number): string {
  return Number.isSafeInteger(value) ? formatCount(value) : String(value);
}

/** As text alone: for titles and names. */
export function cellWords(cell: Cell | undefined): string {
  return visibleText(String(cell ?? ""));
}
