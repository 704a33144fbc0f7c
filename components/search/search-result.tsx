"use client";
// What the SBOMs say: the sentence, the packages, each SBOM with what it lists, and their contradictions.
import type { Search } from "#lib/api";
import type { SearchRow } from "#lib/compare";
import { namesOfWays, wayTitles } from "../artifact/way-words.ts";
import { listed } from "../compare/compare-words.ts";
import { VirtualTable } from "../compare/virtual-table.tsx";
import { LogMark } from "../explorer/log-mark.tsx";
import { logRows, statusText } from "../explorer/log-rows.ts";
import { DigestText } from "../ui/digest-text.tsx";
import {
  countOf,
  formatCount,
  formatDuration,
  shortenDigest,
  shortenPath,
  visibleText,
} from "../ui/format.ts";
import { Mark, MarkIcon } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import type { MarkName } from "../ui/shapes.ts";
import { Tag } from "../ui/tag.tsx";

const LOOKS: Record<Search["answer"], { mark: MarkName; className: string }> = {
  listed: { mark: "found", className: "text-ink" },
  "not-listed": { mark: "none", className: "text-ink" },
  "cannot-be-told": { mark: "unread", className: "text-warn" },
};

export function SearchResult({ found }: { found: Search }) {
  const { mark, className } = LOOKS[found.answer];
  return (
    <>
      <div>
        <p role="status" className={`flex items-start gap-2 text-14 leading-5 font-semibold ${className}`}>
          <MarkIcon mark={mark} size={16} className="mt-0.5" />
          <span className="min-w-0 break-words">{visibleText(found.sentence)}</span>
        </p>
        <p className="mt-0.5 pl-6 text-12 text-ink-3">
          in <DigestText digest={found.resolved.digest} />, {countOf(found.requests, "request")},{" "}
          {formatDuration(found.durationMs)}
        </p>
      </div>
      <Differences sentences={found.contradictions} />
      {found.notes.map((note) => (
        <Mark key={note} mark="unread" tone="warn" className="whitespace-normal!">
          {visibleText(note)}
        </Mark>
      ))}
      {found.rows.length > 0 && <Packages found={found} />}
      <Sboms found={found} />
      <Requests found={found} />
    </>
  );
}

/** More than these would push the packages themselves out of sight. */
const SHOWN = 2;

