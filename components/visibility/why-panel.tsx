"use client";
// Why one cell is what it is: the reason, the requests it rests on, and where the client's rule was read.
import type { Visibility } from "#lib/api";
import type { VisibilityRow } from "#lib/visibility";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { DigestText } from "../ui/digest-text.tsx";
import { visibleText } from "../ui/format.ts";
import { KindIcon } from "../ui/kind-icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { CELL_LOOKS, CELL_MEANINGS } from "./cell-words.ts";
import { columnName, verdictAt } from "./matrix-facts.ts";
import { ClientRule, RestsOn } from "./why-parts.tsx";

export function WhyPanel({
  visibility,
  row,
  column,
  onShow,
}: {
  visibility: Visibility;
  /** Index of the artifact; -1 where the column itself is chosen. */
  row: number;
  column: number;
  /** Shows an artifact in the tree. */
  onShow: (id: string) => void;
}) {
  const head = visibility.columns[column];
  const artifact = visibility.rows[row];
  if (!head) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 p-4 narrow:auto-cols-fr narrow:grid-flow-col narrow:grid-cols-none narrow:px-gutter">
      {artifact ? (
        <Cell visibility={visibility} row={row} column={column} artifact={artifact} onShow={onShow} />
      ) : (
        <h2 className="text-14 font-semibold">{columnName(head)}</h2>
      )}
      <section
        className={classes(
          "grid grid-cols-[minmax(0,1fr)] content-start gap-2",
          artifact && "border-t border-line pt-4 narrow:border-t-0 narrow:pt-0",
        )}
      >
        {artifact && <h3 className="text-13 font-semibold">{columnName(head)}</h3>}
        <ClientRule column={head} />
      </section>
    </div>
  );
}

function Cell({
  visibility,
  row,
  column,
  artifact,
  onShow,
}: {
  visibility: Visibility;
  row: number;
  column: number;
  artifact: VisibilityRow;
  onShow: (id: string) => void;
}) {
  const { state, reason, exchanges } = verdictAt(visibility, row, column);
  const { mark, tone, word } = CELL_LOOKS[state];
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <h2 className="flex items-center gap-2 text-14 leading-5 font-semibold">
        <KindIcon kind={artifact.kind} size={22} />
        <span className="min-w-0 break-words">{visibleText(artifact.title)}</span>
      </h2>
      {artifact.digest && (
        <p>
          <DigestText digest={artifact.digest} />
        </p>
      )}
      <p>
        <Mark mark={mark} tone={tone} className="text-13 font-semibold">
          {word}
        </Mark>
      </p>
      <p className="break-words">{sentence(reason)}</p>
      <p className="text-12 text-ink-3">{CELL_MEANINGS[state]}</p>
      <RestsOn visibility={visibility} exchanges={exchanges} />
      <p>
        <Button dense onClick={() => onShow(artifact.id)}>
          Show in the tree
        </Button>
      </p>
    </section>
  );
}

function sentence(reason: string): string {
  const text = visibleText(reason);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
