// A word in a frame: "tag only", "429", "missing".
import { classes } from "./classes.ts";

export type TagTone = "plain" | "warn" | "bad";

const TONES: Record<TagTone, string> = {
  plain: "border-line-2 bg-surface text-ink-2",
  warn: "border-warn-line bg-warn-bg text-warn",
  bad: "border-bad-line bg-bad-bg text-bad",
};

export function Tag({
  tone = "plain",
  title,
  children,
}: {
  tone?: TagTone;
  title?: string;
  children: React.ReactNode;
}) {
  return (
    <span
      title={title}
      className={classes(
        "inline-flex h-[18px] items-center gap-1 rounded-[3px] border px-1.5 text-11 whitespace-nowrap",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}

/** A key of the keyboard. */
export function Key({ children }: { children: React.ReactNode }) {
  return (
    <kbd className="inline-block min-w-[18px] rounded-[3px] border border-line-2 bg-surface px-1 text-center text-11 leading-[16px] text-ink-3">
      {children}
    </kbd>
  );
}