/** Where SBOMs about one thing do not say the same of a package. */
function Differences({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  const list = (
    <ul className="grid gap-1">
      {sentences.map((sentence) => (
        <li key={sentence} className="break-words">
          {visibleText(sentence)}
        </li>
      ))}
    </ul>
  );
  return (
    <div className="grid gap-1 rounded-panel border border-warn-line bg-warn-bg px-3 py-2 text-12">
      <Mark mark="contradicted" tone="warn">
        SBOMs differ
      </Mark>
      {sentences.length <= SHOWN ? (
        list
      ) : (
        <details>
          <summary>on {countOf(sentences.length, "package")} that match</summary>
          {list}
        </details>
      )}
    </div>
  );
}

function Packages({ found }: { found: Search }) {
  const { rows, total, sboms } = found;
  return (
    <Panel
      level={3}
      title={countOf(total, "package")}
      note={
        rows.length < total ? `the first ${formatCount(rows.length)} are listed, exact ones first` : undefined
      }
    >
      <VirtualTable
        label="Packages that match"
        columns={[
          { title: "Package", className: "w-[36%]" },
          { title: "Version", className: "w-[18%]" },
          { title: "Licence", className: "w-[18%]" },
          { title: "Listed by", className: "w-[28%]" },
        ]}
        count={rows.length}
        rowHeight={29}
        rowClassName="small:grid small:grid-cols-[minmax(0,1fr)_auto] small:gap-x-3 small:px-3 small:py-1.5"
        keyOf={(at) => `${rows[at]?.name} ${rows[at]?.version} ${rows[at]?.purl}`}
        row={(at) => <Cells row={rows[at]} sboms={sboms} />}
      />
    </Panel>
  );
}

const CELL =
  "h-7 truncate border-b border-line px-3 text-12 small:block small:h-auto small:border-0 small:px-0 small:whitespace-normal small:break-words";

function Cells({ row, sboms }: { row: SearchRow | undefined; sboms: Search["sboms"] }) {
  if (!row) return null;
  const by = row.sboms.map((at) => sboms[at]).filter((sbom) => sbom !== undefined);
  const read = sboms.filter(({ packages }) => packages > 0).length;
  const names = by.map(({ title, digest, about }) => `${title} ${shortenDigest(digest).rest} about ${about}`);
  return (
    <>
      <th scope="row" title={visibleText(row.purl ?? row.name)} className={`${CELL} text-left font-medium`}>
        {visibleText(row.name)} {row.isExact && <Tag>exact</Tag>}
      </th>
      <td className={`${CELL} font-mono`} title={visibleText(row.version)}>
        {row.version === "" ? "–" : visibleText(row.version)}
      </td>
      <td className={`${CELL} text-ink-2 small:order-4`} title={listed(row.licences)}>
        {listed(row.licences)}
      </td>
      <td title={names.map(visibleText).join("; ")} className={`${CELL} text-ink-2 small:order-3`}>
        {by.length} of {countOf(read, "SBOM")},{" "}
        {[...new Set(by.map(({ about }) => visibleText(about)))].join(" and ")}
      </td>
    </>
  );
}

const TITLES = wayTitles(undefined);

/** Of those that were not read. */
const UNREAD_LISTED = 20;

/** Each SBOM that was read, also where it does not list it; then those that could not be. */
function Sboms({ found: { sboms, unread } }: { found: Search }) {
  if (sboms.length + unread.length === 0) return null;
  return (
    <Panel
      level={3}
      title="What was searched"
      note={`${countOf(sboms.length, "SBOM")} read, ${unread.length} not`}
    >
      <ul className="text-12">
        {sboms.map(({ digest, layer, title, about, foundBy, packages, total, hits, isWhole }, at) => (
          <li
            key={`${digest} ${layer ?? at}`}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line px-3 py-1 last:border-b-0"
          >
            <span className="min-w-0">
              <span className="font-medium">{visibleText(title)}</span> about {visibleText(about)}{" "}
              <DigestText digest={digest} />{" "}
              <span className="text-ink-3">
                {packages < total ? `${formatCount(packages)} of ` : ""}
                {countOf(total, "package")}, {namesOfWays(foundBy, TITLES)}
              </span>
            </span>
            {hits > 0 ? (
              <Mark mark="found">lists {formatCount(hits)}</Mark>
            ) : total === 0 ? (
              <Mark mark="unread" tone="mute">
                lists no packages
              </Mark>
            ) : !isWhole ? (
              <Mark mark="unread" tone="warn">
                not in what was read
              </Mark>
            ) : (
              <Mark mark="none" tone="mute">
                not listed there
              </Mark>
            )}
          </li>
        ))}
        {unread.slice(0, UNREAD_LISTED).map(({ digest, layer, title, about, reason }, at) => (
          <li
            key={`unread ${digest} ${layer ?? at}`}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line px-3 py-1 last:border-b-0"
          >
            <span className="min-w-0 break-words">
              <span className="font-medium">{visibleText(title)}</span> about {visibleText(about)}{" "}
              <DigestText digest={digest} /> <span className="text-ink-3">{visibleText(reason)}</span>
            </span>
            <Mark mark="unread" tone="warn">
              could not check
            </Mark>
          </li>
        ))}
        {unread.length > UNREAD_LISTED && (
          <li className="px-3 py-1 text-ink-3">
            and {formatCount(unread.length - UNREAD_LISTED)} more that could not be checked
          </li>
        )}
      </ul>
    </Panel>
  );
}

const LISTED = 50;

/** What the answer rests on. */
function Requests({ found: { exchanges } }: { found: Search }) {
  if (exchanges.length === 0) return null;
  return (
    <details className="text-12">
      <summary className="text-ink-2">{countOf(exchanges.length, "request")} that opened them</summary>
      <ul className="mt-1 rounded-control border border-line">
        {logRows(exchanges, [])
          .slice(0, LISTED)
          .map(({ exchange, path, outcome }) => (
            <li
              key={exchange.id}
              title={exchange.url}
              className="flex items-center gap-2 border-b border-line px-2 py-0.5 last:border-b-0"
            >
              <code className="min-w-0 flex-1 truncate">
                {exchange.method} {shortenPath(visibleText(path))}
              </code>
              <LogMark outcome={outcome} detail={`, ${statusText(exchange)}`} />
            </li>
          ))}
        {exchanges.length > LISTED && (
          <li className="px-2 py-0.5 text-ink-3">and {formatCount(exchanges.length - LISTED)} more</li>
        )}
      </ul>
    </details>
  );
}
