// What every export of the fleet says of a registry and of each of its capabilities. Pure.
import type { Exchange, Support } from "#lib/evidence";
import { capabilityRows } from "../registry/capability-words.ts";
import { oci11Words, proposalEWords } from "../registry/upgrade-words.ts";
import { SEED_STAGES } from "../ui/seed-name.tsx";
import { withSource } from "./capability-columns.ts";
import type { Known } from "./fleet-rows.ts";

/** A registry in words; empty where nothing is known, since nobody asked. */
export type ExportHead = {
  registry: string;
  demo: "yes" | "no";
  learnt: string;
  repository: string;
  at: string;
  expiresAt: string;
  proposalE: string;
  step: string;
  oci11: string;
  reindexGap: string;
};

export type ExportCapability = { name: string; support: Support; exchanges: Exchange[] };

export function exportHead({ registry, demo, learnt, at, expiresAt, upgrade }: Known): ExportHead {
  return {
    registry,
    demo: demo ? "yes" : "no",
    learnt: learnt ?? "not probed",
    repository: upgrade?.repository ?? "",
    at: at ?? "",
    expiresAt: expiresAt ?? "",
    proposalE: upgrade ? stateText(upgrade) : "",
    step: upgrade?.proposalE.step?.toString() ?? (upgrade ? "not known" : ""),
    oci11: upgrade ? oci11Words(upgrade) : "",
    reindexGap: upgrade?.reindexGap?.length.toString() ?? (upgrade ? "not compared" : ""),
  };
}

/** All thirteen, each with the requests that its verdict rests on; none for a registry that was never asked. */
export function exportCapabilities({ upgrade, exchanges = [], kept }: Known): ExportCapability[] {
  if (!upgrade) return [];
  return capabilityRows(upgrade).map((row) => {
    const { name, support } = withSource(row, kept);
    return { name, support, exchanges: exchanges.filter(({ id }) => support.evidence.includes(id)) };
  });
}

/** "GET https://…/v2/a/tags/list 200", or what happened instead of a status. */
export function exchangeText({ method, url, status, error }: Exchange): string {
  return `${method} ${url} ${status ?? error?.code ?? "no answer"}`;
}

/** "motorcycle (API): manifest not tried", "unknown, denied". */
function stateText(upgrade: NonNullable<Known["upgrade"]>): string {
  const { seed, stage, rest, unknown } = proposalEWords(upgrade);
  if (unknown) return `unknown, ${unknown.word}`;
  const name = seed && `${SEED_STAGES[seed].name} (${stage ?? SEED_STAGES[seed].stage})`;
  return [name, rest].filter(Boolean).join(": ");
}
