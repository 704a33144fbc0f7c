"use client";
// Every document on the way from the layer to what is shown, as it is written, and the layer's own bytes as a file.
import { useState } from "react";
import type { Inspected } from "#lib/api";
import { BlobButton } from "../artifact/blob-button.tsx";
import type { DigestTarget } from "../artifact/node-link.tsx";
import { formatCount, visibleLines, visibleText } from "../ui/format.ts";

/** A page of a quarter of a megabyte of text stands still: it is shown in portions. */
const PORTION = 20_000;

export function RawView({ report, target }: { report: Inspected; target: DigestTarget }) {
  return (
    <div className="grid gap-3 px-4 py-3">
      {report.layer !== undefined && (
        <div className="flex flex-wrap items-center gap-x-2 text-12 text-ink-3">
          The layer's bytes, unchanged
          <BlobButton digest={report.layer} target={target} />
        </div>
      )}
      {report.raw.length === 0 && <p className="text-ink-2">No bytes of it could be read.</p>}
      {report.raw.map((raw, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: documents never change order
        <RawDocument key={at} raw={raw} />
      ))}
    </div>
  );
}

function RawDocument({
  raw: { title, mediaType, size, form, text, isWhole },
}: {
  raw: Inspected["raw"][number];
}) {
  const [portion, setPortion] = useState(PORTION);
  const rest = (text?.length ?? 0) - portion;
  return (
    <section className="min-w-0">
      <h3 className="text-12 leading-5 font-semibold wrap-anywhere">{visibleText(title)}</h3>
      <p className="pb-1 text-11 leading-[18px] wrap-anywhere text-ink-3">
        {visibleText(mediaType) || "no media type"}, {formatCount(size)} bytes, {form}
      </p>
      {text === undefined ? (
        <p className="text-12 text-ink-2">These bytes are no text. The file above has them.</p>
      ) : (
        <>
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
            tabIndex={0}
            aria-label={`The text of ${visibleText(title)}`}
            className="max-h-[420px] overflow-auto rounded-control border border-line bg-sunken px-2 py-1.5"
          >
            <pre className="text-[11.5px] leading-[18px] break-all whitespace-pre-wrap">
              {visibleLines(text.slice(0, portion))}
            </pre>
          </section>
          {rest > 0 && (
            <button
              type="button"
              className="min-h-6 text-12 text-accent hover:underline"
              onClick={() => setPortion(portion + PORTION)}
            >
              Show {formatCount(Math.min(rest, PORTION))} more characters of {formatCount(rest)}
            </button>
          )}
          {!isWhole && (
            <p className="text-11 leading-[18px] text-ink-3">
              This is its beginning. The whole is longer than what is sent to a page: download the layer to
              read it.
            </p>
          )}
        </>
      )}
    </section>
  );
}
