"use client";
// The head of a registry's page: its host, what it claims of itself, how old the verdict is, and what to do.
import { Download, RefreshCw } from "lucide-react";
import type { Probe } from "#lib/api";
import { Age } from "../ui/age.tsx";
import { Button } from "../ui/button.tsx";
import { countOf, formatDuration, visibleText } from "../ui/format.ts";
import { Asking } from "../ui/mark.tsx";
import { Tag } from "../ui/tag.tsx";
import { saveJson } from "./save-json.ts";

/** `at` is the time of a remembered verdict, for when there is no probe of this page's own. */
export function RegistryHeader({
  registry,
  probe,
  at,
  rendered,
  isAsking,
  onAsk,
  onStop,
}: {
  registry: string;
  probe: Probe | undefined;
  at: string | undefined;
  rendered: number;
  isAsking: boolean;
  onAsk: () => void;
  onStop: () => void;
}) {
  const hasVerdict = probe !== undefined || at !== undefined;
  return (
    <header className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <h1 className="text-18 font-semibold tracking-[-0.01em] break-all">{registry}</h1>
      {probe?.claims.map(([name, value]) => (
        <Tag key={name} title={`${name}: ${visibleText(value)}`}>
          {visibleText(value)} (claimed by header)
        </Tag>
      ))}
      <p className="text-ink-3">
        {probe ? (
          <>
            read-only probe <Age at={probe.at} rendered={rendered} />,{" "}
            {countOf(probe.exchanges.length, "request")}, {formatDuration(probe.durationMs)}
          </>
        ) : (
          at && (
            <>
              last seen <Age at={at} rendered={rendered} />; its exchanges were not kept
            </>
          )
        )}
      </p>
      <span className="ml-auto flex items-center gap-2 small:ml-0 small:w-full">
        {isAsking && hasVerdict && (
          <>
            <Asking />
            <Button onClick={onStop}>Stop</Button>
          </>
        )}
        {!isAsking && hasVerdict && (
          <Button onClick={onAsk}>
            <RefreshCw size={14} aria-hidden /> Probe again
          </Button>
        )}
        {probe && (
          <Button onClick={() => saveJson(`refscope-${registry}-${probe.at.slice(0, 10)}`, probe)}>
            <Download size={14} aria-hidden /> Export JSON
          </Button>
        )}
      </span>
    </header>
  );
}
