// The requests of an exploration as the discovery log lists them. Pure.
import { type Exchange, type Finding, STRATEGY_IDS, type StrategyId } from "#lib/evidence";
import { formatBytes } from "../ui/format.ts";

/** What became of a request that writes: kept, taken so far (an upload that goes on), removed, or turned down. */
export type WriteOutcome = "stored" | "accepted" | "removed" | "rejected";

/** The order in which the log counts them. */
export const LOG_OUTCOMES = [
  "found",
  "empty",
  "none",
  "unsupported",
  "answered",
  "stored",
  "accepted",
  "removed",
  "rejected",
  "web-page",
  "not-sent",
  "denied",
  "rate-limited",
  "failed",
  "challenge",
  "token",
  "redirect",
] as const;

/**
 * What became of one request. "empty": it was answered, and nothing that was looked for is in the answer; "answered":
 * what the answer means nobody has said (yet). A challenge is a 401 after which the same was asked again; a token and
 * a redirect say nothing about the image either. A web page is no registry's answer, whatever its status; what
 * Refscope itself held back was not sent.
 */
export type LogOutcome = (typeof LOG_OUTCOMES)[number];

export type LogRow = {
  number: number;
  exchange: Exchange;
  outcome: LogOutcome;
  /** How many artifacts the request found, where a finding rests on it alone; 0 where none found any. */
  found: number | undefined;
  /** The URL without its origin, or whole where it went to another host than the first. */
  path: string;
};

/** One row a request, in the order in which they were sent. */
export function logRows(exchanges: readonly Exchange[], findings: readonly Finding[]): LogRow[] {
  const origin = originOf(exchanges[0]?.url);
  const byExchange = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const id of finding.exchanges) {
      const held = byExchange.get(id);
      if (held) held.push(finding);
      else byExchange.set(id, [finding]);
    }
  }
  const last = new Map(exchanges.map((exchange) => [requestKey(exchange), exchange.id]));
  return exchanges.map((exchange, i) => {
    const mine = byExchange.get(exchange.id) ?? [];
    const alone = mine.find((finding) => finding.exchanges.length === 1 && finding.outcome === "found");
    const outcome = outcomeOf(exchange, mine, last.get(requestKey(exchange)) !== exchange.id);
    return {
      number: i + 1,
      exchange,
      outcome,
      found: outcome === "empty" ? 0 : alone?.count,
      path:
        origin !== "" && exchange.url.startsWith(`${origin}/`)
          ? exchange.url.slice(origin.length)
          : exchange.url,
    };
  });
}

function outcomeOf(exchange: Exchange, findings: Finding[], isAskedAgain: boolean): LogOutcome {
  const { status } = exchange;
  if (exchange.error?.code === "address-refused") return "not-sent";
  if (status === undefined || exchange.error) return "failed";
  if (status === 401 && isAskedAgain) return "challenge";
  if (status === 401 || status === 403) return "denied";
  if (status === 429) return "rate-limited";
  if (status >= 500) return "failed";
  if (status >= 300 && status < 400) return "redirect";
  // What a 200 or a 404 means is the strategy's to say: a page of HTML is no list, an API that is not there no "no".
  if (findings.some(({ outcome }) => outcome === "unsupported")) return "unsupported";
  if (exchange.purpose === "token") return status < 300 ? "token" : "failed";
  if (exchange.method !== "GET" && exchange.method !== "HEAD") return writeOutcome(exchange.method, status);
  if (status >= 300 && status !== 404) return "failed";
  if (status < 300 && isWebPage(exchange)) return "web-page";
  const judged = findings.filter(({ strategy }) => !ASKS_NOTHING.has(strategy));
  if (judged.length === 0 && !isNamed(exchange)) return "answered";
  if (status === 404) return "none";
  return judged.length > 0 && judged.every(({ outcome }) => outcome === "none") ? "empty" : "found";
}

/** It reads again what is read already: that there is nothing in it is no word on why it was asked for. */
const ASKS_NOTHING: ReadonlySet<StrategyId> = new Set(["buildkit"]);

/** One thing was asked for by its name, so that its status tells whether it is there. A list's tells nothing. */
function isNamed({ url }: Exchange): boolean {
  return /\/(?:manifests|blobs)\/[^/]+$/.test(url.split("?")[0] ?? "");
}

function writeOutcome(method: Exchange["method"], status: number): LogOutcome {
  if (method === "DELETE") return status < 300 ? "removed" : status === 404 ? "none" : "rejected";
  if (status < 300) return status === 202 ? "accepted" : "stored";
  return "rejected";
}

function isWebPage({ contentType = "" }: Exchange): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType);
}

function requestKey({ method, url }: Exchange): string {
  return `${method} ${url}`;
}

function originOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : "";
}

/** How many requests came to each outcome, without those that none came to. */
export function countOutcomes(rows: readonly LogRow[]): { outcome: LogOutcome; count: number }[] {
  return LOG_OUTCOMES.map((outcome) => ({
    outcome,
    count: rows.filter((row) => row.outcome === outcome).length,
  })).filter(({ count }) => count > 0);
}

/** Ways that nobody asked. */
export function countNotAsked(findings: readonly Finding[]): number {
  const asked = new Set(
    findings.filter(({ outcome }) => outcome !== "not-asked").map(({ strategy }) => strategy),
  );
  return findings.length === 0 ? 0 : STRATEGY_IDS.filter((id) => !asked.has(id)).length;
}

/** The codes of the wire, as short as a row needs them; the receipt has the code itself. */
const FAULT_WORDS: Record<string, string> = {
  "host-not-found": "unknown host",
  "connection-failed": "no connection",
  "tls-failed": "no TLS",
  "timed-out": "timed out",
  "address-refused": "not public",
  "limit-exceeded": "over a limit",
  "malformed-answer": "not readable",
  "digest-mismatch": "wrong bytes",
};

/** "200", or what happened on the wire instead: "unknown host". */
export function statusText({ status, error }: Exchange): string {
  if (!error) return status === undefined ? "–" : String(status);
  if (error.code === "connection-failed" && status !== undefined) return "broken off";
  return FAULT_WORDS[error.code] ?? error.code;
}

/** What follows the outcome's word in the log: " 4" that were found (a word of its own says that none were), or ", unknown host" where a request failed. */
export function outcomeDetail({ exchange, found }: LogRow): string {
  if (exchange.error) return `, ${statusText(exchange)}`;
  return found ? ` ${found}` : "";
}

/** Rows that say the same one after the other, as a retry does: the last of them, and how many they are. */
export function repeated(rows: readonly LogRow[]): { row: LogRow; times: number }[] {
  const runs: { row: LogRow; times: number }[] = [];
  for (const row of rows) {
    const before = runs.at(-1);
    if (before && saysTheSame(before.row, row)) runs[runs.length - 1] = { row, times: before.times + 1 };
    else runs.push({ row, times: 1 });
  }
  return runs;
}

function saysTheSame(one: LogRow, other: LogRow): boolean {
  return (
    requestKey(one.exchange) === requestKey(other.exchange) &&
    one.outcome === other.outcome &&
    statusText(one.exchange) === statusText(other.exchange)
  );
}

/** "812 bytes" of the answer's body; "" where it is not known. */
export function bytesText({ bytes }: Exchange): string {
  return bytes === undefined ? "" : formatBytes(bytes);
}
