// What stands for the documents of an artifact that were not read because there are too many of them.
import type { Report } from "./report.ts";

const REST = "rest";

/** So that whoever counts documents counts those, too. `problem` is the sentence that says how many were read. */
export function restReport(problem: string, layer?: string): Report {
  return {
    ...{ inspector: REST, kind: "unknown", title: "the rest", headline: "What was not read" },
    ...{ facts: [], tables: [], subjects: [], problems: [problem], raw: [] },
    ...(layer === undefined ? {} : { layer }),
  };
}

export function isRest({ inspector }: Report): boolean {
  return inspector === REST;
}
