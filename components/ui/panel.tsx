// A bordered part of a page with a head. Panels are parted by hairlines, never by depth.
import { classes } from "./classes.ts";

/** `note` stands beside the title in a quieter ink, `actions` at the far end. */
export function Panel({
  title,
  note,
  actions,
  level = 2,
  className,
  children,
}: {
  title: React.ReactNode;
  note?: React.ReactNode;
  actions?: React.ReactNode;
  level?: 2 | 3;
  className?: string;
  children: React.ReactNode;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className={classes("min-w-0 rounded-panel border border-line bg-surface", className)}>
      <header className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line px-3 py-1.5">
        <Heading className="text-13 font-semibold">{title}</Heading>
        {note && <p className="text-12 text-ink-3">{note}</p>}
        {actions && <span className="ml-auto flex items-center gap-2">{actions}</span>}
      </header>
      {children}
    </section>
  );
}
