"use client";
// Every tag that a person gave: how what is attached to its image was made, and when the image says it was made.
import Link from "next/link";
import { useMemo, useState } from "react";
import type { TagRow } from "#lib/api";
import { referencePath } from "#lib/oci";
import { GENERATIONS, type Generation, WAYS_MADE, type WayMade } from "#lib/upgrade";
import { Button } from "../ui/button.tsx";
import { ChoiceMenu } from "../ui/choice-menu.tsx";
import { DigestText } from "../ui/digest-text.tsx";
import { formatCount, visibleText } from "../ui/format.ts";
import { Mark, STATE_LOOKS } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import type { Place } from "./findings-panel.tsx";
import { GenerationName } from "./generation-name.tsx";
import { useAuditAddress } from "./use-audit-address.ts";

const FIRST = 20;
const STEP = 100;
const HEAD = "px-2.5 py-1.5 text-left text-12 font-normal whitespace-nowrap text-ink-3 first:pl-3 last:pr-3";
const CELL =
  "px-2.5 py-[3px] align-middle text-12 first:pl-3 last:pr-3 small:block small:p-0 small:first:pl-0 small:last:pr-0";

/** `isAsking`: times are still being read. */
export function TagsPanel({
  rows,
  place,
  isAsking,
}: {
  rows: readonly TagRow[];
  place: Place;
  isAsking: boolean;
}) {
  const { address, setAddress } = useAuditAddress();
  const chosen = address.generation;
  const [shown, setShown] = useState(FIRST);
  const choices = useMemo(() => choicesOf(rows, chosen), [rows, chosen]);
  const fitting = chosen.length === 0 ? rows : rows.filter(({ generation }) => chosen.includes(generation));
  const more = fitting.length - shown;
  if (rows.length === 0) return null;
  return (
    <Panel
      title="Tags"
      note={
        chosen.length === 0
          ? `${formatCount(rows.length)} given by people`
          : `${formatCount(fitting.length)} of ${formatCount(rows.length)}`
      }
      actions={
        <ChoiceMenu
          label="Generation"
          choices={choices}
          chosen={chosen}
          onChange={(next) => setAddress({ generation: next.length > 0 ? next : null }, { history: "push" })}
        />
      }
    >
      <table className="w-full border-collapse small:block">
        <thead className="border-b border-line-2 small:hidden">
          <tr>
            <th className={HEAD}>Tag</th>
            <th className={HEAD}>Digest</th>
            <th className={HEAD}>Generation</th>
            <th className={HEAD}>Attached</th>
            <th className={`${HEAD} text-right`}>Made</th>
          </tr>
        </thead>
        <tbody className="small:block">
          {fitting.slice(0, shown).map((row) => (
            <Row key={row.tag} row={row} place={place} isAsking={isAsking} />
          ))}
        </tbody>
      </table>
      {fitting.length === 0 && (
        <p className="px-3 py-2.5 text-12 text-ink-2">No tag is of the generations that are chosen.</p>
      )}
      {more > 0 && (
        <p className="px-0.5 py-1.5">
          <Button dense look="quiet" onClick={() => setShown(shown + STEP)}>
            Show {more > STEP ? `${STEP} more of ${formatCount(more)}` : `the other ${formatCount(more)}`}
          </Button>
        </p>
      )}
    </Panel>
  );
}

/** Those that are there, and those that are chosen: an address may name others. */
function choicesOf(rows: readonly TagRow[], chosen: readonly Generation[]) {
  return GENERATIONS.flatMap((generation) => {
    const count = rows.filter((row) => row.generation === generation).length;
    return count > 0 || chosen.includes(generation)
      ? { value: generation, content: <GenerationName generation={generation} />, count }
      : [];
  });
}

function Row({ row, place, isAsking }: { row: TagRow; place: Place; isAsking: boolean }) {
  const { tag, digest, generation, created, createdBy, refersTo, isTimeRead } = row;
  return (
    <tr className="h-[27px] border-b border-line transition-colors last:border-b-0 hover:bg-hover small:grid small:h-auto small:grid-cols-[minmax(0,1fr)_auto] small:gap-x-2.5 small:gap-y-0.5 small:px-3 small:py-2">
      <th scope="row" className={`${CELL} text-left font-normal`}>
        <Link
          href={referencePath({ ...place, tag })}
          prefetch={false}
          className="font-mono text-12 break-all text-accent hover:underline small:inline-block small:py-1"
        >
          {visibleText(tag)}
        </Link>
      </th>
      <td className={`${CELL} small:order-3 small:hidden`}>{digest && <DigestText digest={digest} />}</td>
      <td className={`${CELL} small:order-3 small:col-span-2`}>
        {refersTo === undefined ? (
          <GenerationName generation={generation} inline />
        ) : (
          <span className="inline-flex flex-wrap items-center gap-x-1.5 align-middle">
            a referrer, about <DigestText digest={refersTo} />
          </span>
        )}
      </td>
      <td className={`${CELL} text-ink-2 small:order-4 small:col-span-2`}>
        <Attached row={row} />
      </td>
      <td
        className={`${CELL} text-right whitespace-nowrap text-ink-3 small:pt-1`}
        title={created && `${created}, by its ${createdBy}`}
      >
        {created?.slice(0, 10) ?? (isTimeRead ? "no time told" : isAsking ? "" : "not read")}
      </td>
    </tr>
  );
}

const WAY_WORDS: Record<WayMade, string> = {
  "cosign-tags": "by cosign tags",
  "in-index": "in the index",
  "branch-with-tag": "by referrers tag",
  "branch-without-tag": "by the API alone",
  tree: "artifact manifests",
};

/** "12 by referrers tag, 2 in the index"; with "at least" where not all was answered. */
function Attached({ row: { made, isWhole, state } }: { row: TagRow }) {
  if (state !== "read") {
    const { mark, tone, word } = STATE_LOOKS[state];
    return (
      <Mark mark={mark} tone={tone}>
        {word}
      </Mark>
    );
  }
  const parts = WAYS_MADE.flatMap((way) => {
    const count = made[way] ?? 0;
    return count > 0 ? `${formatCount(count)} ${WAY_WORDS[way]}` : [];
  });
  if (parts.length === 0) return isWhole ? "none" : "not known";
  return `${isWhole ? "" : "at least "}${parts.join(", ")}`;
}
