// The requests of an exploration as the discovery log lists them. Pure.
import { type Exchange, type Finding, type Outcome, STRATEGY_IDS } from "#lib/evidence";
import { formatBytes } from "../ui/format.ts";

/** What became of a request that writes: kept, taken so far (an upload that goes on), removed, or turned down. */
export type WriteOutcome = "stored" | "accepted" | "removed" | "rejected";

/**
 * What became of one request. A challenge is a 401 after which the same was asked again; a token and a
 * redirect say nothing about the image either.
 */
export type LogOutcome = Outcome | WriteOutcome | "challenge" | "token" | "redirect";

export type LogRow = {
  number: number;
  exchange: Exchange;
  outcome: LogOutcome;
  /** How many artifacts the request found, where a finding rests on it alone. */
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
    return {
      number: i + 1,
      exchange,
      outcome: outcomeOf(exchange, mine, last.get(requestKey(exchange)) !== exchange.id),
      found: alone?.count,
      path:
        origin !== "" && exchange.url.startsWith(`${origin}/`)
          ? exchange.url.slice(origin.length)
          : exchange.url,
    };
  });
}

function outcomeOf(exchange: Exchange, findings: Finding[], isAskedAgain: boolean): LogOutcome {
  const { status } = exchange;
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
  if (status < 300) return "found";
  return status === 404 ? "none" : "failed";
}

function writeOutcome(method: Exchange["method"], status: number): LogOutcome {
  if (method === "DELETE") return status < 300 ? "removed" : status === 404 ? "none" : "rejected";
  if (status < 300) return status === 202 ? "accepted" : "stored";
  return "rejected";
}

function requestKey({ method, url }: Exchange): string {
  return `${method} ${url}`;
}

function originOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : "";
}

const LOG_ORDER: LogOutcome[] = [
  "found",
  "none",
  "unsupported",
  "stored",
  "accepted",
  "removed",
  "rejected",
  "denied",
  "rate-limited",
  "failed",
  "challenge",
  "token",
  "redirect",
];

/** How many requests came to each outcome, without those that none came to. */
export function countOutcomes(rows: readonly LogRow[]): { outcome: LogOutcome; count: number }[] {
  return LOG_ORDER.map((outcome) => ({
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

/** "200", or what happened on the wire instead. */
export function statusText({ status, error }: Exchange): string {
  return status === undefined ? (error?.code ?? "–") : String(status);
}

/** What follows the outcome's word in the log: " 4" that were found, or ", host-not-found" where a request failed. */
export function outcomeDetail({ exchange, outcome, found }: LogRow): string {
  if (outcome === "failed" && exchange.error) return `, ${exchange.error.code}`;
  return found === undefined ? "" : ` ${found}`;
}

/** "812 bytes" of the answer's body; "" where it is not known. */
export function bytesText({ bytes }: Exchange): string {
  return bytes === undefined ? "" : formatBytes(bytes);
}
