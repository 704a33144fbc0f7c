"use client";
// The export button: a menu of the files that what is on the page can be saved as.
import { ChevronDown, Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { MENU_ITEM, MENU_PANEL } from "../shell/menu-classes.ts";
import { buttonClasses } from "./button.tsx";
import { saveText } from "./save-text.ts";

/** `ending` follows the file's name: ".csv", "-tags.csv". `write` gets what is saved, and when (ISO 8601). */
export type SaveFormat<T> = {
  name: string;
  about: string;
  ending: string;
  mediaType: string;
  write: (what: T, at: string) => string;
};

/** The menu's entries that many exports share. */
export const MARKDOWN = {
  name: "Markdown",
  about: "tables to paste into an issue",
  ending: ".md",
  mediaType: "text/markdown;charset=utf-8",
} as const;
export const CSV_TYPE = "text/csv;charset=utf-8";

/** `fileName` without its ending. */
export function SaveMenu<T>({
  what,
  fileName,
  formats,
}: {
  what: T;
  fileName: (at: string) => string;
  formats: readonly SaveFormat<T>[];
}) {
  const save = ({ ending, mediaType, write }: SaveFormat<T>) => {
    const at = new Date().toISOString();
    saveText(`${fileName(at)}${ending}`, mediaType, write(what, at));
  };
  return <FormatMenu formats={formats} onChoose={save} />;
}

/** The button and its menu alone, where saving takes more than writing. */
export function FormatMenu<F extends { name: string; about: string }>({
  formats,
  onChoose,
  label,
  disabled = false,
}: {
  formats: readonly F[];
  onChoose: (format: F) => void;
  /** What is saved, above the formats. */
  label?: string;
  disabled?: boolean;
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={buttonClasses()} disabled={disabled}>
        <Download size={14} aria-hidden /> Export
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} collisionPadding={8} className={MENU_PANEL}>
          {label !== undefined && (
            <DropdownMenu.Label className="px-2.5 py-1.5 text-12 text-ink-3">{label}</DropdownMenu.Label>
          )}
          {formats.map((format) => (
            <DropdownMenu.Item
              key={format.name}
              onSelect={() => onChoose(format)}
              className={`${MENU_ITEM} grid-cols-[88px_auto]!`}
            >
              <span className="font-medium">{format.name}</span>
              <span className="text-ink-3">{format.about}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
