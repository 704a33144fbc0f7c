"use client";
// One cell of the evidence matrix: a button that selects what is there, or shows why the cell says what it says.
import { Popover } from "radix-ui";
import type { MatrixCell, NodeKind } from "#lib/graph";
import { findingNumbers } from "../artifact/finding-numbers.ts";
import { nameOf, type Scene, shortIdOf } from "../artifact/node-words.ts";
import { classes } from "../ui/classes.ts";
import { countOf, visibleText } from "../ui/format.ts";
import { KIND_WORDS, KindIcon } from "../ui/kind-icon.tsx";
import { OutcomeMark } from "../ui/mark.tsx";
import { AskedList } from "../ui/state-panel.tsx";

// A group of more is one that the tree and the table list.
const LISTED = 8;

const PATHS: Record<MatrixCell["state"], string> = {
  direct: "M2 8h9M8 4.500 11.500 8 8 11.500M14 4v8",
  inherited: "M4 2.500V9h8M9 6l3.200 3L9 12",
  missing: "M5 8h6",
  "could-not-check":
    "M2.250 8a5.750 5.750 0 1 0 11.500 0a5.750 5.750 0 1 0-11.500 0M6.300 6.500c.1-2.200 3.400-2.100 3.400.1 0 1.300-1.700 1.300-1.700 2.600M8 11.200v.1",
};

const INKS: Record<MatrixCell["state"], string> = {
  direct: "font-semibold text-ink",
  inherited: "text-ink-2",
  missing: "text-ink-3",
  "could-not-check": "text-warn",
};

export type EvidenceCellProps = {
  kind: NodeKind;
  /** What the row is called: "index", "linux/amd64". */
  row: string;
  cell: MatrixCell;
  scene: Scene;
  onSelect: (id: string) => void;
};

export function EvidenceCell(props: EvidenceCellProps) {
  const { kind, row, cell, onSelect } = props;
  const [first] = cell.ids;
  const isThere = cell.state === "direct" || cell.state === "inherited";
  const name = `${KIND_WORDS[kind].title} of ${row}: ${wordsOf(cell)}`;
  const look = classes(
    "inline-flex h-[29px] w-full items-center gap-1.5 px-2 text-left hover:bg-hover focus-visible:outline-offset-[-2px] small:h-9",
    INKS[cell.state],
  );
  const content = (
    <>
      <svg
        viewBox="0 0 16 16"
        width="14"
        height="14"
        aria-hidden="true"
        className="flex-none"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={PATHS[cell.state]} />
      </svg>
      {wordsOf(cell)}
    </>
  );
  if (isThere && first !== undefined && cell.ids.length === 1) {
    return (
      <button type="button" aria-label={name} className={look} onClick={() => onSelect(first)}>
        {content}
      </button>
    );
  }
  return (
    <Popover.Root>
      <Popover.Trigger aria-label={name} className={look}>
        {content}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={name}
          className="z-50 max-h-[60dvh] w-[400px] max-w-[calc(100vw-16px)] overflow-auto rounded-panel border border-line-2 bg-surface p-3 text-12 outline-none"
        >
          <CellReason {...props} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Why, the artifacts that it is about, and what was asked for it. */
function CellReason({ kind, row, cell, scene, onSelect }: EvidenceCellProps) {
  const nodes = cell.ids.flatMap((id) => scene.nodes.get(id) ?? []);
  const more = nodes.length - LISTED;
  return (
    <div className="grid gap-2">
      <h3 className="flex items-center gap-1.5 text-13 font-semibold">
        <KindIcon kind={kind} size={18} />
        {KIND_WORDS[kind].title} of {row}
      </h3>
      <p className={cell.state === "could-not-check" ? "text-warn" : "text-ink-2"}>
        {wordsOf(cell)}: {visibleText(cell.reason)}
      </p>
      {nodes.length > 0 && (
        <ul className="grid">
          {nodes.slice(0, LISTED).map((node) => (
            <li key={node.id}>
              <Popover.Close
                className="inline-flex min-h-6 max-w-full items-center gap-1.5 text-left text-accent hover:underline small:min-h-9"
                onClick={() => onSelect(node.id)}
              >
                <KindIcon kind={node.kind} size={16} />
                <span className="overflow-hidden text-ellipsis whitespace-nowrap">{nameOf(node, scene)}</span>
                <span className="font-mono text-11 text-ink-3">{shortIdOf(node)}</span>
              </Popover.Close>
            </li>
          ))}
          {more > 0 && <li className="text-ink-3">and {more} more, listed in the table</li>}
        </ul>
      )}
      <AskedRows cell={cell} scene={scene} />
    </div>
  );
}

/** The questions that the cell rests on, each with its place in the log. */
function AskedRows({ cell, scene }: Pick<EvidenceCellProps, "cell" | "scene">) {
  const numbersOf = findingNumbers(cell.findings, scene);
  const asked = cell.findings.filter(({ outcome }) => outcome !== "not-asked");
  if (asked.length === 0) return null;
  return (
    <AskedList
      rows={asked.map(({ strategy, subject, outcome, count, reason }) => {
        const node = scene.nodes.get(subject);
        const numbers = numbersOf(strategy, subject);
        const log = numbers.length > 3 ? countOf(numbers.length, "request") : numbers.join(", ");
        return {
          key: `${strategy} ${subject}`,
          name: `${scene.titles.get(strategy) ?? strategy}, of ${node ? nameOf(node, scene) : "it"}`,
          title: reason === undefined ? undefined : visibleText(reason),
          value: (
            <span className="inline-flex items-center gap-2">
              <OutcomeMark outcome={outcome} detail={outcome === "found" ? ` ${count}` : ""} />
              {log && <span className="text-11 text-ink-3">{numbers.length > 3 ? log : `log ${log}`}</span>}
            </span>
          ),
        };
      })}
    />
  );
}

/** "direct 3", "through the index", "missing", "could not check". */
function wordsOf(cell: MatrixCell): string {
  if (cell.state === "direct") return `direct ${cell.count}`;
  if (cell.state === "inherited") return "through the index";
  return cell.state === "missing" ? "missing" : "could not check";
}
