// A run as text that stays the same from run to run: hosts, digests of what is made anew each time, and times are
// replaced by names.
import type { Exchange } from "#lib/evidence";
import { ACCEPT_MANIFESTS } from "#lib/oci";
import { stateWords } from "#lib/upgrade";
import type { Run } from "./shapes.ts";

/** All runs, one below the other. `named`: other texts that change, and what stands for them. */
export function goldenOf(runs: readonly Run[], named: Record<string, string> = {}): string {
  return `${runs.map((run) => new Names(named).replace(textOf(run))).join("\n\n")}\n`;
}

function textOf(run: Run): string {
  const icons = [run.producer, run.registry, run.consumer].map((name) => stateWords(name).icon).join(" ");
  const exchanges = new Map(run.exchanges.map((exchange) => [exchange.id, exchange]));
  return [
    `${run.id}  ${icons}  ${run.description}`,
    `  ${run.verdict} in the reading ${run.reading}${run.supportedBySeed ? ", supported by the seed" : ""}`,
    `  at ${run.target.registry}/${run.target.repository}`,
    `  expected: ${run.expected}`,
    `  observed: ${run.observed}`,
    `  why: ${run.why}`,
    ...run.checks.flatMap(({ expected, observed, holds }) => [
      `  ${holds ? "[x]" : "[ ]"} ${expected}`,
      `        ${observed}`,
    ]),
    ...run.steps.flatMap(({ actor, what, outcome, exchanges: ids }) => [
      `  ${actor} ${what}: ${outcome}`,
      ...ids.flatMap((id) => wireOf(exchanges.get(id))),
    ]),
    ...run.leftovers.map((left) => `  left: ${left}`),
  ].join("\n");
}

/** What of a request and its answer a row may rest on. */
const ASKED = ["accept", "if-match", "if-none-match"];
const ANSWERED = ["content-type", "oci-subject", "oci-filters-applied", "location"];

function wireOf(exchange: Exchange | undefined): string[] {
  if (!exchange) return ["      (missing)"];
  const { method, url, status, error, headers, requestHeaders } = exchange;
  const lines = (names: string[], from: Record<string, string>, sign: string) =>
    names.flatMap((name) => (from[name] === undefined ? [] : [`          ${sign} ${name}: ${from[name]}`]));
  const { origin } = new URL(url);
  return [
    `      ${method} ${url.slice(origin.length)} ${status ?? error?.code}`,
    ...lines(ASKED, requestHeaders, ">"),
    ...lines(ANSWERED, headers, "<"),
  ];
}

/** Digests by the order of their appearance, and what is cut from them. */
class Names {
  readonly #named: Record<string, string>;
  readonly #letters = new Map<string, string>();

  constructor(named: Record<string, string>) {
    this.#named = named;
  }

  replace(text: string): string {
    let clean = text.replaceAll(ACCEPT_MANIFESTS, "(every manifest type)");
    for (const [changing, name] of Object.entries(this.#named)) clean = clean.replaceAll(changing, name);
    clean = clean
      .replace(/([0-9a-f]{8}-[0-9a-f-]{27}|(?<=blobs\/uploads\/)[\w=-]{8,})/g, "{upload}")
      .replace(/_state=[^&\s]+/g, "_state={state}")
      .replace(/(?<=localhost|127\.0\.0\.1):\d+/g, ":{port}")
      .replace(/refscope-[0-9a-f]{16}/g, "refscope-{run}")
      .replace(/sha256(%3A|[:-])([0-9a-f]{64})/g, (_, sign, hex) => `sha256${sign}${this.#letter(hex)}`);
    for (const [hex, letter] of this.#letters)
      for (const length of [16, 12]) clean = clean.replaceAll(hex.slice(0, length), `${letter}${length}`);
    return clean;
  }

  #letter(hex: string): string {
    const known = this.#letters.get(hex) ?? `{${String.fromCharCode(65 + this.#letters.size)}}`;
    this.#letters.set(hex, known);
    return known;
  }
}
