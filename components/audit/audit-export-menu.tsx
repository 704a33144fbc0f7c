"use client";
// Saves an audit as a file: whole, or as tables for other tools.
import { ChevronDown, Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { Audit } from "#lib/api";
import { MENU_ITEM, MENU_PANEL } from "../shell/menu-classes.ts";
import { buttonClasses } from "../ui/button.tsx";
import { saveText } from "../ui/save-text.ts";
import { auditMarkdown, findingsCsv, tagsCsv } from "./audit-exports.ts";

type Format = {
  name: string;
  about: string;
  ending: string;
  mediaType: string;
  write: (audit: Audit) => string;
};

const FORMATS: Format[] = [
  {
    name: "JSON",
    about: "all of it, as the API has it",
    ending: ".json",
    mediaType: "application/json",
    write: (audit) => `${JSON.stringify(audit, null, 2)}\n`,
  },
  {
    name: "CSV",
    about: "one line a finding",
    ending: "-findings.csv",
    mediaType: "text/csv;charset=utf-8",
    write: findingsCsv,
  },
  {
    name: "CSV of tags",
    about: "one line a tag, with its generation",
    ending: "-tags.csv",
    mediaType: "text/csv;charset=utf-8",
    write: tagsCsv,
  },
  {
    name: "Markdown",
    about: "tables to paste into an issue",
    ending: ".md",
    mediaType: "text/markdown;charset=utf-8",
    write: auditMarkdown,
  },
];

export function AuditExportMenu({ audit }: { audit: Audit }) {
  const { registry, repository, at } = audit;
  const name = `refscope-audit-${registry}-${repository}-${at.slice(0, 10)}`;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={buttonClasses()}>
        <Download size={14} aria-hidden /> Export
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} collisionPadding={8} className={MENU_PANEL}>
          {FORMATS.map(({ name: format, about, ending, mediaType, write }) => (
            <DropdownMenu.Item
              key={format}
              onSelect={() => saveText(`${name}${ending}`, mediaType, write(audit))}
              className={`${MENU_ITEM} grid-cols-[88px_auto]!`}
            >
              <span className="font-medium">{format}</span>
              <span className="text-ink-3">{about}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
