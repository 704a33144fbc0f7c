// A JSON value as rows of path and value: for what no reader knows field by field.
import { isJsonObject } from "#lib/oci";
import { LIMITS } from "./limits.ts";
import { beginning } from "./shown.ts";

const MAX_ROWS = 500;
const MAX_DEPTH = 16;

export type FlatRow = [path: string, value: string | number];

/**
 * At most 500 rows, in the document's order; `isCut` when there were more, or deeper ones. Empty containers are shown
 * as "{}" and "[]".
 */
export function flatten(value: unknown): { rows: FlatRow[]; isCut: boolean } {
  const rows: FlatRow[] = [];
  const open: { path: string; value: unknown; depth: number }[] = [{ path: "", value, depth: 0 }];
  let isCut = false;
  for (let next = open.pop(); next; next = open.pop()) {
    if (rows.length >= MAX_ROWS) return { rows, isCut: true };
    const children = next.depth < MAX_DEPTH ? childrenOf(next.value, next.path) : undefined;
    if (children === undefined) isCut ||= isContainer(next.value);
    if (children === undefined || children.length === 0) rows.push([next.path, leafOf(next.value)]);
    else {
      isCut ||= children.length > MAX_ROWS;
      for (const child of children.slice(0, MAX_ROWS).reverse())
        open.push({ ...child, depth: next.depth + 1 });
    }
  }
  return { rows, isCut };
}

/** At most one more than are shown; undefined for what holds nothing. */
function childrenOf(value: unknown, path: string): { path: string; value: unknown }[] | undefined {
  if (Array.isArray(value))
    return value.slice(0, MAX_ROWS + 1).map((each, index) => ({ path: `${path}[${index}]`, value: each }));
  if (!isJsonObject(value)) return undefined;
  const children: { path: string; value: unknown }[] = [];
  // Without a list of all keys, of which there may be a million.
  for (const key in value) {
    if (children.length > MAX_ROWS) break;
    const name = beginning(key, LIMITS.cell);
    children.push({ path: path === "" ? name : `${path}.${name}`, value: value[key] });
  }
  return children;
}

function isContainer(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function leafOf(value: unknown): string | number {
  if (typeof value === "string" || typeof value === "number") return value;
  if (Array.isArray(value)) return value.length > 0 ? "[…]" : "[]";
  if (isJsonObject(value)) return Object.keys(value).length > 0 ? "{…}" : "{}";
  return String(value);
}
