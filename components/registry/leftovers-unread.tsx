"use client";
// In the place of what runs left, where that list could not be read: an unread list is no empty one.
import type { Problem } from "#lib/api";
import { Button } from "../ui/button.tsx";
import { visibleText } from "../ui/format.ts";
import { MarkIcon } from "../ui/mark.tsx";

export function LeftoversUnread({
  problem,
  isReading,
  onReadAgain,
}: {
  problem: Problem;
  isReading: boolean;
  onReadAgain: () => void;
}) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-node border border-line-2 px-2.5 py-1.5 text-12"
    >
      <p className="flex min-w-0 flex-1 items-start gap-1.5 small:basis-full">
        <MarkIcon mark="failed" className="mt-px text-bad" />
        <span className="min-w-0 break-words text-ink-2">
          <b className="font-semibold text-bad">The list of what was left could not be read.</b>{" "}
          {problem.title}: {visibleText(problem.detail)} Whether probes or runs left anything on a registry is
          not known.
        </span>
      </p>
      <Button dense disabled={isReading} onClick={onReadAgain}>
        Try again
      </Button>
    </div>
  );
}
