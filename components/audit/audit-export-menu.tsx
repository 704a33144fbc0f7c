"use client";
// Saves an audit as a file: whole, or as tables for other tools.
import type { Audit } from "#lib/api";
import { CSV_TYPE, MARKDOWN, type SaveFormat, SaveMenu } from "../ui/save-menu.tsx";
import { auditMarkdown, findingsCsv, tagsCsv } from "./audit-exports.ts";

const FORMATS: SaveFormat<Audit>[] = [
  {
    ...{ name: "JSON", about: "all of it, as the API has it" },
    ...{ ending: ".json", mediaType: "application/json" },
    write: (audit) => `${JSON.stringify(audit, null, 2)}\n`,
  },
  {
    ...{ name: "CSV", about: "one line a finding" },
    ...{ ending: "-findings.csv", mediaType: CSV_TYPE },
    write: findingsCsv,
  },
  {
    ...{ name: "CSV of tags", about: "one line a tag, with its generation" },
    ...{ ending: "-tags.csv", mediaType: CSV_TYPE },
    write: tagsCsv,
  },
  { ...MARKDOWN, write: auditMarkdown },
];

/** Named by when the audit was made. */
export function AuditExportMenu({ audit }: { audit: Audit }) {
  const { registry, repository, at } = audit;
  const name = `refscope-audit-${registry}-${repository}-${at.slice(0, 10)}`;
  return <SaveMenu what={audit} fileName={() => name} formats={FORMATS} />;
}
