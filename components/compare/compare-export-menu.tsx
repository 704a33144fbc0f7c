"use client";
// Saves the comparison as a file.
import type { Comparison } from "#lib/api";
import { CSV_TYPE, MARKDOWN, type SaveFormat, SaveMenu } from "../ui/save-menu.tsx";
import { comparisonCsv } from "./export-csv.ts";
import { comparisonMarkdown } from "./export-markdown.ts";

const FORMATS: SaveFormat<Comparison>[] = [
  {
    ...{ name: "JSON", about: "all of it, as the API has it" },
    ...{ ending: ".json", mediaType: "application/json" },
    write: (comparison) => `${JSON.stringify(comparison, null, 2)}\n`,
  },
  {
    ...{ name: "CSV", about: "one line a thing that was compared" },
    ...{ ending: ".csv", mediaType: CSV_TYPE },
    write: comparisonCsv,
  },
  { ...MARKDOWN, write: comparisonMarkdown },
];

export function CompareExportMenu({ comparison }: { comparison: Comparison }) {
  return (
    <SaveMenu
      what={comparison}
      fileName={(at) => `refscope-comparison-${at.slice(0, 10)}`}
      formats={FORMATS}
    />
  );
}
