// Reads a Retry-After header, RFC 9110 section 10.2.3: seconds, or an HTTP date.

/** Seconds from `now` (ms since the epoch), never negative; undefined when absent or unreadable. */
export function retryAfterSeconds(value: string | undefined, now = Date.now()): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // Only the form with a day name and GMT: Date.parse() alone would take "-5" and much else for a date.
  if (!/^[A-Za-z]{3,9},? .{8,30}$/.test(text)) return undefined;
  const then = Date.parse(text);
  return Number.isNaN(then) ? undefined : Math.max(0, Math.ceil((then - now) / 1000));
}
