"use client";
// A run that did not begin, or that ended before its rows did: what is known, what is not, the next step.
import { useState } from "react";
import type { Problem } from "#lib/api";
import { ExchangeDetail } from "../explorer/exchange-detail.tsx";
import { LogMark } from "../explorer/log-mark.tsx";
import { type LogRow, logRows, statusText } from "../explorer/log-rows.ts";
import { RequestName } from "../explorer/request-name.tsx";
import { RetryButton } from "../explorer/retry-button.tsx";
import { remedyOf } from "../registry/commands.ts";
import { type ProblemLook, problemLook } from "../registry/problem-look.ts";
import { Button } from "../ui/button.tsx";
import { CodedText } from "../ui/coded-text.tsx";
import { countOf, visibleText } from "../ui/format.ts";
import { AskedList, StatePanel, StateText } from "../ui/state-panel.tsx";
import { type LiveRun, unfinished } from "./live-run.ts";
import { sharesOf } from "./own-rows.ts";
import type { Place } from "./run-request.ts";

/** Nothing is drawn for a run that is under way or done. */
export function RunProblem({
  live,
  place,
  onRun,
}: {
  live: LiveRun;
  place: Place;
  onRun: (ids: string[], options?: { notEmpty: boolean }) => void;
}) {
  const [open, setOpen] = useState<LogRow>();
  if (live.phase === "running" || live.phase === "done") return null;
  const left = ownOf(live, unfinished(live), place);
  const { mark, tone, title } = lookOf(live, place);
  const rows = logRows(live.problem?.exchanges ?? [], []);
  return (
    <StatePanel
      wide
      mark={mark}
      tone={tone}
      title={title}
      command={live.problem && commandOf(live.problem, place)}
      actions={
        left.length > 0 &&
        (live.problem?.code === "scratch-in-use" ? (
          <Button onClick={() => onRun(left, { notEmpty: true })}>Run beside what is there</Button>
        ) : (
          <RetryButton after={live.problem?.retryAfterSeconds} onRetry={() => onRun(left)}>
            {live.ended.length > 0
              ? `Run the ${left.length} ${left.length === 1 ? "row that is" : "rows that are"} missing`
              : "Try again"}
          </RetryButton>
        ))
      }
    >
      <StateText>
        {live.problem && `${visibleText(live.problem.detail)} `}
        {live.ended.length > 0
          ? `${countOf(live.ended.length, "row")} came to an end and ${live.ended.length === 1 ? "keeps its" : "keep their"} verdict; of ${left.length} nothing new is known.`
          : "No row was run, so nothing new is known."}{" "}
        <CodedText text={live.problem?.hint} />
      </StateText>
      {rows.length > 0 && (
        <AskedList
          rows={rows.map((row) => ({
            key: row.exchange.id,
            name: <RequestName row={row} onOpen={() => setOpen(row)} />,
            value: <LogMark outcome={row.outcome} detail={`, ${statusText(row.exchange)}`} />,
          }))}
        />
      )}
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </StatePanel>
  );
}

/** In a scratch repository, the rows that can run there, as soon as it is known which. */
function ownOf(live: LiveRun, left: string[], place: Place): string[] {
  const shares = place && sharesOf(live);
  return shares ? left.filter((id) => shares.own.includes(id)) : left;
}

// Refscope itself holds back until the reader says more.
const ASKED_FOR = new Set(["writes-off", "scratch-in-use"]);

function lookOf({ phase, problem }: LiveRun, place: Place): ProblemLook {
  if (problem && ASKED_FOR.has(problem.code)) return { mark: "denied", tone: "warn", title: problem.title };
  if (problem) return problemLook(problem, place?.registry ?? "A demo registry");
  if (phase === "stopped") return { mark: "not-asked", tone: "ink", title: "The run was stopped" };
  return { mark: "failed", tone: "bad", title: "The answer broke off before the run was done" };
}

function commandOf({ code }: Problem, place: Place): string | undefined {
  if (code === "writes-off") return "REFSCOPE_WRITES=on npm start";
  return place && remedyOf(code, place.registry);
}
