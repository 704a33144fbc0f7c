// What one side lacks of what the other has under the same digest, and the commands that bring it.
import type { Comparison } from "#lib/api";
import type { CopyCommand, MirrorSide } from "#lib/compare";
import { CommandLine } from "../ui/command-line.tsx";
import { DigestText } from "../ui/digest-text.tsx";
import { countOf, formatCount, visibleText } from "../ui/format.ts";
import { KindIcon } from "../ui/kind-icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";

/** About as high as the commands beside it; all of them stand among the referrers. */
const LISTED = 12;

export function MirrorPanel({ mirror, comparison }: { mirror: MirrorSide; comparison: Comparison }) {
  const { side, of, lacks, couldNotCheck, commands } = mirror;
  const from = side === "right" ? "left" : "right";
  return (
    <Panel
      title={side === "right" ? "What the mirror lost" : "What the left lacks"}
      note={`${formatCount(lacks.length)} of ${countOf(of, "referrer")} of ${visibleText(comparison[from].reference)}`}
    >
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] narrow:grid-cols-1">
        <div className="min-w-0 border-r border-line narrow:border-r-0 narrow:border-b">
          <ul className="text-12">
            {lacks.slice(0, LISTED).map(({ kind, title, digest, way }) => (
              <li
                key={digest}
                className="grid grid-cols-[18px_minmax(0,1fr)_auto_96px] items-center gap-2 border-b border-line px-3 py-1 last:border-b-0 small:grid-cols-[18px_minmax(0,1fr)_auto]"
              >
                <KindIcon kind={kind} size={18} />
                <span className="truncate font-medium" title={visibleText(title)}>
                  {visibleText(title)}
                </span>
                <DigestText digest={digest} />
                <span className="text-ink-3 small:col-start-2">{way}</span>
              </li>
            ))}
          </ul>
          {lacks.length > LISTED && (
            <p className="px-3 py-1 text-12 text-ink-3">
              and {formatCount(lacks.length - LISTED)} more, among the referrers below
            </p>
          )}
          {couldNotCheck > 0 && (
            <p className="px-3 py-1.5">
              <Mark mark="unread" tone="warn" className="items-start! whitespace-normal!">
                {couldNotCheck} more could not be checked on the {side}: they may be there.
              </Mark>
            </p>
          )}
        </div>
        {commands.length > 0 && (
          <ol className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-2.5 px-3 py-2.5">
            {commands.map((command) => (
              <Command key={command.tool} command={command} lacks={lacks.length} />
            ))}
          </ol>
        )}
      </div>
    </Panel>
  );
}

/** A command that brings nothing is told, and not offered. */
function Command({ command: { tool, line, brings, note }, lacks }: { command: CopyCommand; lacks: number }) {
  const all = brings === lacks;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1 text-12">
      <p className="flex flex-wrap gap-x-2">
        <b className="font-semibold">{tool}</b>
        <span className={brings === 0 ? "text-ink-3" : "text-ink-2"}>
          {brings === 0
            ? "brings none of it"
            : all
              ? `brings all ${formatCount(lacks)}`
              : `brings ${formatCount(brings)} of ${formatCount(lacks)}`}
        </span>
      </p>
      {brings > 0 && <CommandLine command={line} wrap={all} />}
      <p className="text-ink-3">{note}</p>
    </li>
  );
}
