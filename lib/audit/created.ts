// The time at which an image says it was made.

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,12})?(Z|[+-]\d{2}:\d{2})$/;
/** Builds that are to come out the same each time say 1970 or the year 1: that is no time. */
const EARLIEST = Date.UTC(2000, 0, 1);
/** Clocks differ. */
const DAY_MS = 86_400_000;

/** ISO 8601 in UTC, to the second; undefined for what is no time at which an image can have been made. */
export function createdTime(text: unknown): string | undefined {
  if (typeof text !== "string" || !RFC3339.test(text)) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time) || time < EARLIEST || time > Date.now() + DAY_MS) return undefined;
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
