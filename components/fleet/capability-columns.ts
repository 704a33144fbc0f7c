// The thirteen capabilities as columns: in groups, each under a short name, with its full name and words. Pure.
import type { KeptCapability } from "#lib/api";
import type { CapabilityName, Support } from "#lib/evidence";
import type { Upgrade } from "#lib/upgrade";
import { CAPABILITY_WORDS, type CapabilityRow, capabilityRows } from "../registry/capability-words.ts";
import { askedWords } from "../registry/shown-verdict.ts";
import { unknownLook } from "../registry/upgrade-words.ts";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";

/** `short` breaks into two lines at its space. */
type Column = { name: CapabilityName; short: string };

export const CAPABILITY_GROUPS: readonly { title: string; columns: readonly Column[] }[] = [
  {
    title: "Asking for referrers",
    columns: [
      { name: "referrersApi", short: "referrers API" },
      { name: "artifactTypeFilter", short: "type filter" },
      { name: "pagination", short: "pages" },
      { name: "orasReferrers", short: "ORAS API" },
    ],
  },
  {
    title: "Pushing",
    columns: [
      { name: "subjectAccepted", short: "subject stored" },
      { name: "ociSubjectHeader", short: "subject confirmed" },
      { name: "ociIndexSubject", short: "index subject" },
      { name: "artifactManifest", short: "artifact manifest" },
      { name: "sha512", short: "sha512" },
      { name: "conditionalWrites", short: "If-Match" },
    ],
  },
  {
    title: "Listing",
    columns: [
      { name: "tagListing", short: "tags" },
      { name: "catalog", short: "catalog" },
      { name: "extensionDiscovery", short: "exten- sions" },
    ],
  },
];

export const CAPABILITY_COLUMNS: readonly Column[] = CAPABILITY_GROUPS.flatMap(({ columns }) => columns);

/** A column's literal name and what it means. */
export function columnTitle(name: CapabilityName): string {
  return `${name}: ${CAPABILITY_WORDS[name]}`;
}

/** Whether a capability begins its group. */
export function isFirst(name: CapabilityName): boolean {
  return CAPABILITY_GROUPS.some(({ columns }) => columns[0]?.name === name);
}

export type CellLook = { mark: MarkName; tone: Tone; word: string };

const SHORT_UNKNOWN: Record<Support["because"], string> = {
  answered: "unclear",
  denied: "denied",
  "rate-limited": "limited",
  failed: "failed",
  "not-asked": "not asked",
};

/** A verdict in one short word. An unknown takes the mark and word of its reason, never those of a no. */
export function cellLook({ support, because }: Support): CellLook {
  if (support === "supported") return { mark: "tick", tone: "ink", word: "yes" };
  if (support === "unsupported") return { mark: "unsupported", tone: "ink-2", word: "no" };
  const { mark, tone } = unknownLook(because);
  return { mark, tone, word: SHORT_UNKNOWN[because] };
}

/** Why a verdict on a capability is as it is and, where another asking than the registry's last one came to it, which and when. */
export function withSource(
  { name, support, ...row }: CapabilityRow,
  kept: KeptCapability[] = [],
): CapabilityRow {
  const source = kept.find((one) => one.name === name);
  if (!source) return { ...row, name, support };
  const reason = `${support.reason}; ${askedWords(source)} at ${source.at}`;
  return { ...row, name, support: { ...support, reason } };
}

/** All thirteen of a verdict, in the order of the columns. */
export function cellsOf(upgrade: Upgrade, kept?: KeptCapability[]): CapabilityRow[] {
  const rows = capabilityRows(upgrade).map((row) => withSource(row, kept));
  return CAPABILITY_COLUMNS.flatMap(({ name }) => rows.find((row) => row.name === name) ?? []);
}
