// Puts a finished exploration on the front page's list of recent ones.
import { summarise } from "#lib/graph";
import { referencePath } from "#lib/oci";
import type { Scene } from "../artifact/node-words.ts";
import { recordRecent } from "../home/recent.ts";
import { countOf } from "../ui/format.ts";
import { KIND_WORDS } from "../ui/kind-icon.tsx";
import { attachedWords } from "./completeness.ts";
import type { ExplorationView } from "./exploration-view.ts";
import type { AskedReference } from "./scene.ts";

/** Does nothing until the exploration is done. */
export function rememberExploration(view: ExplorationView, scene: Scene, reference: AskedReference): void {
  if (view.phase !== "done" || !view.startedAt) return;
  const summary = summarise(scene.graph, view.findings);
  const isRead = view.rootId !== undefined && view.nodes.get(view.rootId)?.state === "present";
  const platforms = summary.form === "index" && isRead ? `${countOf(summary.platforms, "platform")}, ` : "";
  const completeness = view.completeness ?? summary.completeness;
  const isWhole = completeness === "complete";
  const trouble = summary.troubles[0];
  recordRecent({
    reference: reference.text,
    path: referencePath(reference),
    summary: `${KIND_WORDS[summary.form].one}, ${platforms}${attachedWords(summary.attached, isWhole)}`,
    state: completeness,
    stateWords: trouble && `${trouble.count} ${trouble.state === "truncated" ? "not read" : trouble.state}`,
    at: view.startedAt,
    digest: view.resolved?.digest,
  });
}
