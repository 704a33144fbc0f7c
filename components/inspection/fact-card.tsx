"use client";
// One card of a report: names and values, each with where it comes from, and at most two ways out.
import { useState } from "react";
import type { Fact } from "#lib/inspect";
import { looksLikeDigest } from "../artifact/json-text.ts";
import { DigestLink, type DigestTarget } from "../artifact/node-link.tsx";
import { visibleText } from "../ui/format.ts";
import { LongText } from "../ui/long-text.tsx";
import { type OutsideAddress, outsideAddress } from "./outside-address.ts";
import { OutsideLink } from "./outside-link.tsx";
import { SourceMark } from "./source-mark.tsx";
import type { Proof } from "./standing.ts";

/** More lines than this are folded to their beginning. */
const FOLDED = 8;
/** Two links a card, as the guide for attestations has it. */
const LINKS = 2;

export function FactCard({
  title,
  facts,
  proof,
  target,
}: {
  title: string;
  facts: readonly Fact[];
  proof: Proof;
  target: DigestTarget;
}) {
  const [isWhole, setWhole] = useState(false);
  const isLong = facts.length > FOLDED + 2;
  const shown = isLong && !isWhole ? facts.slice(0, FOLDED) : facts;
  return (
    <section className="border-b border-line px-4 py-2 last:border-b-0">
      <h3 className="text-12 leading-5 font-semibold">{title}</h3>
      <dl className="grid grid-cols-[108px_minmax(0,1fr)_auto] gap-x-2 gap-y-0.5 text-12 leading-[18px]">
        {shown.map((fact, at) => (
          <FactRow
            // biome-ignore lint/suspicious/noArrayIndexKey: facts of one name come several times, and never change order
            key={at}
            fact={fact}
            isMore={shown[at - 1]?.name === fact.name}
            proof={proof}
            target={target}
          />
        ))}
      </dl>
      {isLong && (
        <button
          type="button"
          aria-expanded={isWhole}
          className="min-h-6 text-12 text-accent hover:underline"
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "Show fewer" : `${facts.length - FOLDED} more`}
        </button>
      )}
      <CardLinks facts={facts} />
    </section>
  );
}

/** `isMore`: another value of the name above. */
function FactRow({
  fact,
  isMore,
  proof,
  target,
}: {
  fact: Fact;
  isMore: boolean;
  proof: Proof;
  target: DigestTarget;
}) {
  const { name, value } = fact;
  return (
    <div className="col-span-3 grid grid-cols-subgrid">
      <dt className="break-words text-ink-3">
        <span className={isMore ? "sr-only" : undefined}>{visibleText(name)}</span>
      </dt>
      <dd className="min-w-0 wrap-anywhere">
        {looksLikeDigest(value) ? (
          <DigestLink digest={value} target={target} />
        ) : (
          <LongText text={visibleText(value)} />
        )}
      </dd>
      <dd>
        <SourceMark of={fact} proof={proof} />
      </dd>
    </div>
  );
}

function CardLinks({ facts }: { facts: readonly Fact[] }) {
  const links = linksOf(facts);
  if (links.length === 0) return null;
  return (
    <ul aria-label="Ways out" className="flex flex-wrap gap-x-4 text-12 leading-[18px]">
      {links.map(({ name, to }) => (
        <li key={to.href} className="flex min-w-0 items-center gap-1.5">
          <span className="text-ink-3">{visibleText(name)}</span>
          <OutsideLink to={to} what={visibleText(name)} />
        </li>
      ))}
    </ul>
  );
}

/** What only names a type or a schema leads nowhere that one wants to go. */
const NAMES_ONLY = /type|namespace|format|schema|issuer/i;

function linksOf(facts: readonly Fact[]): { name: string; to: OutsideAddress }[] {
  const links = new Map<string, { name: string; to: OutsideAddress }>();
  for (const { name, value } of facts) {
    const to = NAMES_ONLY.test(name) ? undefined : outsideAddress(value);
    if (to && links.size < LINKS && !links.has(to.href)) links.set(to.href, { name, to });
  }
  return [...links.values()];
}
