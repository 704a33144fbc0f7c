// The fleet as CSV (RFC 4180): one line a capability, with its evidence. Pure.
import { csvField } from "#lib/export";
import { exchangeText, exportCapabilities, exportHead } from "./export-rows.ts";
import type { Known } from "./fleet-rows.ts";

const COLUMNS = [
  "registry",
  "demo",
  "learnt_by",
  "repository",
  "verdict_at",
  "verdict_expires_at",
  "proposal_e",
  "step",
  "oci_1_1",
  "reindex_gap",
  "capability",
  "support",
  "confidence",
  "because",
  "reason",
  "evidence",
] as const;

/** A registry that nobody asked has one line, whose capability is empty. */
export function fleetCsv(registries: readonly Known[]): string {
  const lines = registries.flatMap((known) => {
    const head = Object.values(exportHead(known));
    const capabilities = exportCapabilities(known).map(({ name, support, exchanges }) => [
      ...head,
      name,
      support.support,
      support.confidence,
      support.because,
      support.reason,
      exchanges.map(exchangeText).join("; "),
    ]);
    return capabilities.length > 0 ? capabilities : [[...head, "", "", "", "", "", ""]];
  });
  return [COLUMNS, ...lines].map((line) => `${line.map(csvField).join(",")}\r\n`).join("");
}
