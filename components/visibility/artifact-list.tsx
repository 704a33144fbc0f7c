"use client";
// The matrix for a phone: each artifact opens to the clients and what it is to them.
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Visibility } from "#lib/api";
import type { VisibilityRow } from "#lib/visibility";
import { visibleText } from "../ui/format.ts";
import { KindIcon } from "../ui/kind-icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { CELL_LOOKS } from "./cell-words.ts";
import { columnName, foundBy, verdictAt } from "./matrix-facts.ts";

export function ArtifactList({
  visibility,
  shown,
  aboutOf,
}: {
  visibility: Visibility;
  shown: readonly number[];
  aboutOf: (row: VisibilityRow) => string;
}) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpened(
      opened.has(id) ? new Set([...opened].filter((other) => other !== id)) : new Set([...opened, id]),
    );
  if (shown.length === 0)
    return <p className="px-gutter py-3 text-ink-2">On every artifact those who look for any agree.</p>;
  return (
    <ul className="bg-surface">
      {shown.map((row) => {
        const artifact = visibility.rows[row];
        if (!artifact) return null;
        const isOpen = opened.has(artifact.id);
        const Chevron = isOpen ? ChevronDown : ChevronRight;
        return (
          <li key={artifact.id} className="border-b border-line">
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => toggle(artifact.id)}
              className="grid min-h-14 w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2 px-gutter py-1.5 text-left"
            >
              <KindIcon kind={artifact.kind} size={22} />
              <span className="min-w-0">
                <span className="block truncate font-medium">{visibleText(artifact.title)}</span>
                <span className="block truncate text-12 text-ink-3">
                  {[aboutOf(artifact), foundBy(visibility, row)].filter(Boolean).join(", ")}
                </span>
              </span>
              <Chevron size={16} aria-hidden className="text-ink-3" />
            </button>
            {isOpen && <Clients visibility={visibility} row={row} />}
          </li>
        );
      })}
    </ul>
  );
}

function Clients({ visibility, row }: { visibility: Visibility; row: number }) {
  return (
    <ul className="border-t border-line bg-sunken">
      {visibility.columns.map((column, at) => {
        const { state, reason } = verdictAt(visibility, row, at);
        const { mark, tone, word } = CELL_LOOKS[state];
        return (
          <li key={column.id} className="grid gap-0.5 border-b border-line px-gutter py-2 last:border-b-0">
            <span className="flex items-baseline justify-between gap-3">
              <span className="min-w-0 break-words">
                {columnName(column)} <span className="text-12 text-ink-3">{column.runs}</span>
              </span>
              <Mark mark={mark} tone={tone} className={state === "found" ? "font-medium" : undefined}>
                {word}
              </Mark>
            </span>
            <span className="text-12 break-words text-ink-2">{visibleText(reason)}</span>
          </li>
        );
      })}
    </ul>
  );
}
