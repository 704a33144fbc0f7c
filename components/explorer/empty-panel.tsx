"use client";
// Nothing is attached, or nothing was found: two different things.
import { useState } from "react";
import { formatReference } from "#lib/oci";
import { shellQuoted } from "../artifact/commands.ts";
import type { Scene } from "../artifact/node-words.ts";
import { Button } from "../ui/button.tsx";
import { countOf } from "../ui/format.ts";
import { StatePanel, StateText } from "../ui/state-panel.tsx";
import { type ExplorationView, isRootGone } from "./exploration-view.ts";
import { WayRows } from "./way-rows.tsx";
import { countWays, unaskedWords } from "./ways.ts";
import type { WaysActions } from "./ways-status.tsx";

/** `lookIn` asks once more, in another repository of the same registry too. */
export function EmptyPanel({
  view,
  scene,
  actions,
  lookIn,
}: {
  view: ExplorationView;
  scene: Scene;
  actions: WaysActions;
  lookIn: (repository: string) => void;
}) {
  const [isLooking, setLooking] = useState(false);
  const counts = countWays(view);
  const isProven = view.phase === "done" && view.completeness === "complete";
  const refused = counts.refused.reduce((sum, { count }) => sum + count, 0);
  const unasked = counts.all - counts.asked;
  const name = view.resolved && formatReference({ ...view.resolved, tag: undefined });
  const kind = view.rootId === undefined ? undefined : scene.nodes.get(view.rootId)?.kind;
  const isImage = kind === "index" || kind === "image";
  const isGone = isRootGone(view);
  return (
    <StatePanel
      mark={isProven ? "none" : "unread"}
      tone={isProven ? "ink" : "warn"}
      title={
        isGone
          ? goneTitle(view, isProven)
          : isProven
            ? `Nothing refers to this ${isImage ? "image" : "artifact"}`
            : unprovenTitle(view, refused)
      }
      command={isGone ? tagsLine(view) : name && nextLine(name, isProven && isImage, view)}
      actions={
        isLooking ? undefined : (
          <>
            {!isProven && <Button onClick={actions.askAgain}>Ask again</Button>}
            <Button onClick={() => setLooking(true)}>Look in another repository</Button>
            {unasked > 0 && (
              <Button look={isProven ? "plain" : "quiet"} onClick={actions.askAll}>
                Ask {countOf(unasked, "more way", "more ways")}
              </Button>
            )}
          </>
        )
      }
    >
      <StateText>
        {isProven
          ? `${counts.asked} of ${counts.all} ways asked, all answered. The list is complete for this registry. ${unaskedWords(counts, scene.titles)}`
          : `${counts.asked} of ${counts.all} ways asked. What the others would have said is not known, so this is no proof that nothing is there.`}
      </StateText>
      <WayRows view={view} scene={scene} askedOnly />
      {isLooking && <OtherRepository lookIn={lookIn} registry={view.resolved?.registry ?? ""} />}
    </StatePanel>
  );
}

/** A subject need not exist (distribution-spec), so that a digest is gone does not say that nothing refers to it. */
function goneTitle({ resolved }: ExplorationView, isProven: boolean): string {
  const place = `${resolved?.registry} has no such digest in ${resolved?.repository}`;
  return isProven ? `${place}, and nothing refers to it` : `${place}; what refers to it is not known`;
}

function tagsLine(view: ExplorationView): string | undefined {
  const { resolved } = view;
  const flag = isPlain(view) ? "--plain-http " : "";
  return resolved && `oras repo tags ${flag}${shellQuoted(`${resolved.registry}/${resolved.repository}`)}`;
}

/** What would attach something to an image that has nothing, else what another tool finds. */
function nextLine(name: string, isBareImage: boolean, view: ExplorationView): string {
  return isBareImage
    ? `cosign sign ${isPlain(view) ? "--allow-http-registry " : ""}${shellQuoted(name)}`
    : `oras discover ${isPlain(view) ? "--plain-http " : ""}${shellQuoted(name)}`;
}

function isPlain({ exchanges }: ExplorationView): boolean {
  return exchanges.some(({ url }) => url.startsWith("http://"));
}

function unprovenTitle(view: ExplorationView, refused: number): string {
  if (view.phase === "stopped") return "Nothing found before you stopped";
  if (view.phase === "cut") return "Nothing found before the answer broke off";
  return refused > 0
    ? `Nothing found, but ${countOf(refused, "way")} could not be asked`
    : "Nothing found, but the list may not be whole";
}

function OtherRepository({ registry, lookIn }: { registry: string; lookIn: (repository: string) => void }) {
  const [value, setValue] = useState("");
  return (
    <form
      className="grid gap-1 pt-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== "") lookIn(value.trim());
      }}
    >
      <label htmlFor="other-repository" className="text-12 text-ink-2">
        A repository of {registry} where referrers are kept, as with COSIGN_REPOSITORY
      </label>
      <span className="flex gap-2">
        <input
          id="other-repository"
          value={value}
          onChange={(event) => setValue(event.target.value)}
          placeholder="shop/signatures"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: the reader has just asked for this field
          autoFocus
          className="h-7 min-w-0 flex-1 rounded-control border border-line-3 bg-surface px-2 font-mono text-12 small:h-9"
        />
        <Button type="submit">Look there</Button>
      </span>
    </form>
  );
}
