"use client";
// One registry of the fleet. On a phone its capabilities fold away under a count of them.
import Link from "next/link";
import { useState } from "react";
import type { Upgrade } from "#lib/upgrade";
import { type CapabilityRow, countVerdicts } from "../registry/capability-words.ts";
import { Expired } from "../registry/expired.tsx";
import { registryPath } from "../registry/registry-path.ts";
import { NotProbed, Oci11State, ProposalEState } from "../registry/registry-state.tsx";
import { stepWords } from "../registry/upgrade-words.ts";
import { Age } from "../ui/age.tsx";
import { classes } from "../ui/classes.ts";
import { visibleText } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import { CAPABILITY_COLUMNS, cellLook, cellsOf, isFirst } from "./capability-columns.ts";
import type { Known } from "./fleet-rows.ts";

const CELL =
  "border-b border-line px-2 py-1 align-middle text-12 text-ink-2 small:block small:border-0 small:p-0";

export function FleetRow({
  known,
  isCompared,
  canCompare,
  onCompare,
  rendered,
}: {
  known: Known;
  isCompared: boolean;
  canCompare: boolean;
  onCompare: (registry: string, isChosen: boolean) => void;
  rendered: number;
}) {
  const [isOpen, setOpen] = useState(false);
  const { registry, demo, upgrade, at, learnt, expiresAt, kept } = known;
  const cells = upgrade ? cellsOf(upgrade, kept) : [];
  return (
    <tr
      className={classes(
        "group h-11 transition-colors small:grid small:h-auto small:grid-cols-[28px_minmax(0,1fr)_auto] small:items-center small:gap-x-2 small:gap-y-1 small:border-b small:border-line small:px-3 small:py-2.5 small:last:border-b-0",
        isCompared ? "bg-accent-bg" : "bg-surface hover:bg-hover",
      )}
    >
      <td className={`${CELL} sticky left-0 z-[1] bg-inherit pr-0! small:static small:row-start-1`}>
        <label className="grid size-6 place-items-center small:size-7">
          <input
            type="checkbox"
            checked={isCompared}
            disabled={!isCompared && !canCompare}
            onChange={(event) => onCompare(registry, event.target.checked)}
            aria-label={`Compare ${registry}`}
            title={
              !isCompared && !canCompare
                ? "Two are compared already: untick one first"
                : "Compare it with another"
            }
            className="size-3.5 accent-(--color-accent)"
          />
        </label>
      </td>
      <th
        scope="row"
        className={`${CELL} sticky left-8 z-[1] bg-inherit text-left font-normal small:static small:col-span-2 small:row-start-1`}
      >
        <Link
          href={registryPath({ registry })}
          prefetch={false}
          className="font-mono text-12 break-all text-accent hover:underline small:inline-block small:py-1"
        >
          {registry}
        </Link>
        {demo && (
          <span title={demo.about} className="block truncate text-ink-3 small:whitespace-normal">
            demo: {withoutIcon(demo.title)}
          </span>
        )}
      </th>
      <td className={`${CELL} small:order-1 small:col-span-2 small:empty:hidden`}>
        {upgrade ? <ProposalEState upgrade={upgrade} /> : <NotProbed />}
      </td>
      <td
        className={`${CELL} leading-4! **:whitespace-normal small:order-3 small:col-span-2 small:empty:hidden`}
      >
        {upgrade && <Oci11State upgrade={upgrade} />}
      </td>
      <td className={`${CELL} leading-4! small:order-2 small:text-right small:empty:hidden`}>
        {upgrade && <Step upgrade={upgrade} />}
      </td>
      <td className={`${CELL} leading-4! text-ink-3 small:order-4 small:text-right small:empty:hidden`}>
        {at && (
          <>
            <Age at={at} rendered={rendered} />
            <span className="block small:inline small:before:content-[',_']">
              {learnt}
              <Expired at={expiresAt} rendered={rendered} />
            </span>
          </>
        )}
      </td>
      {upgrade ? (
        <>
          <td className="hidden small:order-5 small:col-span-3 small:block">
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
              className="min-h-9 text-left text-12 text-ink-2 underline decoration-line-3 underline-offset-2"
            >
              {countVerdicts(cells)}
            </button>
          </td>
          {cells.map((cell) => (
            <CapabilityCell key={cell.name} cell={cell} isOpen={isOpen} />
          ))}
        </>
      ) : (
        <td
          colSpan={CAPABILITY_COLUMNS.length}
          className={`${CELL} border-l border-l-line text-ink-3 small:order-5 small:col-span-3`}
        >
          Nobody has asked it since the server started.{" "}
          <Link
            href={registryPath({ registry })}
            prefetch={false}
            className="text-accent underline underline-offset-2 hover:no-underline small:inline-block small:py-1.5"
          >
            Probe it
          </Link>
        </td>
      )}
    </tr>
  );
}

/** The column beside it has the icon. */
function withoutIcon(title: string): string {
  return title.replace(/^(🚲|🏍) /u, "");
}

/** The step, and under it how many referrers stayed behind in tags. */
function Step({ upgrade }: { upgrade: Upgrade }) {
  const gap = upgrade.reindexGap?.length ?? 0;
  return (
    <>
      <span className="block small:inline">{stepWords(upgrade)}</span>
      {gap > 0 && (
        <Mark mark="failed" tone="warn" className="small:ml-2">
          gap {gap}
        </Mark>
      )}
    </>
  );
}

/** Mark over word; on a phone a line of its own, with its names, once the row is opened. */
function CapabilityCell({
  cell: { name, words, support },
  isOpen,
}: {
  cell: CapabilityRow;
  isOpen: boolean;
}) {
  const { mark, tone, word } = cellLook(support);
  return (
    <td
      title={`${name}: ${visibleText(support.reason)}`}
      className={classes(
        "border-b border-line px-0.5 py-1 text-center align-middle small:order-6 small:col-span-3 small:border-0 small:border-t small:p-0 small:text-left",
        isFirst(name) && "border-l border-l-line small:border-l-0",
        isOpen
          ? "small:flex small:min-h-9 small:flex-wrap small:items-center small:justify-between small:gap-x-3 small:py-1.5"
          : "small:hidden",
      )}
    >
      {isOpen && (
        <span className="hidden small:block">
          <code>{name}</code> <span className="text-12 text-ink-3">{words}</span>
        </span>
      )}
      <Mark
        mark={mark}
        tone={tone}
        className="flex-col gap-0.5! text-11! leading-3! small:flex-row small:text-12!"
      >
        {word}
      </Mark>
      {isOpen && (
        <span className="hidden w-full text-12 break-words text-ink-2 small:block">
          {visibleText(support.reason)}
        </span>
      )}
    </td>
  );
}
