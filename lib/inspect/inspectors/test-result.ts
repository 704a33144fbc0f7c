// https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
import { jsonObject } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import { resourceTable } from "../provenance/resources.ts";
import { counted } from "../shown.ts";

const LISTS = [
  ["failedTests", "failed", 0],
  ["warnedTests", "warned", 1],
  ["passedTests", "passed", 2],
] as const;

export const testResult: Inspector = {
  id: "test-result",
  // Docker's own tests predicate says other things under the same title: it has no `result`.
  matches: (doc) => doc.predicate === "test-result" && jsonObject(doc)?.result !== undefined,
  inspect: (doc, draft) => {
    const said = draft.part(jsonObject(doc) ?? {});
    const result = said.text("result");
    const lists = LISTS.map(([key, word, rank]) => ({ names: said.texts(key), word, rank }));
    const counts = lists
      .filter(({ names }) => names.length > 0)
      .map(({ names, word }) => `${names.length} ${word}`);
    draft.is(
      "attestation",
      draft.title,
      `Tests ${result ?? "without a result"}${counts.length > 0 ? `: ${counts.join(", ")}` : ""}`,
    );
    draft.fact("summary", "Result", result);
    for (const { names, word } of lists) draft.fact("summary", `Tests ${word}`, names.length);
    draft.fact("summary", "Run", said.text("url"));
    const table = draft.table(
      "tests",
      counted(
        lists.reduce((sum, { names }) => sum + names.length, 0),
        "test",
      ),
      [
        ["name", "Test"],
        { id: "result", title: "Result", sortBy: 2 },
        { id: "rank", title: "Rank", hidden: true },
      ],
    );
    for (const { names, word, rank } of lists) for (const name of names) table.add(name, word, rank);
    resourceTable(draft, "configuration", "Configuration", said.each("configuration"));
  },
};
