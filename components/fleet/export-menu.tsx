"use client";
// Saves the registries that are shown, with the evidence behind each verdict, as a file.
import { ChevronDown, Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import type { KnownRegistries } from "#lib/api";
import { MENU_ITEM, MENU_PANEL } from "../shell/menu-classes.ts";
import { buttonClasses } from "../ui/button.tsx";
import { countOf } from "../ui/format.ts";
import { Asking } from "../ui/mark.tsx";
import { saveText } from "../ui/save-text.ts";
import { getJson } from "../use-endpoint.ts";
import { evidencePath } from "./evidence-path.ts";
import { fleetCsv } from "./export-csv.ts";
import { fleetMarkdown } from "./export-markdown.ts";

type Format = {
  name: string;
  about: string;
  ending: string;
  mediaType: string;
  write: (registries: KnownRegistries, at: string) => string;
};

const FORMATS: Format[] = [
  {
    name: "JSON",
    about: "all that is known, as the API has it",
    ending: "json",
    mediaType: "application/json",
    write: (registries, exportedAt) => `${JSON.stringify({ exportedAt, registries }, null, 2)}\n`,
  },
  {
    name: "CSV",
    about: "one line a capability",
    ending: "csv",
    mediaType: "text/csv;charset=utf-8",
    write: fleetCsv,
  },
  {
    name: "Markdown",
    about: "tables to paste into an issue",
    ending: "md",
    mediaType: "text/markdown;charset=utf-8",
    write: fleetMarkdown,
  },
];

/** `hosts` are the registries that are shown, in their order. */
export function ExportMenu({ hosts }: { hosts: string[] }) {
  const [state, setState] = useState<"busy" | "failed">();
  const save = async ({ ending, mediaType, write }: Format) => {
    setState("busy");
    try {
      const known = await getJson<KnownRegistries>(evidencePath(hosts));
      const byHost = new Map(known.map((entry) => [entry.registry, entry]));
      const at = new Date().toISOString();
      const shown = hosts.flatMap((host) => byHost.get(host) ?? []);
      saveText(`refscope-registries-${at.slice(0, 10)}.${ending}`, mediaType, write(shown, at));
      setState(undefined);
    } catch {
      setState("failed");
    }
  };
  return (
    <span className="flex items-center gap-2">
      <span role="status" className="text-12 text-bad">
        {state === "failed" && "Refscope's server did not answer"}
      </span>
      {state === "busy" && <Asking>exporting</Asking>}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={buttonClasses()} disabled={hosts.length === 0 || state === "busy"}>
          <Download size={14} aria-hidden /> Export
          <ChevronDown size={14} aria-hidden />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="end" sideOffset={4} collisionPadding={8} className={MENU_PANEL}>
            <DropdownMenu.Label className="px-2.5 py-1.5 text-12 text-ink-3">
              {countOf(hosts.length, "registry", "registries")} as shown, with evidence
            </DropdownMenu.Label>
            {FORMATS.map((format) => (
              <DropdownMenu.Item
                key={format.name}
                onSelect={() => void save(format)}
                className={`${MENU_ITEM} grid-cols-[80px_auto]!`}
              >
                <span className="font-medium">{format.name}</span>
                <span className="text-ink-3">{format.about}</span>
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </span>
  );
}
