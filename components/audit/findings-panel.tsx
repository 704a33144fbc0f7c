"use client";
// What an audit found, kind by kind: each with its digests, and the requests behind it.
import Link from "next/link";
import { useState } from "react";
import type { AuditFinding, AuditKind } from "#lib/evidence";
import { isDigest, referencePath } from "#lib/oci";
import { asSentence } from "../registry/as-sentence.ts";
import { ExchangeLinks, type OpenExchange } from "../registry/exchange-links.tsx";
import { Button } from "../ui/button.tsx";
import { DigestText } from "../ui/digest-text.tsx";
import { countOf, formatCount, shortenPath, visibleText } from "../ui/format.ts";
import { MarkIcon } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import { Tag } from "../ui/tag.tsx";
import type { AuditView } from "./audit-view.ts";
import { findingWords, isProblem, SHOWN_KINDS } from "./finding-words.ts";

export type Place = { registry: string; repository: string };

const FIRST = 5;
const STEP = 100;

type Links = { place: Place; exchanges: string[]; onOpen: OpenExchange };

/** One group a kind; `exchanges` are the ids of the log's rows. Nothing is drawn without a finding. */
export function FindingsPanel({ view, ...links }: Links & { view: AuditView }) {
  const groups = SHOWN_KINDS.map((kind) => ({ kind, count: countIn(view, kind) })).filter(
    ({ count }) => count > 0,
  );
  if (groups.length === 0) return null;
  return (
    <Panel title="Findings" note={noteOf(view)}>
      {groups.map(({ kind, count }) => (
        <Group
          key={kind}
          kind={kind}
          count={count}
          findings={view.findings.filter((finding) => finding.kind === kind)}
          {...links}
        />
      ))}
    </Panel>
  );
}

/** "Nothing to mend" is said only of what was looked at whole. */
function noteOf(view: AuditView): string | undefined {
  const problems = SHOWN_KINDS.filter(isProblem).reduce((sum, kind) => sum + countIn(view, kind), 0);
  if (problems > 0) return `${countOf(problems, "thing")} to mend`;
  return view.audit?.completeness === "complete" ? "nothing to mend" : undefined;
}

function countIn(view: AuditView, kind: AuditKind): number {
  return view.counts.find((one) => one.kind === kind)?.count ?? 0;
}

// Written out, since Tailwind finds class names by reading the source.
const TONES: Record<string, string> = { bad: "text-bad", warn: "text-warn", mute: "text-ink-3" };

type GroupProps = Links & { kind: AuditKind; count: number; findings: AuditFinding[] };

function Group({ kind, count, findings, ...links }: GroupProps) {
  const [shown, setShown] = useState(FIRST);
  const { title, meaning, mark, tone } = findingWords(kind);
  const more = findings.length - shown;
  return (
    <section className="border-b border-line-2 pb-1.5 last:border-b-0">
      <h3 className="flex items-center gap-1.5 px-3 pt-2 text-13 font-semibold">
        <MarkIcon mark={mark} className={TONES[tone]} />
        {title}
        <Tag tone={isProblem(kind) ? (tone === "bad" ? "bad" : "warn") : "plain"}>{formatCount(count)}</Tag>
      </h3>
      <p className="px-3 pb-1 text-12 leading-[18px] text-ink-2">{meaning}</p>
      <ul>
        {findings.slice(0, shown).map((finding, at) => (
          // The same digest may be found twice: for two subjects, or by two tags.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
          <Row key={at} finding={finding} {...links} />
        ))}
      </ul>
      {more > 0 && (
        <Button dense look="quiet" className="ml-0.5 self-start" onClick={() => setShown(shown + STEP)}>
          Show {more > STEP ? `${STEP} more` : `the other ${formatCount(more)}`}
        </Button>
      )}
      {more <= 0 && count > findings.length && (
        <p className="px-3 py-1 text-12 text-ink-3">
          Of {formatCount(count)}, the first {formatCount(findings.length)} are listed.
        </p>
      )}
    </section>
  );
}

function Row({ finding, place, exchanges, onOpen }: Links & { finding: AuditFinding }) {
  const { digest, tag, subject, reason } = finding;
  return (
    <li className="grid grid-cols-[minmax(0,5fr)_minmax(0,4fr)_64px] items-baseline gap-x-3 border-t border-line px-3 py-1 text-12 leading-[18px] narrow:grid-cols-[minmax(0,1fr)_64px] small:grid-cols-1 small:py-1.5">
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
      <span className="min-w-0 break-words text-ink-3 narrow:order-3 narrow:col-span-2 small:col-span-1">
        {shortenPath(asSentence(reason))}
      </span>
      <span className="text-right narrow:order-2 small:order-4 small:text-left">
        <ExchangeLinks ids={finding.exchanges} exchanges={exchanges} onOpen={onOpen} />
      </span>
    </li>
  );
}

function DigestLink({ digest, place }: { digest: string; place: Place }) {
  if (!isDigest(digest)) return <code className="break-all">{visibleText(digest)}</code>;
  return (
    <Link
      href={referencePath({ ...place, digest })}
      prefetch={false}
      className="inline-block py-[3px] text-accent hover:underline small:py-1.5"
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
