// The one line that says what it is, what is attached, and what could not be read.
import { useMemo } from "react";
import { type Summary, summarise } from "#lib/graph";
import type { Scene } from "../artifact/node-words.ts";
import { namesOfWays } from "../artifact/way-words.ts";
import { countOf, formatCount } from "../ui/format.ts";
import { KIND_WORDS } from "../ui/kind-icon.tsx";
import type { ExplorationView } from "./exploration-view.ts";

/** "Index, 2 platforms. 7 attached: 4 signatures, 2 SBOMs. 1 not read (rate-limited). Found by referrers API." */
export function SummaryLine({ view, scene }: { view: ExplorationView; scene: Scene }) {
  const summary = useMemo(() => summarise(scene.graph, view.findings), [scene, view.findings]);
  if (!view.rootId || scene.graph.nodes.length === 0) return null;
  const counts = countWords(summary);
  const contradicted = countContradicted(scene);
  return (
    <p className="px-gutter pb-2 text-ink-2 small:leading-[19px]">
      <b className="font-semibold text-ink">{formOf(summary, scene)}</b>
      {counts && ` ${counts}.`}
      {!counts && view.phase === "done" && (
        <>
          {" "}
          {view.completeness === "complete"
            ? "Nothing refers to it."
            : "Nothing that refers to it was found."}
        </>
      )}
      {summary.troubles.length > 0 && " "}
      {summary.troubles.map(({ state, count }, i) => (
        <span key={state}>
          <span className={state === "missing" || state === "failed" ? "text-bad" : "text-warn"}>
            {troubleWords(state, count)}
          </span>
          {i < summary.troubles.length - 1 ? ", " : "."}
        </span>
      ))}
      {contradicted > 0 && <span className="text-bad"> {contradicted} contradicted.</span>}
      {(view.phase === "stopped" || view.phase === "cut") && (
        <span className="text-warn">
          {view.phase === "stopped" ? " Stopped" : " The answer broke off"}: there may be more.
        </span>
      )}
      {summary.foundBy.length > 0 && (
        <span className="small:hidden"> Found by {namesOfWays(summary.foundBy, scene.titles)}.</span>
      )}
    </p>
  );
}

/** Artifacts whose own bytes name another subject than the list or tag that led to them. */
function countContradicted({ graph }: Scene): number {
  return new Set(graph.edges.filter((edge) => edge.proof === "contradicted").map((edge) => edge.source)).size;
}

/** "Index, 2 platforms.", "SBOM."; an artifact of no kind known here is still an artifact, once it was read. */
function formOf({ form, platforms }: Summary, { nodes, rootId }: Scene): string {
  const { title } = KIND_WORDS[form];
  const isRead = rootId !== undefined && nodes.get(rootId)?.state === "present";
  // An index that was not read may have any number of platforms.
  if (form === "index")
    return isRead ? `${title}, ${countOf(platforms, "platform")}.` : `${title}, not read.`;
  return form === "other" || (form === "unknown" && isRead) ? "Artifact." : `${title}.`;
}

/**
 * What is attached, in words: "7 attached: 4 signatures, 3 SBOMs", with the reason where that does not add up; "" for
 * nothing. Of a single kind its count is the whole.
 */
export function countWords({ attached, counts, severalKinds }: Summary): string {
  const kinds = counts.map(({ kind, count }) => countOf(count, KIND_WORDS[kind].one, KIND_WORDS[kind].many));
  if (kinds.length < 2) return kinds.join("");
  const verbs = severalKinds === 1 ? ["carries", "counts"] : ["carry", "count"];
  const twice = severalKinds > 0 && `; ${severalKinds} ${verbs[0]} several kinds and ${verbs[1]} in each`;
  return `${formatCount(attached)} attached: ${kinds.join(", ")}${twice || ""}`;
}

function troubleWords(state: Summary["troubles"][number]["state"], count: number): string {
  if (state === "missing") return `${count} missing`;
  if (state === "truncated") return `${count} not read`;
  return `${count} not read (${state})`;
}
