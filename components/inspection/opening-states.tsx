// An artifact that is being opened, or could not be: what is known, and what to do next.
import type { Problem } from "#lib/api";
import { RetryButton } from "../explorer/retry-button.tsx";
import { classes } from "../ui/classes.ts";
import { CodedText } from "../ui/coded-text.tsx";
import { visibleText } from "../ui/format.ts";
import { Asking, Mark, MarkIcon } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";

/** Stands where the verdict will, as high as most verdicts are. */
export function OpeningBox() {
  return (
    <div className="mx-4 mb-3 min-h-[70px] rounded-control border border-line px-2.5 py-2 text-12">
      <Asking>asking what is in it</Asking>
      <p className="mt-0.5 text-ink-3">Whether it is signed is not known yet.</p>
    </div>
  );
}

export function OpeningRows() {
  return (
    <div aria-hidden className="grid gap-2.5 px-4 py-3">
      {["w-1/3", "w-full", "w-4/5", "w-full", "w-2/3", "w-1/2"].map((width, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars of a drawing
        <span key={at} className={classes("h-3 rounded-control bg-sunken", width)} />
      ))}
    </div>
  );
}

const LOOKS: Record<string, { mark: MarkName; tone: "warn" | "bad"; title: string }> = {
  "credentials-refused": { mark: "denied", tone: "warn", title: "Not allowed to read it" },
  "rate-limited": { mark: "rate-limited", tone: "warn", title: "Not read: too many requests" },
  "circuit-open": { mark: "rate-limited", tone: "warn", title: "Not read: the registry rests" },
  "too-busy": { mark: "rate-limited", tone: "warn", title: "Not read: Refscope is busy" },
  "not-found": { mark: "missing", tone: "bad", title: "The registry does not have it" },
  "limit-exceeded": { mark: "unreadable", tone: "warn", title: "Too large or too slow to read" },
  "timed-out": { mark: "failed", tone: "bad", title: "The registry did not answer in time" },
  "digest-mismatch": { mark: "contradicted", tone: "bad", title: "Its bytes have another digest" },
};

/** In the verdict's place: nothing is known of its signature, and that is said. */
export function ProblemBox({ problem }: { problem: Problem }) {
  const { mark, tone, title } = lookOf(problem);
  return (
    <div
      className={classes(
        "mx-4 mb-3 rounded-control border px-2.5 py-2 text-12",
        tone === "warn" ? "border-warn-line bg-warn-bg text-warn" : "border-bad-line bg-bad-bg text-bad",
      )}
    >
      <p className="flex items-center gap-1.5 text-13 leading-[18px] font-semibold">
        <MarkIcon mark={mark} size={15} />
        {title}
      </p>
      <p className="mt-0.5 text-ink-2">Whether it is signed is not known.</p>
    </div>
  );
}

export function ProblemRows({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { mark, tone } = lookOf(problem);
  return (
    <div role="alert" className="grid justify-items-start gap-2 px-4 py-3 text-12">
      <Mark mark={mark} tone={tone}>
        {visibleText(problem.title)}
      </Mark>
      <p className="wrap-anywhere text-ink-2">{visibleText(problem.detail)}</p>
      <p className="wrap-anywhere text-ink-2">
        <CodedText text={problem.hint} />
      </p>
      <RetryButton after={problem.retryAfterSeconds} onRetry={onRetry} />
    </div>
  );
}

function lookOf({ code, title }: Problem): { mark: MarkName; tone: "warn" | "bad"; title: string } {
  return LOOKS[code] ?? { mark: "failed", tone: "bad", title: visibleText(title) };
}
