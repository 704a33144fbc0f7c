// A row of choices of which one is on.
import { classes } from "./classes.ts";

export type Segment<T extends string> = {
  value: T;
  /** Icon and word. */
  content: React.ReactNode;
  /** Said by a tooltip, and by the accessible name where `content` is not enough. */
  label?: string;
  className?: string;
};

/** `label` names the group. `className` goes to the frame, `segmentClassName` to each choice. */
export function Segmented<T extends string>({
  label,
  segments,
  value,
  onChange,
  className,
  segmentClassName,
}: {
  label: string;
  segments: Segment<T>[];
  value: T;
  onChange: (value: T) => void;
  className?: string;
  segmentClassName?: string;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a form's meaning
    <div
      role="group"
      aria-label={label}
      className={classes(
        "inline-flex overflow-hidden rounded-control border border-line-2 bg-surface",
        className,
      )}
    >
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          aria-pressed={segment.value === value}
          title={segment.label}
          onClick={() => onChange(segment.value)}
          className={classes(
            "inline-flex h-[26px] items-center gap-1.5 border-l border-line px-2 text-12 whitespace-nowrap text-ink-2",
            "transition-colors first:border-l-0 hover:bg-hover focus-visible:outline-offset-[-2px]",
            "aria-pressed:bg-accent-bg aria-pressed:font-semibold aria-pressed:text-ink",
            "aria-pressed:inset-shadow-[0_-2px_0_var(--color-accent)]",
            segmentClassName,
            segment.className,
          )}
        >
          {segment.content}
        </button>
      ))}
    </div>
  );
}
