"use client";
// The references this browser explored last. Nothing is drawn when there are none.
import Link from "next/link";
import type { Completeness } from "#lib/evidence";
import { Age } from "../ui/age.tsx";
import { Button } from "../ui/button.tsx";
import { visibleText } from "../ui/format.ts";
import { Mark, type Tone } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import type { MarkName } from "../ui/shapes.ts";
import { clearRecents, type Recent, useRecent } from "./recent.ts";

const SHOWN = 6;

const LOOKS: Record<Completeness, { mark: MarkName; tone: Tone; word: string }> = {
  complete: { mark: "found", tone: "ink-2", word: "complete" },
  truncated: { mark: "not-asked", tone: "warn", word: "cut short" },
  denied: { mark: "denied", tone: "warn", word: "partly denied" },
  "rate-limited": { mark: "rate-limited", tone: "warn", word: "partly rate-limited" },
  failed: { mark: "failed", tone: "bad", word: "partly failed" },
};

export function RecentsPanel() {
  const recents = useRecent();
  if (recents.length === 0) return null;
  return (
    <Panel
      title="Recent"
      note="Kept in this browser."
      actions={
        <Button look="quiet" dense onClick={clearRecents}>
          Clear
        </Button>
      }
    >
      <ul>
        {recents.slice(0, SHOWN).map((recent) => (
          <RecentRow key={recent.path} recent={recent} />
        ))}
      </ul>
    </Panel>
  );
}

function RecentRow({ recent: { path, reference, summary, state, stateWords, at } }: { recent: Recent }) {
  const { mark, tone, word } = LOOKS[state];
  return (
    <li className="grid min-h-7 grid-cols-[minmax(0,9fr)_minmax(0,6fr)_170px_88px] items-center gap-x-4 border-b border-line px-3 py-1 transition-colors last:border-b-0 hover:bg-hover small:grid-cols-[minmax(0,1fr)_auto] small:gap-y-0.5 small:py-2">
      <Link
        href={path}
        prefetch={false}
        title={visibleText(reference)}
        className="truncate font-mono text-12 text-accent hover:underline small:col-span-2 small:py-1 small:break-all small:whitespace-normal"
      >
        {shortReference(reference)}
      </Link>
      <span className="truncate text-12 text-ink-2 small:col-span-2 small:whitespace-normal">
        {visibleText(summary)}
      </span>
      <Mark mark={mark} tone={tone}>
        {stateWords ? visibleText(stateWords) : word}
      </Mark>
      <span className="text-right text-12 text-ink-3">
        <Age at={at} />
      </span>
    </li>
  );
}

/** A digest in a reference shortened in the middle; the rest whole. */
function shortReference(reference: string): string {
  return visibleText(reference).replace(/[0-9a-f]{32,}/g, (hex) => `${hex.slice(0, 6)}…${hex.slice(-6)}`);
}
