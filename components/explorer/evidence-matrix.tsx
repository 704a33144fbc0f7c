// What each platform has of its own, what through the index, and what nobody could check; and why cosign would find
// no signature.
import { useMemo, useRef } from "react";
import { evidenceMatrix, type MatrixRow } from "#lib/graph";
import { nameOf, type Scene } from "../artifact/node-words.ts";
import { classes } from "../ui/classes.ts";
import { visibleText } from "../ui/format.ts";
import { KIND_WORDS, KindIcon } from "../ui/kind-icon.tsx";
import { ColumnsCue } from "../visibility/columns-cue.tsx";
import { EvidenceCell } from "./evidence-cell.tsx";
import type { ExplorationView } from "./exploration-view.ts";

export function EvidenceMatrix({
  view,
  scene,
  onSelect,
}: {
  view: ExplorationView;
  scene: Scene;
  onSelect: (id: string) => void;
}) {
  const rows = useMemo(() => evidenceMatrix(scene.graph, view.findings), [scene, view.findings]);
  const pane = useRef<HTMLDivElement>(null);
  const kinds = rows[0]?.cells.map(({ kind }) => kind) ?? [];
  if (rows.length === 0) return null;
  return (
    <section aria-label="Evidence matrix" className="flex-none border-t border-line-2 bg-surface">
      <header className="flex flex-wrap items-baseline gap-x-4 px-gutter pt-1.5 pb-0.5">
        <h2 className="text-13 font-semibold">Evidence matrix</h2>
        <p className="text-12 text-ink-3">
          What each platform has of its own, what it has through the index, and what nobody could check.
        </p>
      </header>
      <div className="relative">
        <ColumnsCue pane={pane} columns={kinds.length} noun={{ one: "kind", many: "kinds" }} />
        <div ref={pane} className="max-h-[240px] overflow-auto small:max-h-none">
          <table className="w-full min-w-[1040px] table-fixed border-collapse text-12">
            <thead>
              <tr>
                <th
                  scope="col"
                  className="sticky left-0 z-10 w-[132px] bg-surface small:w-[104px] small:border-r small:border-line-2"
                >
                  <span className="sr-only">Image</span>
                </th>
                {kinds.map((kind) => (
                  <th
                    key={kind}
                    scope="col"
                    className="border-b border-line px-2 py-1 text-left font-normal whitespace-nowrap text-ink-2"
                  >
                    <KindIcon kind={kind} size={16} className="mr-1 align-[-4px]" />
                    {KIND_WORDS[kind].title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row
                  key={row.id}
                  row={row}
                  scene={scene}
                  isAsking={view.phase === "asking"}
                  onSelect={onSelect}
                />
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}

function Row({
  row,
  scene,
  isAsking,
  onSelect,
}: {
  row: MatrixRow;
  scene: Scene;
  isAsking: boolean;
  onSelect: (id: string) => void;
}) {
  const node = scene.nodes.get(row.id);
  const title = row.id === scene.rootId ? row.kind : node ? nameOf(node, scene) : visibleText(row.title);
  return (
    <tr className="group">
      <th
        scope="row"
        className="sticky left-0 z-10 h-[30px] overflow-hidden border-b border-line bg-surface pl-gutter text-left font-normal text-ellipsis whitespace-nowrap group-last:border-b-0 small:border-r small:border-r-line-2"
      >
        <button
          type="button"
          className="min-h-6 text-ink-2 hover:text-accent"
          onClick={() => onSelect(row.id)}
        >
          {title}
        </button>
      </th>
      {row.cells.map(({ kind, cell }) => {
        // While more may come, only what was found is said: neither "missing" nor "could not check" is decided.
        const isOpen = isAsking && (cell.state === "missing" || cell.state === "could-not-check");
        const couldNot = cell.state === "could-not-check" && !isOpen;
        return (
          <td
            key={kind}
            className={classes(
              "h-[30px] border-b border-l border-line whitespace-nowrap group-last:border-b-0",
              couldNot && "hatched",
            )}
          >
            {isOpen ? (
              <span className="px-2 text-ink-3">not known yet</span>
            ) : (
              <EvidenceCell kind={kind} row={title} cell={cell} scene={scene} onSelect={onSelect} />
            )}
          </td>
        );
      })}
    </tr>
  );
}
