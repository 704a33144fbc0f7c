"use client";
// What was done and what went over the wire: each step with its requests, each request with its receipt.
import { useState } from "react";
import type { ScenarioStep } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { ExchangeDetail } from "../explorer/exchange-detail.tsx";
import { LogMark } from "../explorer/log-mark.tsx";
import { type LogRow, statusText } from "../explorer/log-rows.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { countOf, formatDuration, shortenPath, visibleText } from "../ui/format.ts";
import { Seamed } from "../ui/key-values.tsx";
import { Asking } from "../ui/mark.tsx";
import { SeedText } from "../ui/seed-text.tsx";
import { curlScript, type TracePart, traceParts } from "./trace.ts";

/** `durationMs` is absent as long as it runs. */
export function WireTrace({
  steps,
  exchanges,
  durationMs,
}: {
  steps: readonly ScenarioStep[];
  exchanges: readonly Exchange[];
  durationMs?: number;
}) {
  const [open, setOpen] = useState<LogRow>();
  const parts = traceParts(steps, exchanges);
  return (
    <section className="overflow-hidden rounded-node border border-line-2 bg-surface">
      <header className="flex min-h-8 items-center gap-3 border-b border-line py-0.5 pr-1 pl-2.5 text-12">
        <h3 className="font-semibold text-ink-2">Wire trace</h3>
        <p className="text-ink-3">
          {countOf(exchanges.length, "request")}
          {durationMs !== undefined && `, ${formatDuration(durationMs)}`}
        </p>
        <span className="ml-auto">
          {durationMs === undefined ? (
            <span className="pr-2">
              <Asking>running</Asking>
            </span>
          ) : (
            exchanges.length > 0 && (
              <CopyButton text={curlScript(parts)} what="the trace as curl" word="copy as curl" />
            )
          )}
        </span>
      </header>
      <ol>
        {parts.map((part) => (
          <Part key={part.key} part={part} onOpen={setOpen} />
        ))}
      </ol>
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </section>
  );
}

function Part({ part: { step, rows }, onOpen }: { part: TracePart; onOpen: (row: LogRow) => void }) {
  return (
    <li className="border-b border-line last:border-b-0">
      {step && (
        <p className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-2 px-2.5 pt-1.5 pb-1 text-12 leading-[18px] small:grid-cols-1">
          <span className="text-ink-3">{step.actor}</span>
          <span className="min-w-0 break-words">
            <b className="font-medium">{visibleText(step.what)}:</b>{" "}
            <span className="text-ink-2">
              <SeedText text={step.outcome} />
            </span>
          </span>
        </p>
      )}
      {rows.length > 0 && (
        <ol className="pb-0.5">
          {rows.map((row) => (
            <li key={row.exchange.id}>
              <Wire row={row} actor={step?.actor} onOpen={onOpen} />
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}

function Wire({
  row,
  actor,
  onOpen,
}: {
  row: LogRow;
  actor: ScenarioStep["actor"] | undefined;
  onOpen: (row: LogRow) => void;
}) {
  const { exchange, number, outcome, path } = row;
  return (
    <button
      type="button"
      title={visibleText(exchange.url)}
      onClick={() => onOpen(row)}
      className="grid min-h-[26px] w-full grid-cols-[84px_24px_52px_minmax(0,1fr)_minmax(0,180px)_104px_92px] items-center gap-x-2 px-2.5 text-left font-mono text-12 text-ink-2 transition-colors hover:bg-hover focus-visible:outline-offset-[-2px] narrow:grid-cols-[84px_24px_52px_minmax(0,1fr)_104px_92px] small:min-h-9 small:grid-cols-[24px_52px_minmax(0,1fr)_auto] small:items-start small:py-1"
    >
      <span className="font-sans text-ink-3 small:hidden">
        <span className="sr-only">{actor}</span>
      </span>
      <span className="text-ink-3">{number}</span>
      <span>{exchange.method}</span>
      <span className="truncate text-ink small:col-span-2 small:break-words small:whitespace-normal">
        <Seamed text={shortenPath(visibleText(path))} />
      </span>
      <span className="truncate font-sans text-ink-3 narrow:hidden">{visibleText(exchange.purpose)}</span>
      <span className="font-sans small:col-span-2 small:col-start-2">
        <LogMark outcome={outcome} />
      </span>
      <span className="text-right whitespace-nowrap text-ink-3">
        {statusText(exchange)} · {formatDuration(exchange.durationMs)}
      </span>
    </button>
  );
}
