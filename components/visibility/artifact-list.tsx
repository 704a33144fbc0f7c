"use client";
// The matrix for a phone: each artifact opens to the clients and what it is to them, each client to why.
import { ChevronDown, ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Visibility } from "#lib/api";
import type { VisibilityColumn, VisibilityRow } from "#lib/visibility";
import { Button } from "../ui/button.tsx";
import { visibleText } from "../ui/format.ts";
import { KindIcon } from "../ui/kind-icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { CELL_LOOKS, CELL_MEANINGS } from "./cell-words.ts";
import { columnName, foundBy, verdictAt } from "./matrix-facts.ts";
import { ClientRule, RestsOn } from "./why-parts.tsx";

export type ArtifactListProps = {
  visibility: Visibility;
  shown: readonly number[];
  /** What stands where none is. */
  empty: string;
  aboutOf: (row: VisibilityRow) => string;
  /** The opened artifact, and the opened client in it, by id, as the address has them. */
  node: string | null;
  client: string | null;
  onOpen: (node: string | null, client: string | null) => void;
  /** Shows an artifact in the tree. */
  onShow: (id: string) => void;
};

export function ArtifactList(props: ArtifactListProps) {
  const { visibility, shown, empty, node, client } = props;
  const list = useRef<HTMLDivElement>(null);
  // One is open at a time: what was opened must not slide away when the one above it closes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is opened
  useEffect(() => {
    const opened = list.current?.querySelectorAll('[aria-expanded="true"]');
    opened
      ?.item(opened.length - 1)
      ?.closest("li")
      ?.scrollIntoView({ block: "nearest" });
  }, [node, client]);
  const column = visibility.columns.find(({ id }) => id === client);
  return (
    <div ref={list} className="bg-surface">
      {column && !node && <ClientAlone column={column} />}
      {shown.length === 0 && <p className="px-gutter py-3 text-ink-2">{empty}</p>}
      <ul>
        {shown.map((row) => {
          const artifact = visibility.rows[row];
          return artifact && <Artifact key={artifact.id} {...props} row={row} artifact={artifact} />;
        })}
      </ul>
    </div>
  );
}

/** A link may choose a client and no artifact. */
function ClientAlone({ column }: { column: VisibilityColumn }) {
  return (
    <section className="grid gap-2 border-b border-line px-gutter py-3">
      <h3 className="text-14 font-semibold">{columnName(column)}</h3>
      <ClientRule column={column} />
    </section>
  );
}

function Artifact({ row, artifact, ...props }: ArtifactListProps & { row: number; artifact: VisibilityRow }) {
  const { visibility, aboutOf, node, onOpen } = props;
  const isOpen = artifact.id === node;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <li className="scroll-mt-12 border-b border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onOpen(isOpen ? null : artifact.id, null)}
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
      {isOpen && (
        <ul className="border-t border-line bg-sunken">
          {visibility.columns.map((column, at) => (
            <Client key={column.id} {...props} row={row} artifact={artifact} column={column} at={at} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Client({
  visibility,
  row,
  artifact,
  column,
  at,
  client,
  onOpen,
  onShow,
}: ArtifactListProps & { row: number; artifact: VisibilityRow; column: VisibilityColumn; at: number }) {
  const { state, reason, exchanges } = verdictAt(visibility, row, at);
  const { mark, tone, word } = CELL_LOOKS[state];
  const isOpen = column.id === client;
  return (
    <li className="scroll-mt-12 border-b border-line last:border-b-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onOpen(artifact.id, isOpen ? null : column.id)}
        className="grid min-h-11 w-full gap-0.5 px-gutter py-2 text-left"
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 break-words">
            {columnName(column)} <span className="text-12 text-ink-3">{column.runs}</span>
          </span>
          <Mark mark={mark} tone={tone} className={state === "found" ? "font-medium" : undefined}>
            {word}
          </Mark>
        </span>
        <span className="text-12 break-words text-ink-2">{visibleText(reason)}</span>
      </button>
      {isOpen && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2 border-t border-line bg-surface px-gutter py-3">
          <p className="text-12 text-ink-3">{CELL_MEANINGS[state]}</p>
          <RestsOn visibility={visibility} exchanges={exchanges} />
          <ClientRule column={column} />
          <p>
            <Button onClick={() => onShow(artifact.id)}>Show in the tree</Button>
          </p>
        </div>
      )}
    </li>
  );
}
