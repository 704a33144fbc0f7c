"use client";
// Why one cell is what it is: the reason, the requests it rests on, and where the client's rule was read.
import { useState } from "react";
import type { Visibility } from "#lib/api";
import type { VisibilityColumn, VisibilityRow } from "#lib/visibility";
import { ExchangeDetail } from "../explorer/exchange-detail.tsx";
import { LogMark } from "../explorer/log-mark.tsx";
import { type LogRow, logRows, statusText } from "../explorer/log-rows.ts";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { DigestText } from "../ui/digest-text.tsx";
import { shortenPath, visibleText } from "../ui/format.ts";
import { KeyValue, KeyValues } from "../ui/key-values.tsx";
import { KindIcon } from "../ui/kind-icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { AskedList } from "../ui/state-panel.tsx";
import { CELL_LOOKS, CELL_MEANINGS } from "./cell-words.ts";
import { columnName, verdictAt } from "./matrix-facts.ts";

/** Requests that are listed before the rest is only counted. */
const LISTED = 6;

export function WhyPanel({
  visibility,
  row,
  column,
  onShow,
}: {
  visibility: Visibility;
  /** Index of the artifact; -1 where the column itself is chosen. */
  row: number;
  column: number;
  /** Shows an artifact in the tree. */
  onShow: (id: string) => void;
}) {
  const head = visibility.columns[column];
  const artifact = visibility.rows[row];
  if (!head) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 p-4 narrow:auto-cols-fr narrow:grid-flow-col narrow:grid-cols-none narrow:px-gutter">
      {artifact ? (
        <Cell visibility={visibility} row={row} column={column} artifact={artifact} onShow={onShow} />
      ) : (
        <h2 className="text-14 font-semibold">{columnName(head)}</h2>
      )}
      <Client column={head} hasName={artifact !== undefined} />
    </div>
  );
}

function Cell({
  visibility,
  row,
  column,
  artifact,
  onShow,
}: {
  visibility: Visibility;
  row: number;
  column: number;
  artifact: VisibilityRow;
  onShow: (id: string) => void;
}) {
  const { state, reason, exchanges } = verdictAt(visibility, row, column);
  const { mark, tone, word } = CELL_LOOKS[state];
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <h2 className="flex items-center gap-2 text-14 leading-5 font-semibold">
        <KindIcon kind={artifact.kind} size={22} />
        <span className="min-w-0 break-words">{visibleText(artifact.title)}</span>
      </h2>
      {artifact.digest && (
        <p>
          <DigestText digest={artifact.digest} />
        </p>
      )}
      <p>
        <Mark mark={mark} tone={tone} className="text-13 font-semibold">
          {word}
        </Mark>
      </p>
      <p className="break-words">{sentence(reason)}</p>
      <p className="text-12 text-ink-3">{CELL_MEANINGS[state]}</p>
      <Requests exchanges={visibility.exchanges.filter(({ id }) => exchanges.includes(id))} />
      <p>
        <Button dense onClick={() => onShow(artifact.id)}>
          Show in the tree
        </Button>
      </p>
    </section>
  );
}

function Requests({ exchanges }: { exchanges: Visibility["exchanges"] }) {
  const [open, setOpen] = useState<LogRow>();
  const rows = logRows(exchanges, []);
  if (rows.length === 0) return null;
  const more = rows.length - LISTED;
  return (
    <div>
      <h3 className="mb-1 text-12 font-semibold">It rests on</h3>
      <AskedList
        rows={rows.slice(0, LISTED).map((one) => ({
          key: one.exchange.id,
          name: (
            <button
              type="button"
              title={one.exchange.url}
              className="max-w-full truncate py-1 text-left font-mono hover:text-accent"
              onClick={() => setOpen(one)}
            >
              {one.exchange.method} {shortenPath(visibleText(one.path))}
            </button>
          ),
          value: <LogMark outcome={one.outcome} detail={`, ${statusText(one.exchange)}`} />,
        }))}
      />
      {more > 0 && <p className="mt-1 text-12 text-ink-3">and {more} more requests</p>}
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </div>
  );
}

function Client({ column, hasName }: { column: VisibilityColumn; hasName: boolean }) {
  const { group, versions, runs, looks, sources, read, sentence: summary } = column;
  return (
    <section
      className={classes(
        "grid grid-cols-[minmax(0,1fr)] content-start gap-2",
        hasName && "border-t border-line pt-4 narrow:border-t-0 narrow:pt-0",
      )}
    >
      {hasName && <h3 className="text-13 font-semibold">{columnName(column)}</h3>}
      <p className="break-words text-ink-2">{summary}.</p>
      <KeyValues>
        <KeyValue name="looks">{looks}</KeyValue>
        <KeyValue name={group === "client" ? "command" : "by"} mono={group === "client"}>
          {runs}
        </KeyValue>
        <KeyValue name={group === "client" ? "versions" : "reading"}>{versions}</KeyValue>
        {read && <KeyValue name="rule read">{read}</KeyValue>}
      </KeyValues>
      <h4 className="text-12 font-semibold">
        {group === "client" ? "The rule rests on" : "The generation is of"}
      </h4>
      <ul className="grid gap-1 text-12">
        {sources.map(({ text, url }) => (
          <li key={text} className="break-words">
            {url ? (
              <a href={url} target="_blank" rel="noreferrer" className="text-accent hover:underline">
                {text}
              </a>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function sentence(reason: string): string {
  const text = visibleText(reason);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
