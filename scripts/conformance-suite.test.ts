import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { STAGES } from "#lib/sandbox";
import { counts, findConformance, normalised, settingsFor } from "./conformance-suite.mts";

const junit = (attributes: string, ...cases: [string, string][]) =>
  `<testsuites time="1.5" ${attributes}>
  <testsuite name="S" time="1.5">
${cases
  .map(
    ([name, status]) =>
      `    <testcase name="${name}" classname="" time="0.1" status="${status}">\n      <system-err>random</system-err>\n    </testcase>`,
  )
  .join("\n")}
  </testsuite>
</testsuites>`;

test("counts are the suite's own", () => {
  const text = junit(
    'tests="9" failures="1" errors="1" skipped="2" disabled="1"',
    ["a", "passed"],
    ["b", "failed"],
  );
  expect(counts(text)).toEqual({ passed: 4, failed: 2, skipped: 3 });
  expect(counts(junit('tests="3"', ["a", "passed"], ["b", "disabled"]))).toEqual({
    passed: 3,
    failed: 0,
    skipped: 0,
  });
});

test("a case that did not pass counts as failed, whatever the totals say", () => {
  expect(counts(junit('tests="2"', ["a", "failed"], ["b", "error"])).failed).toBe(2);
  expect(counts("").passed).toBe(0);
});

test("what is kept has no times, no transcripts, and one order", () => {
  const one = normalised(junit('tests="2"', ["b", "passed"], ["a", "passed"]));
  const other = normalised(junit('tests="2"', ["a", "passed"], ["b", "passed"]).replaceAll("1.5", "2.5"));
  expect(one).toBe(other);
  expect(one).toContain('<testcase name="a" status="passed" />');
  expect(one).not.toMatch(/random|1\.5/);
});

test("every stage that is meant to conform is asked for everything, the release candidates for all but referrers", () => {
  const asked = STAGES.filter((stage) => settingsFor(stage)).map((stage) => stage.id);
  expect(asked).toEqual(["motorcycle", "rc-motorcycle", "midway", "extended", "guarded"]);
  const off = STAGES.flatMap((stage) => Object.entries(settingsFor(stage) ?? {})).filter(
    ([, value]) => value === "false",
  );
  expect(off).toEqual([["OCI_API_REFERRER", "false"]]);
});

test("the program is looked for in PATH and in Go's folders", () => {
  const folder = mkdtempSync(join(tmpdir(), "gobin-"));
  const program = join(folder, "conformance");
  writeFileSync(program, "");
  chmodSync(program, 0o755);
  expect(findConformance({ PATH: `/nowhere:${folder}` })).toBe(program);
  expect(findConformance({ GOBIN: folder })).toBe(program);
  rmSync(folder, { recursive: true });
});
