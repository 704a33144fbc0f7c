"use client";
// Saves the registries that are shown, with the evidence behind each verdict, as a file.
import { useState } from "react";
import type { KnownRegistries } from "#lib/api";
import { countOf } from "../ui/format.ts";
import { Asking } from "../ui/mark.tsx";
import { CSV_TYPE, FormatMenu, MARKDOWN, type SaveFormat } from "../ui/save-menu.tsx";
import { saveText } from "../ui/save-text.ts";
import { getJson } from "../use-endpoint.ts";
import { evidencePath } from "./evidence-path.ts";
import { fleetCsv } from "./export-csv.ts";
import { fleetMarkdown } from "./export-markdown.ts";

const FORMATS: SaveFormat<KnownRegistries>[] = [
  {
    ...{ name: "JSON", about: "all that is known, as the API has it" },
    ...{ ending: ".json", mediaType: "application/json" },
    write: (registries, exportedAt) => `${JSON.stringify({ exportedAt, registries }, null, 2)}\n`,
  },
  { name: "CSV", about: "one line a capability", ending: ".csv", mediaType: CSV_TYPE, write: fleetCsv },
  { ...MARKDOWN, write: fleetMarkdown },
];

/** `hosts` are the registries that are shown, in their order. */
export function ExportMenu({ hosts }: { hosts: string[] }) {
  const [state, setState] = useState<"busy" | "failed">();
  const save = async ({ ending, mediaType, write }: SaveFormat<KnownRegistries>) => {
    setState("busy");
    try {
      const known = await getJson<KnownRegistries>(evidencePath(hosts));
      const byHost = new Map(known.map((entry) => [entry.registry, entry]));
      const at = new Date().toISOString();
      const shown = hosts.flatMap((host) => byHost.get(host) ?? []);
      saveText(`refscope-registries-${at.slice(0, 10)}${ending}`, mediaType, write(shown, at));
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
      <FormatMenu
        formats={FORMATS}
        onChoose={(format) => void save(format)}
        label={`${countOf(hosts.length, "registry", "registries")} as shown, with evidence`}
        disabled={hosts.length === 0 || state === "busy"}
      />
    </span>
  );
}
