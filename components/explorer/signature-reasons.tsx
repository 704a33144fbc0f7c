"use client";
// "Why would cosign find no signature?": what its own rule comes to here, each reason with what it rests on, and what
// to do.
import { ChevronDown, ChevronRight } from "lucide-react";
import { useId, useMemo, useState } from "react";
import type { Node } from "#lib/graph";
import { referencePath } from "#lib/oci";
import { type SignatureReason, whyNoSignature } from "#lib/visibility";
import { nameOf, type Scene, shortIdOf } from "../artifact/node-words.ts";
import { useRecent } from "../home/recent.ts";
import { openingOf, useInspection } from "../inspection/use-inspection.ts";
import { Button } from "../ui/button.tsx";
import { CommandLine } from "../ui/command-line.tsx";
import { countOf } from "../ui/format.ts";
import { KindIcon } from "../ui/kind-icon.tsx";
import { Asking, MarkIcon } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";
import type { ExplorationView } from "./exploration-view.ts";
import { openedSignatures } from "./opened-signatures.ts";
import type { AskedReference } from "./scene.ts";

// A reason that rests on more shows the first of them: the tree has them all.
const LISTED = 4;
/** Of these what is signed is opened along with the list; more than one .sig tag an image does not have. */
const OPENED_AT_ONCE = 2;

const MARKS: Record<"some" | "none" | "not-known", { mark: MarkName; ink: string }> = {
  some: { mark: "found", ink: "text-ink-2" },
  none: { mark: "none", ink: "text-ink" },
  "not-known": { mark: "unread", ink: "text-warn" },
};

export function SignatureReasons({
  view,
  scene,
  reference,
  onSelect,
}: {
  view: ExplorationView;
  scene: Scene;
  reference: AskedReference;
  onSelect: (id: string) => void;
}) {
  const path = referencePath(reference);
  const earlier = useRecent().find((recent) => recent.path === path)?.before;
  const answer = useMemo(
    () =>
      view.resolved &&
      whyNoSignature(scene.graph, view, { ...view.resolved, earlier }, openedSignatures(scene)),
    [scene, view, earlier],
  );
  const [toggled, setToggled] = useState<boolean>();
  const listId = useId();
  if (!answer) return null;
  const isOpen = toggled ?? answer.finds !== "some";
  const { mark, ink } = MARKS[answer.finds];
  return (
    <section
      aria-label="Why would cosign find no signature?"
      className="flex-none border-t border-line-2 bg-surface"
    >
      <header className="flex flex-wrap items-center gap-x-4 gap-y-0.5 px-gutter py-1.5">
        <h2 className="text-13 font-semibold">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={listId}
            className="inline-flex min-h-6 items-center gap-1 text-left hover:text-accent small:min-h-9"
            onClick={() => setToggled(!isOpen)}
          >
            {isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
            Why would cosign find no signature?
          </button>
        </h2>
        <p className={`flex min-w-0 items-center gap-1.5 text-12 ${ink}`}>
          <MarkIcon mark={mark} />
          <span className="min-w-0 wrap-anywhere">
            {answer.headline}
            {!isOpen &&
              answer.reasons.length > 0 &&
              ` ${countOf(answer.reasons.length, "reason")} why one may not.`}
          </span>
        </p>
      </header>
      <ol
        id={listId}
        hidden={!isOpen}
        tabIndex={isOpen ? 0 : undefined}
        className="max-h-[220px] overflow-auto border-t border-line focus-visible:outline-offset-[-2px] small:max-h-none"
      >
        {answer.reasons.map((reason) => (
          <Reason key={`${reason.id} ${reason.sentence}`} reason={reason} scene={scene} onSelect={onSelect}>
            {/* Only whoever opened the list asked for more: a page that is merely looked at asks for nothing. */}
            {toggled && reason.id === "unopened" && (
              <ul>
                {reason.nodes.slice(0, OPENED_AT_ONCE).map((id) => (
                  <OpenedHere key={id} node={scene.nodes.get(id)} scene={scene} />
                ))}
              </ul>
            )}
          </Reason>
        ))}
      </ol>
    </section>
  );
}

/** Opens an artifact as the inspector would, so that its reason is told anew from what is in it. */
function OpenedHere({ node, scene }: { node: Node | undefined; scene: Scene }) {
  const { problem, isAsking, again } = useInspection(node && openingOf(node, scene));
  if (isAsking) {
    return (
      <li>
        <Asking>opening it</Asking>
      </li>
    );
  }
  if (!problem) return null;
  return (
    <li className="flex flex-wrap items-center gap-2 text-warn">
      It could not be opened: {problem.title}.
      <Button look="quiet" onClick={again}>
        Open it again
      </Button>
    </li>
  );
}

function Reason({
  reason: { sentence, next, command, nodes, exchanges },
  scene,
  onSelect,
  children,
}: {
  reason: SignatureReason;
  scene: Scene;
  onSelect: (id: string) => void;
  children: React.ReactNode;
}) {
  const about = nodes.flatMap((id) => scene.nodes.get(id) ?? []);
  const numbers = exchanges.flatMap((id) => scene.exchanges.get(id)?.number ?? []).sort((a, b) => a - b);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,420px)] gap-x-6 gap-y-1.5 border-b border-line px-gutter py-2 text-12 last:border-b-0 narrow:grid-cols-[minmax(0,1fr)]">
      <div className="min-w-0">
        <p className="wrap-anywhere text-ink-2">{sentence}</p>
        {children}
        <ul className="flex flex-wrap gap-x-4">
          {about.slice(0, LISTED).map((node) => (
            <li key={node.id}>
              <button
                type="button"
                className="inline-flex min-h-6 items-center gap-1 text-accent hover:underline small:min-h-9"
                onClick={() => onSelect(node.id)}
              >
                <KindIcon kind={node.kind} size={16} />
                {nameOf(node, scene)} <span className="font-mono text-11 text-ink-3">{shortIdOf(node)}</span>
              </button>
            </li>
          ))}
          {about.length > LISTED && (
            <li className="inline-flex min-h-6 items-center text-ink-3">and {about.length - LISTED} more</li>
          )}
          {numbers.length > 0 && (
            <li className="inline-flex min-h-6 items-center text-11 text-ink-3">
              {numbers.length > 4 ? countOf(numbers.length, "request") : `log ${numbers.join(", ")}`}
            </li>
          )}
        </ul>
      </div>
      <div className="grid min-w-0 content-start gap-1">
        <p className="text-ink-2">{next}</p>
        {command && <CommandLine command={command} />}
      </div>
    </li>
  );
}
