// A state that is not the usual one: what is known, what is not, the requests behind it, a command, the next step.
import { classes } from "./classes.ts";
import { CommandLine } from "./command-line.tsx";
import { MarkIcon } from "./mark.tsx";
import type { MarkName } from "./shapes.ts";

export type StateTone = "ink" | "warn" | "bad";

const TONES: Record<StateTone, string> = { ink: "text-ink", warn: "text-warn", bad: "text-bad" };

/** `wide` fills its column instead of 480 px. `actions` holds one primary button at most. The children are two lines of prose at most, then data. */
export function StatePanel({
  mark,
  tone = "ink",
  title,
  wide = false,
  command,
  actions,
  children,
}: {
  mark: MarkName;
  tone?: StateTone;
  wide?: boolean;
  title: React.ReactNode;
  command?: string;
  actions?: React.ReactNode;
  children?: React.ReactNode;
}) {
  return (
    <section
      className={classes(
        "flex w-full flex-col gap-2 rounded-panel border border-line bg-surface p-4",
        !wide && "max-w-[480px]",
      )}
    >
      <h2 className={classes("flex items-start gap-2 text-14 leading-5 font-semibold", TONES[tone])}>
        <MarkIcon mark={mark} size={16} className="mt-0.5" />
        <span className="min-w-0 break-words">{title}</span>
      </h2>
      {children}
      {command && <CommandLine command={command} />}
      {actions && <div className="flex flex-wrap gap-2 pt-2">{actions}</div>}
    </section>
  );
}

/** A paragraph of a state panel. */
export function StateText({ children }: { children: React.ReactNode }) {
  return <p className="break-words text-ink-2">{children}</p>;
}

/** Rows of a name and what became of it. */
export function AskedList({
  rows,
}: {
  rows: { key: string; name: React.ReactNode; value: React.ReactNode; title?: string }[];
}) {
  return (
    <ul className="rounded-control border border-line text-12">
      {rows.map(({ key, name, value, title }) => (
        <li
          key={key}
          title={title}
          className="flex min-h-[25px] items-center gap-2 border-b border-line px-2 last:border-b-0"
        >
          <span className="min-w-0 flex-1 overflow-hidden text-ellipsis whitespace-nowrap">{name}</span>
          <span className="flex-none">{value}</span>
        </li>
      ))}
    </ul>
  );
}
