"use client";
// One request and its answer, as far as it was kept: the receipt.
import type { Exchange } from "#lib/evidence";
import { curlOf } from "../artifact/commands.ts";
import { CommandLine } from "../ui/command-line.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { formatCount, formatDuration, visibleLines, visibleText } from "../ui/format.ts";
import { KeyValue, KeyValues } from "../ui/key-values.tsx";
import { LogMark } from "./log-mark.tsx";
import { bytesText, type LogRow } from "./log-rows.ts";

export function ExchangeDetail({ row, onClose }: { row: LogRow | undefined; onClose: () => void }) {
  return (
    <Dialog
      open={row !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={row ? `Request ${row.number}` : ""}
      note={row?.exchange.purpose}
      width={680}
    >
      {row && <Receipt row={row} />}
    </Dialog>
  );
}

function Receipt({ row: { exchange, outcome } }: { row: LogRow }) {
  return (
    <div className="grid gap-4">
      <p className="font-mono text-12 break-all">
        <b className="font-semibold">{exchange.method}</b> {visibleText(exchange.url)}
      </p>
      <KeyValues>
        <KeyValue name="status" source={<LogMark outcome={outcome} />}>
          {exchange.status ?? "none"}
        </KeyValue>
        <KeyValue name="took" source={exchange.at}>
          {formatDuration(exchange.durationMs)}
        </KeyValue>
        {exchange.contentType && (
          <KeyValue name="content type" mono>
            {visibleText(exchange.contentType)}
          </KeyValue>
        )}
        {exchange.bytes !== undefined && <KeyValue name="body">{bytesText(exchange)}</KeyValue>}
        {exchange.bodySha256 && (
          <KeyValue name="body sha256" mono>
            {exchange.bodySha256}
          </KeyValue>
        )}
        <KeyValue name="credential">{exchange.credential ?? "none"}</KeyValue>
        {exchange.error && (
          <KeyValue name="fault" source={exchange.error.code}>
            {visibleText(exchange.error.message)}
          </KeyValue>
        )}
      </KeyValues>
      <Headers title="Asked with" headers={exchange.requestHeaders} />
      <Headers title="Answered with" headers={exchange.headers} />
      {exchange.excerpt && (
        <section>
          <h3 className="mb-1 text-12 font-semibold">
            {isWhole(exchange) ? "Body" : `Body, first ${formatCount(exchange.excerpt.length)} characters`}
          </h3>
          <pre className="max-h-60 overflow-auto rounded-control border border-line bg-sunken p-2 text-[11.5px] leading-[18px] break-all whitespace-pre-wrap">
            {visibleLines(exchange.excerpt)}
          </pre>
        </section>
      )}
      <CommandLine command={curlOf(exchange)} />
    </div>
  );
}

/** Whether the excerpt is all there was: its bytes are at least as many as the body's. */
function isWhole({ excerpt = "", bytes }: Exchange): boolean {
  return bytes !== undefined && new TextEncoder().encode(excerpt).length >= bytes;
}

function Headers({ title, headers }: { title: string; headers: Exchange["headers"] }) {
  const entries = Object.entries(headers);
  if (entries.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-12 font-semibold">{title}</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 small:grid-cols-1 font-mono text-[11.5px] leading-[18px]">
        {entries.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{visibleText(name)}</dt>
            <dd className="break-all small:pb-1">{visibleText(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
