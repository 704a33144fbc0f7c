"use client";
// Text that somebody else wrote, of any length: its beginning, and the rest on demand.
import { useState } from "react";
import { cutEnd, formatCount } from "./format.ts";
import { Seamed } from "./key-values.tsx";

const SHOWN = 400;

/** Text up to a tenth longer than what is shown is shown whole: a button for a few words helps nobody. */
export function LongText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > SHOWN * 1.1;
  return (
    <>
      <span className="break-words whitespace-pre-wrap">
        {isLong && isWhole ? text : <Seamed text={isLong ? cutEnd(text, SHOWN) : text} />}
      </span>
      {isLong && (
        <button
          type="button"
          aria-expanded={isWhole}
          className="mt-0.5 block min-h-6 text-accent hover:underline"
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "Show less" : `Show all ${formatCount(text.length)} characters`}
        </button>
      )}
    </>
  );
}
