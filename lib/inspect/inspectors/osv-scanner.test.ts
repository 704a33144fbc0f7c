import { describe, expect, it } from "vitest";
import { facts, inspected, rows } from "../inspect.test-support.ts";

const UNDATED = "It does not say when it was made, nor which image it is about.";

describe("OSV-Scanner's report", () => {
  it("lists each record with its group's severity and the fixes of its own package", () => {
    const report = inspected({
      results: [
        {
          source: { path: "usr/app/package-lock.json", type: "lockfile" },
          packages: [
            {
              package: { name: "minimist", version: "1.2.5", ecosystem: "npm" },
              groups: [{ ids: ["GHSA-a"], max_severity: "9.8" }],
              vulnerabilities: [
                {
                  id: "GHSA-a",
                  summary: "Prototype pollution",
                  affected: [
                    {
                      package: { name: "minimist" },
                      ranges: [{ events: [{ introduced: "0" }, { fixed: "1.2.6" }] }],
                    },
                    { package: { name: "another" }, ranges: [{ events: [{ fixed: "9" }] }] },
                  ],
                },
                { id: "GHSA-b", database_specific: { severity: "LOW" } },
              ],
            },
          ],
        },
      ],
    });
    expect(report).toMatchObject({
      inspector: "osv-scanner",
      kind: "scan-report",
      title: "OSV-Scanner report",
      headline: "OSV-Scanner on 1 source: 1 critical, 1 low",
      problems: [UNDATED],
    });
    expect(rows(report, "findings")).toEqual([
      {
        id: "GHSA-a",
        severity: "CRITICAL",
        package: "minimist",
        installed: "1.2.5",
        fixed: "1.2.6",
        title: "Prototype pollution",
        link: "https://osv.dev/vulnerability/GHSA-a",
        target: "usr/app/package-lock.json",
        rank: 0,
      },
      {
        id: "GHSA-b",
        severity: "LOW",
        package: "minimist",
        installed: "1.2.5",
        link: "https://osv.dev/vulnerability/GHSA-b",
        target: "usr/app/package-lock.json",
        rank: 5,
      },
    ]);
    expect(facts(report, "Packages named")).toEqual(["1"]);
  });

  it.each([
    ["9.0", "1 critical"],
    ["8.9", "1 high"],
    ["4", "1 medium"],
    ["0.1", "1 low"],
    ["0.0", "1 none"],
    ["", "1 unknown"],
  ])("a score of %j is %s", (score, words) => {
    const scanned = {
      package: {},
      groups: [{ ids: ["X"], max_severity: score }],
      vulnerabilities: [{ id: "X" }],
    };
    const report = inspected({ results: [{ source: {}, packages: [scanned] }] });
    expect(report.headline).toBe(`OSV-Scanner on 1 source: ${words}`);
  });

  it("that found nothing is known by its configuration", () => {
    const report = inspected({ results: [], experimental_config: { licenses: {} } });
    expect(report).toMatchObject({
      inspector: "osv-scanner",
      headline: "OSV-Scanner on 0 sources: nothing found",
    });
  });

  it("is not taken from what merely has results", () => {
    expect(inspected({ results: [] }).inspector).not.toBe("osv-scanner");
    expect(inspected({ results: [{ name: "a" }] }).inspector).not.toBe("osv-scanner");
  });
});
