"use client";
// What an audit found, kind by kind: each with its digests, and the requests behind it.
import Link from "next/link";
import { useState } from "react";
import type { AuditFinding } from "#lib/evidence";
import { isDigest, referencePath } from "#lib/oci";
import { ExchangeLinks, type OpenExchange } from "../registry/exchange-links.tsx";
import { Button } from "../ui/button.tsx";
import { DigestText } from "../ui/digest-text.tsx";
import { formatCount, shortenPath, visibleText } from "../ui/format.ts";
import { MarkIcon } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import { Tag } from "../ui/tag.tsx";
import type { AuditView } from "./audit-view.ts";
import { findingWords, isProblem, SHOWN_KINDS } from "./finding-words.ts";

export type Place = { registry: string; repository: string };

const FIRST = 5;
const STEP = 100;

/** One panel a kind. `exchanges` are the ids of the log's rows. Kinds without a finding are left out. */
export function FindingsPanels({
  view,
  place,
  exchanges,
  onOpen,
}: {
  view: AuditView;
  place: Place;
  exchanges: string[];
  onOpen: OpenExchange;
}) {
  return SHOWN_KINDS.flatMap((kind) => {
    const { count = 0 } = view.counts.find((one) => one.kind === kind) ?? {};
    if (count === 0) return [];
    const findings = view.findings.filter((finding) => finding.kind === kind);
    return (
      <Group key={kind} kind={kind} count={count} findings={findings} {...{ place, exchanges, onOpen }} />
    );
  });
}

type RowProps = { place: Place; exchanges: string[]; onOpen: OpenExchange };

function Group({
  kind,
  count,
  findings,
  ...rest
}: RowProps & { kind: (typeof SHOWN_KINDS)[number]; count: number; findings: AuditFinding[] }) {
  const [shown, setShown] = useState(FIRST);
  const { title, meaning, mark, tone } = findingWords(kind);
  const more = findings.length - shown;
  return (
    <Panel
      title={
        <span className="inline-flex items-center gap-1.5">
          <MarkIcon mark={mark} className={TONES[tone]} />
          {title}
        </span>
      }
      actions={
        <Tag tone={isProblem(kind) ? (tone === "bad" ? "bad" : "warn") : "plain"}>{formatCount(count)}</Tag>
      }
    >
      <p className="border-b border-line px-3 py-1.5 text-12 leading-[18px] text-ink-2">{meaning}</p>
      <ul>
        {findings.slice(0, shown).map((finding, at) => (
          // The same digest may be found twice: for two subjects, or by two tags.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
          <Row key={at} finding={finding} {...rest} />
        ))}
      </ul>
      {more > 0 && (
        <p className="flex items-center gap-3 px-3 py-1.5 text-12 text-ink-3">
          <Button dense look="quiet" onClick={() => setShown(shown + STEP)}>
            Show {more > STEP ? `${STEP} more` : `the other ${formatCount(more)}`}
          </Button>
        </p>
      )}
      {more <= 0 && count > findings.length && (
        <p className="px-3 py-1.5 text-12 text-ink-3">
          Of {formatCount(count)}, the first {formatCount(findings.length)} are listed.
        </p>
      )}
    </Panel>
  );
}

// Written out, since Tailwind finds class names by reading the source.
const TONES: Record<string, string> = { bad: "text-bad", warn: "text-warn", mute: "text-ink-3" };

function Row({ finding, place, exchanges, onOpen }: RowProps & { finding: AuditFinding }) {
  const { digest, tag, subject, reason } = finding;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-b border-line px-3 py-1.5 text-12 leading-[18px] last:border-b-0 small:grid-cols-1">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2">
        {digest ? <DigestLink digest={digest} place={place} /> : tag && <TagText tag={tag} />}
        {subject && subject !== digest && (
          <span className="inline-flex min-w-0 items-center gap-1 text-ink-3">
            about <DigestLink digest={subject} place={place} />
          </span>
        )}
        {digest && tag && (
          <span className="inline-flex min-w-0 items-center gap-1 text-ink-3">
            by <TagText tag={tag} />
          </span>
        )}
      </span>
      <span className="text-right small:order-3 small:text-left">
        <ExchangeLinks ids={finding.exchanges} exchanges={exchanges} onOpen={onOpen} />
      </span>
      <span className="col-span-2 break-words text-ink-3 small:col-span-1">{visibleText(reason)}</span>
    </li>
  );
}

function DigestLink({ digest, place }: { digest: string; place: Place }) {
  if (!isDigest(digest)) return <code>{visibleText(digest)}</code>;
  return (
    <Link
      href={referencePath({ ...place, digest })}
      prefetch={false}
      className="text-accent hover:underline small:inline-block small:py-1.5"
    >
      <DigestText digest={digest} />
    </Link>
  );
}

function TagText({ tag }: { tag: string }) {
  return (
    <code className="min-w-0 break-all text-ink-2" title={visibleText(tag)}>
      {shortenPath(visibleText(tag))}
    </code>
  );
}
