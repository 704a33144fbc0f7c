"use client";
// What stands behind a cell, in the panel beside the grid and in the list of a phone.
import { useState } from "react";
import type { Visibility } from "#lib/api";
import type { VisibilityColumn } from "#lib/visibility";
import { ExchangeDetail } from "../explorer/exchange-detail.tsx";
import { AnswerMark } from "../explorer/log-mark.tsx";
import { type LogRow, logRows } from "../explorer/log-rows.ts";
import { RequestName } from "../explorer/request-name.tsx";
import { KeyValue, KeyValues } from "../ui/key-values.tsx";
import { AskedList } from "../ui/state-panel.tsx";

/** Requests that are listed before the rest is only counted. */
const LISTED = 6;

/** The requests that a verdict rests on, by id; each opens. */
export function RestsOn({ visibility, exchanges }: { visibility: Visibility; exchanges: readonly string[] }) {
  const [open, setOpen] = useState<LogRow>();
  const rows = logRows(
    visibility.exchanges.filter(({ id }) => exchanges.includes(id)),
    [],
  );
  if (rows.length === 0) return null;
  const more = rows.length - LISTED;
  return (
    <div>
      <h3 className="mb-1 text-12 font-semibold">It rests on</h3>
      <AskedList
        rows={rows.slice(0, LISTED).map((one) => ({
          key: one.exchange.id,
          name: <RequestName row={one} onOpen={() => setOpen(one)} />,
          value: <AnswerMark row={one} />,
        }))}
      />
      {more > 0 && <p className="mt-1 text-12 text-ink-3">and {more} more requests</p>}
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </div>
  );
}

/** What is known of a client: how it looks, how it is run, and where and when its rule was read. */
export function ClientRule({ column }: { column: VisibilityColumn }) {
  const { group, versions, runs, looks, sources, read, sentence: summary } = column;
  return (
    <>
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
    </>
  );
}
