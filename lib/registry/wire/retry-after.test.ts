import { expect, it } from "vitest";
import { retryAfterSeconds } from "./retry-after.ts";

const NOW = Date.parse("Tue, 24 Nov 2026 08:00:00 GMT");

it.each([
  ["0", 0],
  ["120", 120],
  [" 7 ", 7],
  ["Tue, 24 Nov 2026 08:00:30 GMT", 30],
  ["Tuesday, 24-Nov-26 08:00:30 GMT", 30],
  ["Tue Nov 24 08:00:30 2026 GMT", 30],
  ["Tue, 24 Nov 2026 07:00:00 GMT", 0],
])("%j is %d seconds", (value, seconds) => expect(retryAfterSeconds(value, NOW)).toBe(seconds));

it.each([undefined, "", "-5", "1.5", "soon", "1e9", "24 Nov 2026", "99999999999", "Tue, nonsense here"])(
  "%j says nothing",
  (value) => expect(retryAfterSeconds(value, NOW)).toBeUndefined(),
);
