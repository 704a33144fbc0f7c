import { describe, expect, it } from "vitest";
import { FAULTS } from "./index.ts";

describe("the catalogue of faults", () => {
  it.each(Object.entries(FAULTS))("%s has an HTTP error status, a title and a next step", (code, fault) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(fault.status).toBeGreaterThanOrEqual(400);
    expect(fault.status).toBeLessThan(600);
    expect(fault.title).toMatch(/^[A-Z].*[^.]$/);
    expect(fault.hint).toMatch(/^[A-Z].*\.$/);
  });

  it("tells faults apart by their titles", () => {
    const titles = Object.values(FAULTS).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
