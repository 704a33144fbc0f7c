"use client";
// What stands in a probe's place: while it is asked for, when it was stopped, when it came to nothing.
import Link from "next/link";
import { useEffect, useState } from "react";
import type { Problem } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { headlineOf } from "../explorer/bad-input.tsx";
import { LogMark } from "../explorer/log-mark.tsx";
import { type LogRow, repeated, statusText } from "../explorer/log-rows.ts";
import { RequestName } from "../explorer/request-name.tsx";
import { RetryButton } from "../explorer/retry-button.tsx";
import { Button } from "../ui/button.tsx";
import { CodedText } from "../ui/coded-text.tsx";
import { formatDuration, visibleText } from "../ui/format.ts";
import { Asking, OutcomeMark } from "../ui/mark.tsx";
import { AskedList, StatePanel, StateText } from "../ui/state-panel.tsx";
import { remedyOf } from "./commands.ts";
import { problemLook } from "./problem-look.ts";
import { registryPath } from "./registry-path.ts";

const QUESTIONS = [
  ["version check", "GET /v2/"],
  ["its extensions", "/_oci/ext/discover"],
  ["its catalog", "/v2/_catalog"],
  ["tags of a repository", "/tags/list"],
  ["one image", "/manifests/…"],
  ["what refers to it, by API and by tag", "/referrers/…"],
] as const;

export function ProbeLoading({ registry, onStop }: { registry: string; onStop: () => void }) {
  const seconds = useSeconds();
  return (
    <StatePanel
      wide
      mark="asking"
      title={`Asking ${registry}`}
      actions={<Button onClick={onStop}>Stop</Button>}
    >
      <p className="flex items-center gap-3 text-12 text-ink-2">
        <Asking /> {formatDuration(seconds * 1000)}
      </p>
      <AskedList
        rows={QUESTIONS.map(([name, path]) => ({
          key: name,
          name,
          value: <code className="text-ink-3">{path}</code>,
        }))}
      />
      <StateText>About ten requests. They only read.</StateText>
    </StatePanel>
  );
}

/** Counts from zero while it is drawn. */
function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((known) => known + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}

/** `isKnown`: there is a verdict on the registry, and the page shows only what is known of one repository. */
export function ProbeStopped({
  registry,
  isKnown,
  onAsk,
}: {
  registry: string;
  isKnown: boolean;
  onAsk: () => void;
}) {
  return (
    <StatePanel
      wide
      mark="not-asked"
      title={`${registry} was not asked to the end`}
      actions={
        <Button look="primary" onClick={onAsk}>
          Probe
        </Button>
      }
    >
      <StateText>
        You stopped it. <NothingKnown registry={registry} isKnown={isKnown} />
      </StateText>
    </StatePanel>
  );
}

/** The address names a repository that cannot be one: nobody was asked. `message` says what is wrong with it. */
export function ProbeRefused({
  registry,
  isKnown,
  message,
}: {
  registry: string;
  isKnown: boolean;
  message: string;
}) {
  return (
    <StatePanel wide mark="missing" tone="bad" title="The address names no repository">
      <StateText>
        {headlineOf({ detail: visibleText(message) })}. Nothing was sent anywhere.{" "}
        <NothingKnown registry={registry} isKnown={isKnown} />
      </StateText>
    </StatePanel>
  );
}

function NothingKnown({ registry, isKnown }: { registry: string; isKnown: boolean }) {
  if (!isKnown) return "Nothing is known about this registry.";
  return (
    <>
      Nothing is known about this repository.{" "}
      <Link
        href={registryPath({ registry })}
        prefetch={false}
        className="text-accent underline underline-offset-2 hover:no-underline"
      >
        What is known about the registry
      </Link>
      .
    </>
  );
}

/**
 * `hasEarlier`: an earlier verdict is shown beside it, and stays true as of its time; `isOther`: it is not about the
 * repository that was asked about; `isKnown` as above. `cannotAsk`: the
 * registry cannot be reached at all, so that the page offers nothing else that asks it. `rows` is the page's log.
 */
export function ProbeProblem({
  problem,
  registry,
  hasEarlier,
  isOther,
  isKnown,
  cannotAsk,
  rows,
  onAsk,
  onOpen,
}: {
  problem: Problem;
  registry: string;
  hasEarlier: boolean;
  isOther: boolean;
  isKnown: boolean;
  cannotAsk: boolean;
  rows: LogRow[];
  onAsk: () => void;
  onOpen: (row: LogRow) => void;
}) {
  const exchanges = problem.exchanges ?? [];
  const ids = new Set(exchanges.map(({ id }) => id));
  const { mark, tone, title } = problemLook(problem, registry);
  return (
    <StatePanel
      wide={hasEarlier}
      mark={mark}
      tone={tone}
      title={title}
      command={remedyOf(problem.code, registry, originOf(exchanges))}
      actions={<RetryButton after={problem.retryAfterSeconds} onRetry={onAsk} />}
    >
      <StateText>{visibleText(problem.detail)}</StateText>
      <AskedList
        rows={[
          ...repeated(rows.filter(({ exchange }) => ids.has(exchange.id))).map(({ row, times }) => ({
            key: row.exchange.id,
            name: <RequestName row={row} onOpen={() => onOpen(row)} />,
            value: (
              <LogMark
                outcome={row.outcome}
                detail={`, ${times > 1 ? `${times} × ` : ""}${statusText(row.exchange)}`}
              />
            ),
          })),
          { key: "rest", name: "all capabilities", value: <OutcomeMark outcome="not-asked" /> },
        ]}
      />
      <StateText>
        {(!hasEarlier || isOther) && <NothingKnown registry={registry} isKnown={isKnown} />}{" "}
        {hasEarlier && "What stands below is the last verdict on the registry, from before."}{" "}
        <CodedText text={problem.hint} />
        {cannotAsk &&
          " An audit, an active probe and questions about one repository ask the same host: they are offered again once it answers."}
      </StateText>
    </StatePanel>
  );
}

/** Where the registry's API answered, from the first exchange. */
export function originOf(exchanges: Exchange[]): string | undefined {
  const url = exchanges[0]?.url;
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}
