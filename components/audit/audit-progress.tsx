"use client";
// An audit under way: what it is at, how far it is, what it found so far, and how to stop it.
import type { AuditProgress } from "#lib/api";
import { Button } from "../ui/button.tsx";
import { countOf, formatCount } from "../ui/format.ts";
import { Asking } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";

const PHASES: Record<AuditProgress["phase"], { name: string; noun: string }> = {
  tags: { name: "Reading tags", noun: "tags" },
  subjects: { name: "Holding tags against the API", noun: "digests" },
  times: { name: "Reading when images were made", noun: "images" },
};

/** Without `progress` the tags are being listed. */
export function AuditProgressPanel({
  repository,
  progress,
  onStop,
}: {
  repository: string;
  progress: AuditProgress | undefined;
  onStop: () => void;
}) {
  const { name, noun } = progress ? PHASES[progress.phase] : { name: "Listing tags", noun: "" };
  const { done = 0, total = 0 } = progress ?? {};
  return (
    <Panel
      title={`Auditing ${repository}`}
      actions={
        <>
          <Asking />
          <Button dense onClick={onStop}>
            Stop
          </Button>
        </>
      }
    >
      <div className="grid gap-1.5 px-3 py-2.5">
        <p className="flex flex-wrap justify-between gap-x-3 text-12 text-ink-2" role="status">
          <span>{name}</span>
          {progress && (
            <span>
              {formatCount(done)} of {formatCount(total)} {noun}
            </span>
          )}
        </p>
        <progress
          aria-label={name}
          className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
          {...(progress ? { value: done, max: Math.max(total, 1) } : {})}
        />
        {progress && (
          <p className="flex flex-wrap gap-x-4 text-12 text-ink-3">
            <span>{countOf(progress.findings, "finding")}</span>
            <span>{formatCount(progress.gap)} in a tag alone</span>
            <span>{formatCount(progress.unchecked)} could not be checked</span>
            <span>{countOf(progress.requests, "request")}</span>
          </p>
        )}
      </div>
    </Panel>
  );
}
