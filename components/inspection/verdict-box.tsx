"use client";
// The first answer about an opened artifact: the state of its signature and why. Of several signatures each has its own.
import type { Inspected } from "#lib/api";
import type { Verification } from "#lib/evidence";
import { classes } from "../ui/classes.ts";
import { visibleText } from "../ui/format.ts";
import { Seamed } from "../ui/key-values.tsx";
import { KindIcon } from "../ui/kind-icon.tsx";
import { Mark, MarkIcon, TONES, type Tone } from "../ui/mark.tsx";
import { headlineOf } from "./standing.ts";
import { summaryOf, wordsOf } from "./state-words.ts";

const FRAMES: Partial<Record<Tone, string>> = {
  ok: "border-ok bg-ok-bg",
  valid: "border-valid bg-valid-bg",
  warn: "border-warn-line bg-warn-bg",
  bad: "border-bad-line bg-bad-bg",
};

/** `signatures`: how many are attached to it. */
export function VerdictBox({
  reports,
  signatures,
  chosen,
  onChoose,
}: {
  reports: readonly Inspected[];
  signatures: number;
  chosen: number;
  onChoose: (index: number) => void;
}) {
  const [only] = reports;
  if (reports.length > 1) return <VerdictList reports={reports} chosen={chosen} onChoose={onChoose} />;
  if (!only) return null;
  const { verification } = only;
  return (
    <div
      className={classes(
        "mx-4 mb-3 rounded-control border px-2.5 py-2 text-12",
        FRAMES[wordsOf(verification).tone] ?? "border-line",
      )}
    >
      <VerdictTitle of={verification} isSignedFromOutside={signatures > 0} />
      <p className="mt-0.5 break-words text-ink-2">
        <Seamed text={visibleText(verification.reason)} />
      </p>
    </div>
  );
}

/** The state by mark, word and colour. What carries no signature may have one attached to it. */
export function VerdictTitle({
  of,
  isSignedFromOutside,
}: {
  of: Pick<Verification, "state" | "isMissing">;
  isSignedFromOutside: boolean;
}) {
  const { mark, tone, title } = wordsOf(of);
  return (
    <p className={classes("flex items-start gap-1.5 text-13 leading-[18px] font-semibold", TONES[tone])}>
      <MarkIcon mark={mark} size={15} className="mt-[1.5px]" />
      <span className="min-w-0">
        {of.state === "unsigned" && isSignedFromOutside ? "Not signed itself" : title}
      </span>
    </p>
  );
}

function VerdictList({
  reports,
  chosen,
  onChoose,
}: {
  reports: readonly Inspected[];
  chosen: number;
  onChoose: (index: number) => void;
}) {
  const noun = reports.every(({ kind }) => kind === "signature") ? "signatures" : "documents";
  return (
    <div className="mx-4 mb-3 rounded-control border border-line text-12">
      <p className="border-b border-line px-2.5 py-1.5 font-semibold">
        {summaryOf(
          noun,
          reports.map(({ verification }) => verification),
        )}
      </p>
      <ul aria-label={`The ${noun} of this artifact`} className="max-h-[168px] overflow-auto">
        {reports.map((report, index) => {
          const { kind, title, verification } = report;
          const { mark, tone, short } = wordsOf(verification);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: reports have no name of their own and never change order
            <li key={index} className="border-b border-line last:border-b-0">
              <button
                type="button"
                aria-pressed={index === chosen}
                title={visibleText(headlineOf(report))}
                onClick={() => onChoose(index)}
                className={classes(
                  "flex min-h-8 w-full py-1 items-center gap-2 px-2.5 text-left focus-visible:outline-offset-[-2px] small:min-h-9",
                  index === chosen
                    ? "bg-accent-bg inset-shadow-[2px_0_0_var(--color-accent)]"
                    : "hover:bg-hover",
                )}
              >
                <KindIcon kind={kind} size={16} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate">
                    {index + 1}. {visibleText(title)}
                  </span>
                  {verification.identity && (
                    <span className="block truncate text-11 text-ink-3">
                      {visibleText(verification.identity.subject)}
                    </span>
                  )}
                </span>
                <Mark mark={mark} tone={tone}>
                  {short}
                </Mark>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
