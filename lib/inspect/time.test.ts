import { describe, expect, it } from "vitest";
import { Draft } from "./draft.ts";
import { TOOLS } from "./fixtures.test-support.ts";
import { ageOf, dateOf } from "./time.ts";

const draft = () => new Draft(TOOLS, () => undefined);

describe("times", () => {
  it.each([
    ["2024-03-01", Date.UTC(2024, 2, 1)],
    ["2024-03-01T10:20:30Z", Date.UTC(2024, 2, 1, 10, 20, 30)],
    ["2024-03-01T10:20:30", Date.UTC(2024, 2, 1, 10, 20, 30)],
    ["2024-03-01 10:20:30+02:00", Date.UTC(2024, 2, 1, 8, 20, 30)],
    ["2024-03-01T10:20:30.123456789Z", Date.UTC(2024, 2, 1, 10, 20, 30, 123)],
  ])("%s", (text, time) => {
    const of = draft();
    expect(dateOf(of, "It", text)).toBe(time);
    expect(of.done().problems).toEqual([]);
  });

  it.each(["yesterday", "2024-13-45", "0001-01-01T00:00:00Z", "9999-12-31", "2024-02-30T99:00:00Z", "1e9"])(
    "%s is none that can be meant",
    (text) => {
      const of = draft();
      expect(dateOf(of, "The date", text)).toBeUndefined();
      expect(of.done().problems).toEqual([`The date is not a time that can be meant: ${text}.`]);
    },
  );

  it("says ages in days, and doubts the future", () => {
    const of = draft();
    expect(ageOf(of, "It", "2026-11-23T00:00:00Z")).toBe("1 day");
    expect(ageOf(of, "It", "2026-10-21")).toBe("34 days");
    expect(ageOf(of, "It", "2026-11-24T00:00:01Z")).toBe("today");
    expect(of.done().problems).toEqual([]);
    expect(ageOf(of, "It", "2030-01-01")).toBe("today");
    expect(of.done().problems).toEqual(["It lies in the future: 2030-01-01."]);
  });
});
