// One cell of a report's table: text, unless the whole of it is an address that may be a link.
import { formatCount, visibleText } from "../ui/format.ts";
import { Seamed } from "../ui/key-values.tsx";
import { outsideAddress } from "./outside-address.ts";
import { OutsideLink } from "./outside-link.tsx";
import type { Cell } from "./table-words.ts";

/** Columns whose cells are addresses to go to; in others an address is a name. */
const LINKS = new Set(["link", "url", "uri"]);

/** `wraps`: over several lines, where there is room for them. */
export function CellText({
  id,
  cell,
  wraps = false,
}: {
  id: string;
  cell: Cell | undefined;
  wraps?: boolean;
}) {
  if (typeof cell === "number") return formatNumber(cell);
  const to = typeof cell === "string" && LINKS.has(id) ? outsideAddress(cell) : undefined;
  if (to) return <OutsideLink to={to} />;
  const text = visibleText(cell ?? "");
  return wraps ? <Seamed text={text} /> : text;
}

function formatNumber(value: number): string {
  return Number.isSafeInteger(value) ? formatCount(value) : String(value);
}

/** As text alone: for titles and names. */
export function cellWords(cell: Cell | undefined): string {
  return visibleText(String(cell ?? ""));
}
