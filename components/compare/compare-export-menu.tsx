"use client";
// Saves the comparison as a file.
import { ChevronDown, Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { Comparison } from "#lib/api";
import { MENU_ITEM, MENU_PANEL } from "../shell/menu-classes.ts";
import { buttonClasses } from "../ui/button.tsx";
import { saveText } from "../ui/save-text.ts";
import { comparisonCsv } from "./export-csv.ts";
import { comparisonMarkdown } from "./export-markdown.ts";

const FORMATS = [
  {
    name: "CSV",
    about: "one line a thing that was compared",
    ending: "csv",
    mediaType: "text/csv;charset=utf-8",
    write: comparisonCsv,
  },
  {
    name: "Markdown",
    about: "tables to paste into an issue",
    ending: "md",
    mediaType: "text/markdown;charset=utf-8",
    write: comparisonMarkdown,
  },
];

export function CompareExportMenu({ comparison }: { comparison: Comparison }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={buttonClasses()}>
        <Download size={14} aria-hidden /> Export
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} collisionPadding={8} className={MENU_PANEL}>
          {FORMATS.map(({ name, about, ending, mediaType, write }) => (
            <DropdownMenu.Item
              key={name}
              onSelect={() => {
                const at = new Date().toISOString();
                saveText(
                  `refscope-comparison-${at.slice(0, 10)}.${ending}`,
                  mediaType,
                  write(comparison, at),
                );
              }}
              className={`${MENU_ITEM} grid-cols-[80px_auto]!`}
            >
              <span className="font-medium">{name}</span>
              <span className="text-ink-3">{about}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
