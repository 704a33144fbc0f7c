"use client";
// The head of a registry's page: its host, what it claims of itself, how old the verdict is, and what to do.
import { Download, RefreshCw } from "lucide-react";
import { Age } from "../ui/age.tsx";
import { Button } from "../ui/button.tsx";
import { countOf, formatDuration, visibleText } from "../ui/format.ts";
import { Asking } from "../ui/mark.tsx";
import { Tag } from "../ui/tag.tsx";
import { Expired } from "./expired.tsx";
import { saveJson } from "./save-json.ts";
import { askedWords, laterPush, type ShownVerdict } from "./shown-verdict.ts";

export function RegistryHeader({
  registry,
  verdict,
  rendered,
  isAsking,
  onAsk,
  onStop,
}: {
  registry: string;
  verdict: ShownVerdict;
  rendered: number;
  isAsking: boolean;
  onAsk: () => void;
  onStop: () => void;
}) {
  const { probe, at } = verdict;
  const hasVerdict = at !== undefined;
  return (
    <header className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <h1 className="text-18 font-semibold tracking-[-0.01em] break-all">{registry}</h1>
      {probe?.claims.map(([name, value]) => (
        <Tag key={name} title={`${name}: ${visibleText(value)}`}>
          {visibleText(value)} (claimed by header)
        </Tag>
      ))}
      <p className="text-ink-3">
        <Provenance verdict={verdict} rendered={rendered} />
        <LaterPush verdict={verdict} rendered={rendered} />
        <Expired at={verdict.expiresAt} rendered={rendered} />
      </p>
      <span className="ml-auto flex items-center gap-2 small:ml-0 small:w-full">
        {isAsking && hasVerdict && (
          <>
            <Asking />
            <Button onClick={onStop}>Stop</Button>
          </>
        )}
        {!isAsking && hasVerdict && (
          <Button onClick={onAsk}>
            <RefreshCw size={14} aria-hidden /> Probe again
          </Button>
        )}
        {probe && (
          <Button onClick={() => saveJson(`refscope-${registry}-${probe.at.slice(0, 10)}`, probe)}>
            <Download size={14} aria-hidden /> Export JSON
          </Button>
        )}
      </span>
    </header>
  );
}

/** A push that was made after what the verdict is about was read. */
function LaterPush({ verdict, rendered }: { verdict: ShownVerdict; rendered: number }) {
  const push = laterPush(verdict);
  if (!push) return null;
  return (
    <>
      , then <Age at={push.at} rendered={rendered} /> {visibleText(askedWords(push))}
    </>
  );
}

/** How the verdict came about, and how old it is. */
function Provenance({
  verdict: { probe, at, upgrade, isRemembered, isAudit },
  rendered,
}: {
  verdict: ShownVerdict;
  rendered: number;
}) {
  if (at === undefined) return null;
  const age = <Age at={at} rendered={rendered} />;
  if (!probe) {
    return (
      <>
        last seen {age} by {isAudit ? "an audit" : "an exploration"} of{" "}
        {visibleText(upgrade?.repository ?? "an image")}
      </>
    );
  }
  if (probe.hasPushed)
    return (
      <>
        probed {age} by pushing to {visibleText(probe.repository ?? "a repository")}
      </>
    );
  if (isRemembered) return <>last seen {age} by a read-only probe</>;
  return (
    <>
      read-only probe {age}, {countOf(probe.exchanges.length, "request")}, {formatDuration(probe.durationMs)}
    </>
  );
}
