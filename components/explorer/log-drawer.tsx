"use client";
// The discovery log: every request with what it was for, what came back and how long it took.
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { IconButton } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { countOf, formatClock, formatCount, formatDuration, shortenPath, visibleText } from "../ui/format.ts";
import { OutcomeMark } from "../ui/mark.tsx";
import { DrawerHandle } from "./drawer-handle.tsx";
import { ExchangeDetail } from "./exchange-detail.tsx";
import type { ExplorationView } from "./exploration-view.ts";
import { LOG_WORDS, LogMark } from "./log-mark.tsx";
import {
  countNotAsked,
  countOutcomes,
  type LogOutcome,
  type LogRow,
  logRows,
  outcomeDetail,
} from "./log-rows.ts";

const HEIGHT = { first: 174, least: 78, most: 640 };
// 24 px is the least that WCAG 2.2 lets a row be that can be clicked.
const ROW = { large: 24, small: 46 };
const COLUMNS =
  "grid-cols-[26px_92px_44px_minmax(0,1fr)_40px_152px_132px_64px] gap-3 narrow:grid-cols-[26px_44px_minmax(0,1fr)_40px_128px_64px]";

export function LogDrawer({
  view,
  isAsking,
  isOpen,
  onToggle,
  only,
  onOnly,
  highlighted,
  isSmall,
}: {
  view: Pick<ExplorationView, "exchanges" | "findings" | "durationMs">;
  isAsking: boolean;
  isOpen: boolean;
  onToggle: (open: boolean) => void;
  /** The outcome whose requests alone are shown, as the address has it; of none of these, all are. */
  only: LogOutcome | null;
  onOnly: (outcome: LogOutcome | null) => void;
  /** Ids of the requests behind the selected node. */
  highlighted: ReadonlySet<string>;
  isSmall: boolean;
}) {
  const [height, setHeight] = useState(HEIGHT.first);
  const [open, setOpen] = useState<LogRow>();
  const rows = useMemo(() => logRows(view.exchanges, view.findings), [view.exchanges, view.findings]);
  const counts = useMemo(() => countOutcomes(rows), [rows]);
  const chosen = counts.find(({ outcome }) => outcome === only)?.outcome;
  const shown = chosen ? rows.filter(({ outcome }) => outcome === chosen) : rows;
  return (
    <section
      aria-label="Discovery log"
      className="relative flex min-w-0 flex-col border-t border-line-2 bg-surface"
      style={isOpen && !isSmall ? { height } : undefined}
    >
      {isOpen && <DrawerHandle height={height} limits={HEIGHT} onHeight={setHeight} />}
      <header className="flex h-[30px] flex-none items-center gap-4 overflow-hidden border-b border-line px-gutter text-12 whitespace-nowrap text-ink-2 small:h-auto small:min-h-10 small:flex-wrap small:gap-x-3 small:gap-y-1 small:py-2">
        <h2 className="font-semibold text-ink">Discovery log</h2>
        <span>
          {countOf(rows.length, "request")}
          {view.durationMs !== undefined && `, ${formatDuration(view.durationMs)}`}
        </span>
        <Counts counts={counts} notAsked={countNotAsked(view.findings)} chosen={chosen} onChoose={onOnly} />
        <IconButton
          dense
          label={isOpen ? "Close the log" : "Open the log"}
          aria-expanded={isOpen}
          className="ml-auto small:absolute small:top-0.5 small:right-2"
          onClick={() => onToggle(!isOpen)}
        >
          {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronUp size={14} aria-hidden />}
        </IconButton>
      </header>
      {isOpen && rows.length === 0 && (
        <p className="px-gutter py-2 text-12 text-ink-3">
          {isAsking ? "No request has been answered yet." : "No request was sent."}
        </p>
      )}
      {isOpen && rows.length > 0 && (
        <Rows rows={shown} highlighted={highlighted} isSmall={isSmall} onOpen={setOpen} />
      )}
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </section>
  );
}

