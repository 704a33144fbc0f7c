"use client";
// What the chosen reading of the path means, and whether it suits the place where rows are to run.
import type { Reading } from "#lib/upgrade";
import { READING_WORDS } from "./reading-words.ts";

/** `isScratch`: rows run on a registry of today, which can hardly be one of Proposal E; `onOci` changes the reading. */
export function ReadingAbout({
  reading,
  isScratch,
  onOci,
}: {
  reading: Reading;
  isScratch: boolean;
  onOci: () => void;
}) {
  return (
    <div className="grid max-w-[1040px] gap-1 text-12 leading-[18px] text-ink-2">
      <p>{READING_WORDS[reading].about}</p>
      {isScratch && reading === "proposal-e" && (
        <p>
          Registries of today follow OCI 1.1: to the letter of Proposal E, rows about its refers field and its
          new manifest may differ there.{" "}
          <button
            type="button"
            className="text-accent underline underline-offset-2 hover:no-underline small:py-1.5"
            onClick={onOci}
          >
            Read as OCI 1.1
          </button>
        </p>
      )}
    </div>
  );
}
