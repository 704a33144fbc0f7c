// The registries as the fleet's table lists them: filtered, searched and sorted. Pure.
import type { KnownRegistries } from "#lib/api";
import { CAPABILITIES, type CapabilityName } from "#lib/evidence";
import { registryIcon } from "#lib/upgrade";
import { oci11Words, proposalEWords, stepWords } from "../registry/upgrade-words.ts";

export type Known = KnownRegistries[number];

export const ORIGINS = ["mine", "demo"] as const;
export type Origin = (typeof ORIGINS)[number];

/** By the API alone, as the icon has it; "not-probed": nobody asked. */
export const FLEET_STATES = ["motorcycle", "bicycle", "unknown", "not-probed"] as const;
export type FleetState = (typeof FLEET_STATES)[number];

export const FLEET_SORTS = ["registry", "proposal-e", "oci-1.1", "step", "seen", ...CAPABILITIES] as const;
export type FleetSort = (typeof FLEET_SORTS)[number];

/** An empty list and an absent origin let everything through; a capability is one that the registry must have. */
export type FleetFilter = {
  query: string;
  origin: Origin | undefined;
  state: readonly FleetState[];
  capability: readonly CapabilityName[];
};

export function originOf({ demo }: Known): Origin {
  return demo ? "demo" : "mine";
}

export function fleetStateOf({ upgrade }: Known): FleetState {
  if (!upgrade) return "not-probed";
  return registryIcon(upgrade) === "motorcycle"
    ? "motorcycle"
    : registryIcon(upgrade) === "bicycle"
      ? "bicycle"
      : "unknown";
}

/** Those that the filter lets through; without a sort in the order in which they came. */
export function fleetRows(
  registries: KnownRegistries,
  filter: FleetFilter,
  sort?: { by: FleetSort; isDescending: boolean },
): Known[] {
  const rows = registries.filter((known) => isLetThrough(known, filter));
  if (!sort) return rows;
  const sign = sort.isDescending ? -1 : 1;
  return rows
    .map((known, place) => ({ known, place, key: keyOf(known, sort.by) }))
    .sort((a, b) => compare(a.key, b.key, sign) || a.place - b.place)
    .map(({ known }) => known);
}

/** How many registries have that origin, state or capability, among all. */
export function countWhere(registries: KnownRegistries, has: (known: Known) => boolean): number {
  return registries.filter(has).length;
}

export function supports(known: Known, name: CapabilityName): boolean {
  return known.upgrade?.capabilities[name]?.support === "supported";
}

function isLetThrough(known: Known, { query, origin, state, capability }: FleetFilter): boolean {
  const text = textOf(known);
  return (
    (origin === undefined || originOf(known) === origin) &&
    (state.length === 0 || state.includes(fleetStateOf(known))) &&
    capability.every((name) => supports(known, name)) &&
    query
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  );
}

function textOf({ registry, demo, upgrade, learnt }: Known): string {
  const { seed, stage, rest, unknown } = upgrade ? proposalEWords(upgrade) : {};
  const state = upgrade
    ? [seed, stage, rest, unknown?.word, oci11Words(upgrade), stepWords(upgrade)]
    : ["not probed"];
  return [registry, demo?.title, learnt, ...state].filter(Boolean).join("\n").toLowerCase();
}

/** Undefined: not known. */
type Key = string | number | undefined;

// Supported before unsupported: who can do it is what one looks for.
const SUPPORT_RANKS = { supported: 0, unsupported: 1, unknown: undefined };
const OCI11_RANKS = {
  complete: 0,
  "complete-passive": 1,
  "rc-era": 2,
  anomaly: 3,
  "tag-schema": 4,
  unknown: undefined,
};
const STATE_RANKS = { motorcycle: 0, bicycle: 2, unknown: undefined, "not-probed": undefined };

function keyOf(known: Known, by: FleetSort): Key {
  const { registry, at, upgrade } = known;
  switch (by) {
    case "registry":
      return registry;
    case "seen":
      return at === undefined ? undefined : -Date.parse(at);
    case "step":
      return upgrade?.proposalE.step ?? undefined;
    case "oci-1.1":
      return upgrade && OCI11_RANKS[upgrade.oci11.state];
    case "proposal-e":
      return proposalERank(known);
    default:
      return upgrade && SUPPORT_RANKS[upgrade.capabilities[by]?.support ?? "unknown"];
  }
}

/** The whole name before the half: API and manifest, then the API alone. */
function proposalERank(known: Known): Key {
  const rank = STATE_RANKS[fleetStateOf(known)];
  return rank === 0 && !supports(known, "artifactManifest") ? 1 : rank;
}

/** What is not known stands last, whichever way is sorted. */
function compare(a: Key, b: Key, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return sign * (a < b ? -1 : a > b ? 1 : 0);
}
