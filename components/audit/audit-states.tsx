"use client";
// What stands in an audit's place, or above it, when it is not the usual one.
import type { Audit, Problem } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { LogMark } from "../explorer/log-mark.tsx";
import { type LogRow, logRows, statusText } from "../explorer/log-rows.ts";
import { RequestName } from "../explorer/request-name.tsx";
import { RetryButton } from "../explorer/retry-button.tsx";
import { remedyOf } from "../registry/commands.ts";
import { originOf } from "../registry/probe-states.tsx";
import { problemLook } from "../registry/problem-look.ts";
import { Button } from "../ui/button.tsx";
import { CodedText } from "../ui/coded-text.tsx";
import { formatCount, visibleText } from "../ui/format.ts";
import { AskedList, StatePanel, StateText } from "../ui/state-panel.tsx";
import type { AuditView } from "./audit-view.ts";
import { completenessWords, heldWords } from "./end-words.ts";

export function NeverAudited({ repository, onStart }: { repository: string; onStart: () => void }) {
  return (
    <StatePanel
      wide
      mark="not-asked"
      title={`${repository} was not audited yet`}
      actions={
        <Button look="primary" onClick={onStart}>
          Audit
        </Button>
      }
    >
      <StateText>
        An audit reads every tag, holds each referrers tag against the referrers API, and tells how what is
        attached was made. It sends two or three requests for each tag, and only reads. You can stop it at any
        time.
      </StateText>
    </StatePanel>
  );
}

/** `hasEarlier`: what an earlier audit, or this one before it ended, found stands below. */
export function AuditProblem({
  problem,
  registry,
  hasEarlier,
  onStart,
  onOpen,
}: {
  problem: Problem;
  registry: string;
  hasEarlier: boolean;
  onStart: () => void;
  onOpen: (row: LogRow) => void;
}) {
  const exchanges: Exchange[] = problem.exchanges ?? [];
  const { mark, tone, title } = problemLook(problem, registry);
  return (
    <StatePanel
      wide
      mark={mark}
      tone={tone}
      title={problem.code === "not-found" ? "The registry has no such repository" : title}
      command={remedyOf(problem.code, registry, originOf(exchanges))}
      actions={<RetryButton after={problem.retryAfterSeconds} onRetry={onStart} />}
    >
      <StateText>
        {visibleText(problem.detail)}
        {problem.code === "not-found" && " A private repository may also answer like this."}
      </StateText>
      {exchanges.length > 0 && (
        <AskedList
          rows={logRows(exchanges, []).map((row) => ({
            key: row.exchange.id,
            name: <RequestName row={row} onOpen={() => onOpen(row)} />,
            value: <LogMark outcome={row.outcome} detail={`, ${statusText(row.exchange)}`} />,
          }))}
        />
      )}
      <StateText>
        {hasEarlier
          ? "What stands below is what was found before."
          : "Nothing is known about what is attached here, and nothing says that there is none."}{" "}
        <CodedText text={problem.hint} />
      </StateText>
    </StatePanel>
  );
}

/**
 * Above what an audit found when it is not the whole. Nothing is drawn for a complete one, nor for one that a fault
 * ended, which has a panel of its own.
 */
export function AuditEnd({ view: { phase, audit, problem } }: { view: AuditView }) {
  if (phase === "cut" && !problem) {
    return (
      <StatePanel
        wide
        mark="failed"
        tone="bad"
        title="The answer broke off: what was found until then is here"
      >
        <StateText>
          What is missing below was not looked at, or did not arrive. It is not known whether it is there.
        </StateText>
      </StatePanel>
    );
  }
  if (phase === "stopped") {
    return (
      <StatePanel wide mark="not-asked" tone="warn" title="Stopped: what was found until then is here">
        <StateText>
          What is missing below was not looked at. It is not known whether it is there
          {audit
            ? `: ${formatCount(audit.subjects.compared)} of ${formatCount(audit.subjects.all)} digests were asked about.`
            : "."}
        </StateText>
      </StatePanel>
    );
  }
  if (!audit || audit.completeness === "complete") return null;
  const mark = audit.completeness === "truncated" ? "not-asked" : audit.completeness;
  return (
    <StatePanel
      wide
      mark={mark}
      tone="warn"
      title={audit.end === "time-limit" ? "The time limit was reached" : "Not everything could be checked"}
    >
      <StateText>
        {completenessWords(audit.completeness)}
        {audit.tags.truncated && ` Of the tag list, ${audit.tags.truncated}.`}
      </StateText>
    </StatePanel>
  );
}

/** An audit that found nothing to mend; an empty repository has nothing to find. */
export function NothingFound({ audit }: { audit: Audit }) {
  const isEmpty = audit.tags.all === 0 && audit.tags.truncated === undefined;
  return (
    <StatePanel
      wide
      mark={isEmpty ? "none" : "tick"}
      title={isEmpty ? "The repository has no tags" : "Nothing to mend was found"}
    >
      <StateText>
        {isEmpty
          ? "The registry answered with an empty list. Manifests without a tag may be there: no registry lists those."
          : wholeOf(audit)}
      </StateText>
    </StatePanel>
  );
}

function wholeOf(audit: Audit): string {
  const { completeness, tags } = audit;
  return `${completenessWords(completeness)} None of the ${formatCount(tags.all)} tags leads to nothing. ${heldWords(audit)}`;
}