function Counts({
  counts,
  notAsked,
  chosen,
  onChoose,
}: {
  counts: { outcome: LogOutcome; count: number }[];
  notAsked: number;
  chosen: LogOutcome | undefined;
  onChoose: (outcome: LogOutcome | null) => void;
}) {
  return (
    <span className="flex min-w-0 gap-1.5 overflow-hidden small:flex-wrap">
      {counts.map(({ outcome, count }) => (
        <button
          key={outcome}
          type="button"
          aria-pressed={chosen === outcome}
          title={chosen === outcome ? "Show all requests" : "Show only these"}
          className="inline-flex h-6 items-center rounded-control px-1.5 hover:bg-hover aria-pressed:bg-accent-bg aria-pressed:font-semibold small:h-9"
          onClick={() => onChoose(chosen === outcome ? null : outcome)}
        >
          <LogMark outcome={outcome} detail={` ${formatCount(count)}`} />
        </button>
      ))}
      {notAsked > 0 && (
        <span
          className="inline-flex h-6 items-center px-1.5 small:h-9"
          title="Ways of finding that nobody asked"
        >
          <OutcomeMark outcome="not-asked" detail={` ${formatCount(notAsked)}`} />
        </span>
      )}
    </span>
  );
}

function Rows({
  rows,
  highlighted,
  isSmall,
  onOpen,
}: {
  rows: LogRow[];
  highlighted: ReadonlySet<string>;
  isSmall: boolean;
  onOpen: (row: LogRow) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const height = isSmall ? ROW.small : ROW.large;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 16,
  });
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto small:max-h-[60dvh]">
      <ol aria-label="Requests" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <li
                key={row.number}
                aria-posinset={index + 1}
                aria-setsize={rows.length}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${start}px)`, height }}
              >
                <Request
                  row={row}
                  isHighlighted={highlighted.has(row.exchange.id)}
                  onOpen={() => onOpen(row)}
                />
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
}

function Request({
  row,
  isHighlighted,
  onOpen,
}: {
  row: LogRow;
  isHighlighted: boolean;
  onOpen: () => void;
}) {
  const { exchange, number, outcome } = row;
  const detail = outcomeDetail(row);
  // What happened on the wire instead stands beside the outcome, where there is room for it.
  const status = exchange.status ?? "–";
  return (
    <button
      type="button"
      onClick={onOpen}
      className={classes(
        "grid h-full w-full items-center border-b border-line px-gutter text-left font-mono text-12 whitespace-nowrap text-ink-2 focus-visible:outline-offset-[-2px]",
        "small:grid-cols-[20px_44px_minmax(0,1fr)_auto] small:gap-x-1.5 small:gap-y-0 small:py-1",
        COLUMNS,
        isHighlighted ? "bg-accent-bg" : "hover:bg-hover",
      )}
    >
      <span className="text-ink-3">{number}</span>
      <span className="narrow:hidden" title={exchange.at}>
        {formatClock(exchange.at)}
      </span>
      <span>{exchange.method}</span>
      <span className="overflow-hidden text-ellipsis small:col-span-2" title={visibleText(exchange.url)}>
        {shortenPath(visibleText(row.path))}
      </span>
      <span className="text-right small:hidden">{status}</span>
      <span
        className="min-w-0 font-sans small:col-start-4 small:row-start-2 small:max-w-[50vw]"
        title={`${LOG_WORDS[outcome]}${detail}`}
      >
        <LogMark outcome={outcome} detail={detail} />
      </span>
      <span className="overflow-hidden font-sans text-ellipsis narrow:hidden small:col-span-2 small:col-start-2 small:row-start-2 small:block small:text-ink-3">
        {exchange.purpose}
        <span className="hidden small:inline">
          {" "}
          · {status} · {formatDuration(exchange.durationMs)}
        </span>
      </span>
      <span className="text-right small:hidden">{formatDuration(exchange.durationMs)}</span>
    </button>
  );
}
