"use client";
// Packages, platform by platform: which SBOMs were used, what changed, and where SBOMs of one side contradict each other.
import { useDeferredValue, useMemo } from "react";
import type { ComparedPlatform, Comparison } from "#lib/api";
import type { PackageComparison, PackageRow } from "#lib/compare";
import { ChoiceMenu } from "../ui/choice-menu.tsx";
import { countOf, formatCount, visibleText } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { CHANGE_WORDS, CHANGES, SIDE_WORDS } from "./compare-words.ts";
import { PackageSources } from "./package-sources.tsx";
import { PackageTable } from "./package-table.tsx";
import type { CompareAddress, SetCompareAddress } from "./use-compare-address.ts";

type Props = { comparison: Comparison; address: CompareAddress; setAddress: SetCompareAddress };

export function PackagesPanel({ comparison: { packages }, address, setAddress }: Props) {
  const platform =
    packages.find(({ name }) => name === address.platform) ??
    packages.find(({ comparison }) => comparison) ??
    packages[0];
  return (
    <Panel
      title="Packages"
      note={
        packages.length > 1 && platform
          ? `Each place by itself; this is ${visibleText(platform.name)}, by the SBOMs that are about it.`
          : platform && `By the SBOMs about ${visibleText(platform.name)}.`
      }
      actions={
        packages.length > 1 && (
          <Segmented
            label="Platform"
            value={platform?.name ?? ""}
            onChange={(name) => setAddress({ platform: name }, { history: "push" })}
            segments={packages.map(({ name }) => ({ value: name, content: visibleText(name) }))}
          />
        )
      }
    >
      {platform ? (
        <Platform platform={platform} address={address} setAddress={setAddress} />
      ) : (
        <p className="px-3 py-2.5 text-ink-2">
          There is no platform of both sides about which an SBOM was read, so nothing is known about packages.
        </p>
      )}
    </Panel>
  );
}

function Platform({
  platform,
  address,
  setAddress,
}: { platform: ComparedPlatform } & Pick<Props, "address" | "setAddress">) {
  const { comparison, left, right } = platform;
  const isNeither = left.sboms.length === 0 && right.sboms.length === 0;
  return (
    <>
      <PackageSources platform={platform} />
      {comparison ? (
        <Changes comparison={comparison} address={address} setAddress={setAddress} />
      ) : (
        <p className="px-3 py-2.5 text-ink-2">
          {isNeither ? "Neither side has an SBOM" : "One side has no SBOM"} that was read, so nothing can be
          compared.
        </p>
      )}
    </>
  );
}

function Changes({
  comparison,
  address: { change, q },
  setAddress,
}: { comparison: PackageComparison } & Pick<Props, "address" | "setAddress">) {
  const { rows, counts, open, notes } = comparison;
  const wanted = useDeferredValue(q.trim().toLowerCase());
  const shown = useMemo(
    () =>
      rows.filter(
        (row) => (change.length === 0 || change.some((each) => isOf(row, each))) && fits(row, wanted),
      ),
    [rows, change, wanted],
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <input
          type="search"
          value={q}
          onChange={(event) => setAddress({ q: event.target.value || null }, { history: "replace" })}
          aria-label="Search the packages that differ"
          placeholder="package or version"
          className="h-7 w-[200px] rounded-control border border-line-3 bg-surface px-2 text-12 placeholder:text-ink-3 small:h-9 small:w-full small:text-[16px]"
        />
        <ChoiceMenu
          label="Change"
          chosen={change}
          onChange={(chosen) =>
            setAddress({ change: chosen.length > 0 ? chosen : null }, { history: "push" })
          }
          choices={CHANGES.filter((each) => counts[each] > 0).map((each) => ({
            value: each,
            count: counts[each],
            content: CHANGE_WORDS[each].word,
          }))}
        />
        <p className="text-12 text-ink-2">{countWords(counts)}</p>
        <p role="status" className="ml-auto text-12 text-ink-3 small:ml-0">
          {shown.length < rows.length && `${formatCount(shown.length)} of ${formatCount(rows.length)} shown`}
        </p>
      </div>
      <Contradictions comparison={comparison} />
      {open.slice(0, LISTED).map((sentence) => (
        <p key={sentence} className="px-3 py-0.5 text-12">
          <Mark mark="unread" tone="warn" className="items-start! whitespace-normal!">
            {visibleText(sentence)}
          </Mark>
        </p>
      ))}
      {open.length > LISTED && (
        <p className="px-3 py-0.5 text-12 text-warn">
          and {formatCount(open.length - LISTED)} more that were not wholly read, in the export
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="px-3 py-0.5 text-12 text-ink-3">
          {visibleText(note)}
        </p>
      ))}
      {shown.length > 0 ? (
        <PackageTable rows={shown} />
      ) : (
        <p className="px-3 py-2.5 text-ink-2">
          {rows.length === 0 ? sameWords(counts) : "No package that differs fits the search and the filter."}
        </p>
      )}
    </>
  );
}

/** A licence may have changed besides the version. */
function isOf(row: PackageRow, change: CompareAddress["change"][number]): boolean {
  return row.change === change || (change === "licence" && row.licenceChanged);
}

function fits({ name, ecosystem, left, right }: PackageRow, wanted: string): boolean {
  if (wanted === "") return true;
  return [name, ecosystem ?? "", ...left.versions, ...right.versions].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}

/** "12 added, 3 removed, 40 newer; 210 the same". */
function countWords(counts: PackageComparison["counts"]): string {
  const changed = CHANGES.filter((each) => counts[each] > 0).map(
    (each) =>
      `${formatCount(counts[each])} ${each === "licence" ? "of another licence" : CHANGE_WORDS[each].word}`,
  );
  return [...changed, `${formatCount(counts.same)} the same`].join(", ");
}

function sameWords({ same }: PackageComparison["counts"]): string {
  if (same === 0) return "The SBOMs of both sides list no packages.";
  return same === 1
    ? "The one package is the same on both sides."
    : `All ${formatCount(same)} packages are the same on both sides.`;
}

const LISTED = 10;

function Contradictions({ comparison: { contradictions, contradicted } }: { comparison: PackageComparison }) {
  if (contradicted === 0) return null;
  return (
    <details className="border-b border-line px-3 py-1.5 text-12">
      <summary className="text-warn">
        {countOf(contradicted, "package")} about which SBOMs of one side contradict each other
      </summary>
      <ul className="pt-1">
        {contradictions.slice(0, LISTED).map(({ side, name, said }) => (
          <li key={`${side} ${name}`} className="break-words text-ink-2">
            {SIDE_WORDS[side]}, <b className="font-medium text-ink">{visibleText(name)}</b>:{" "}
            {said
              .map(
                ({ sbom, versions }) => `${visibleText(sbom)} says ${versions.map(visibleText).join(", ")}`,
              )
              .join("; ")}
          </li>
        ))}
        {contradicted > LISTED && (
          <li className="text-ink-3">
            and {formatCount(contradicted - LISTED)} more
            {contradicted > contradictions.length
              ? `, of which the export has ${formatCount(contradictions.length - LISTED)}`
              : ", in the export"}
          </li>
        )}
      </ul>
    </details>
  );
}
