"use client";
// A fault that kept the image from being found: what is known, what is not, the requests behind it, the next step.
import { useState } from "react";
import type { Problem } from "#lib/api";
import { Button } from "../ui/button.tsx";
import { CodedText } from "../ui/coded-text.tsx";
import { countOf, visibleText } from "../ui/format.ts";
import { OutcomeMark } from "../ui/mark.tsx";
import { AskedList, StatePanel, StateText } from "../ui/state-panel.tsx";
import { BadInput } from "./bad-input.tsx";
import { ExchangeDetail } from "./exchange-detail.tsx";
import { LogMark } from "./log-mark.tsx";
import { type LogRow, logRows, repeated, statusText } from "./log-rows.ts";
import { faceOf } from "./problem-faces.ts";
import { RequestName } from "./request-name.tsx";
import { RetryButton } from "./retry-button.tsx";
import type { AskedReference } from "./scene.ts";

// The last requests tell what happened; the rest is behind the button.
const LISTED = 4;

export function ProblemPanel({
  problem,
  reference,
  askAgain,
}: {
  problem: Problem;
  reference: AskedReference;
  askAgain: () => void;
}) {
  const [open, setOpen] = useState<LogRow>();
  const [showsAll, setShowsAll] = useState(false);
  const [showsJson, setShowsJson] = useState(false);
  const face = faceOf(problem, reference);
  const rows = logRows(problem.exchanges ?? [], []);
  const runs = repeated(rows);
  const listed = showsAll ? runs : runs.slice(-LISTED);
  return (
    <StatePanel
      mark={face.mark}
      tone={face.tone}
      title={face.title}
      command={face.command}
      actions={
        <>
          <RetryButton after={problem.retryAfterSeconds} onRetry={askAgain} />
          {runs.length > LISTED && (
            <Button look="quiet" onClick={() => setShowsAll(!showsAll)}>
              {showsAll ? "Show fewer" : `Show all ${countOf(rows.length, "request")}`}
            </Button>
          )}
          <Button look="quiet" aria-expanded={showsJson} onClick={() => setShowsJson(!showsJson)}>
            Problem details (JSON)
          </Button>
        </>
      }
    >
      <StateText>
        {visibleText(problem.detail)} {face.unknown}
      </StateText>
      {problem.input && <BadInput fault={{ detail: "", input: problem.input }} />}
      <AskedList
        rows={[
          ...listed.map(({ row, times }) => ({
            key: row.exchange.id,
            name: <RequestName row={row} onOpen={() => setOpen(row)} />,
            value: (
              <LogMark
                outcome={row.outcome}
                detail={`, ${times > 1 ? `${times} × ` : ""}${statusText(row.exchange)}`}
              />
            ),
          })),
          ...(problem.code === "credentials-refused" ? [credentialRow(rows)] : []),
          { key: "rest", name: "all ways of finding", value: <OutcomeMark outcome="not-asked" /> },
        ]}
      />
      <p className="text-12 text-ink-3">
        <CodedText text={problem.hint} />
      </p>
      {showsJson && (
        <pre className="max-h-80 overflow-auto rounded-control border border-line bg-sunken p-2 text-[11.5px] leading-[18px] break-all whitespace-pre-wrap">
          {JSON.stringify(problem, null, 2)}
        </pre>
      )}
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </StatePanel>
  );
}

function credentialRow(rows: LogRow[]) {
  const used = rows.findLast(({ exchange }) => exchange.credential)?.exchange.credential;
  return {
    key: "credential",
    name: "credentials used",
    value: <span className="text-ink-2">{used ?? "none"}</span>,
  };
}
