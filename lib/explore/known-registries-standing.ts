// What stands of a registry when it is asked once more: what the newer asking left open stays as it was established.
import type { KeptCapability, Probe } from "#lib/api";
import { CAPABILITIES, type CapabilityName, type Exchange, type Support } from "#lib/evidence";
import {
  assess,
  expiryOf,
  expiryOfCapability,
  isEstablished,
  isOtherwise,
  leftStanding,
  type Upgrade,
  unknownCapabilities,
} from "#lib/upgrade";

/** When, how and in which repository a registry was asked. */
export type Asking = Pick<KeptCapability, "at" | "by" | "repository">;

/**
 * What one asking came to. `digestTags` is how many tags made from digests it saw; `readImage` whether what it says of
 * its repository rests on an image; `unread` that the one it was to read is not there, or was not shown.
 */
export type Told = {
  asking: Asking;
  upgrade: Upgrade;
  exchanges: Exchange[];
  digestTags: number;
  readImage: boolean;
  unread: boolean;
  probe?: Probe;
};

/** One established capability, with the asking that it is from and the requests behind it. */
export type Source = KeptCapability & { support: Support; asking: Asking; exchanges: Exchange[] };

/** `main` says what the verdict is about; `kept` are the capabilities that other askings established. */
export type Standing = { main: Told; kept: Source[] };

/** What was established and has not expired. */
type Known = ReadonlyMap<CapabilityName, Source>;

/** What a repository that is not there answers to is no word on these. */
const NEEDS_A_PLACE: ReadonlySet<CapabilityName> = new Set([
  "referrersApi",
  "artifactTypeFilter",
  "pagination",
  "tagListing",
  "orasReferrers",
]);

/** A capability's evidence is for a person to open: the first few show it as well as all. */
const MOST_EVIDENCE = 4;

/**
 * The newer asking takes the place of the one before, and of that what it left open stays, unless it has expired. Where
 * it read no image, the one before goes on saying what the verdict is about (the repository, its gap, its tags), as
 * long as it may be believed and its API is not answered otherwise.
 */
export function joined(before: Standing | undefined, now: Told): Standing {
  const told = withoutHearsay(now);
  if (!before) return { main: told, kept: [] };
  const known = knownAt(before, told.asking.at);
  return isStaying(before, told) ? stayed(before, told, known) : replaced(told, known);
}

/** As `joined`, for what only adds: a verdict that rests on an image goes on saying what it is about. */
export function added(before: Standing, now: Told): Standing {
  const known = knownAt(before, now.asking.at);
  return before.main.readImage ? stayed(before, now, known) : replaced(now, known);
}

/** Whether it establishes what nothing in the standing does. */
export function isNews({ capabilities }: Upgrade, standing: Standing): boolean {
  const known = upgradeOf(standing).capabilities;
  return CAPABILITIES.some((name) => isEstablished(capabilities[name]) && !isEstablished(known[name]));
}

/** What is left of it at a time (ISO 8601): what was kept goes when it expires. */
export function standingAt({ main, kept }: Standing, at: string): Standing {
  return { main, kept: kept.filter(({ expiresAt }) => at < expiresAt) };
}

/** Both readings of all that stands. */
export function upgradeOf({ main, kept }: Standing): Upgrade {
  if (kept.length === 0) return main.upgrade;
  return withCapabilities(main, Object.fromEntries(kept.map(({ name, support }) => [name, support]))).upgrade;
}

/** Until when it may be believed: as long as what it says of the API. */
export function expiryOfStanding({ main, kept }: Standing): string {
  const api = kept.find(({ name }) => name === "referrersApi");
  return api?.expiresAt ?? expiryOf(main.asking.at, main.upgrade);
}

/** Every established capability, each with where it is from. */
export function sourcesOf({ main, kept }: Standing): Source[] {
  const byName = new Map(kept.map((source) => [source.name, source]));
  return CAPABILITIES.flatMap((name) => byName.get(name) ?? sourceOf(main, name) ?? []);
}

/** As the API tells of it: without the verdict and the requests, which stand elsewhere. */
export function keptOf(sources: readonly Source[]): KeptCapability[] {
  return sources.map(({ name, at, expiresAt, by, repository }) => ({ name, at, expiresAt, by, repository }));
}

/** Of several sources, each request once, in the order in which they were sent. */
export function exchangesOf(sources: readonly Source[]): Exchange[] {
  const byId = new Map(sources.flatMap(({ exchanges }) => exchanges).map((one) => [one.id, one]));
  return [...byId.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function sourceOf({ asking, upgrade, exchanges }: Told, name: CapabilityName): Source | undefined {
  const support = upgrade.capabilities[name];
  if (!isEstablished(support)) return undefined;
  const sent = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const behind = support.evidence.flatMap((id) => sent.get(id) ?? []).slice(0, MOST_EVIDENCE);
  const evidence = behind.map(({ id }) => id);
  const expiresAt = expiryOfCapability(name, asking.at, upgrade.capabilities);
  return { ...asking, name, expiresAt, asking, support: { ...support, evidence }, exchanges: behind };
}

/** A "no" from where nothing could be read is no word on the registry, whether or not it was seen before. */
function withoutHearsay(now: Told): Told {
  if (!now.unread) return now;
  const { capabilities } = now.upgrade;
  const heard = CAPABILITIES.filter(
    (name) => NEEDS_A_PLACE.has(name) && capabilities[name].support === "unsupported",
  );
  const open = heard.map((name) => [
    name,
    leftOpen(capabilities[name], `${capabilities[name].reason}, but no image was read`),
  ]);
  return open.length === 0 ? now : withCapabilities(now, Object.fromEntries(open));
}

function isStaying({ main }: Standing, now: Told): boolean {
  const isFresh = now.asking.at < expiryOf(main.asking.at, main.upgrade);
  const { referrersApi } = main.upgrade.capabilities;
  return (
    isFresh &&
    main.readImage &&
    !now.readImage &&
    !isOtherwise(now.upgrade.capabilities.referrersApi, referrersApi)
  );
}

function knownAt(before: Standing, at: string): Known {
  const earlier = sourcesOf(before).filter(({ expiresAt }) => at < expiresAt);
  return new Map(earlier.map((source) => [source.name, source]));
}

function replaced(now: Told, known: Known): Standing {
  const standing = standingBeside(now, known);
  return { main: now, kept: [...known.values()].filter(({ name }) => standing.has(name)) };
}

/** Of what was established before, what the newer asking left open and took no ground from. */
function standingBeside(now: Told, known: Known): Set<CapabilityName> {
  const before = Object.fromEntries([...known].map(([name, { support }]) => [name, support]));
  return new Set(leftStanding(now.upgrade.capabilities, { ...unknownCapabilities("not known"), ...before }));
}

/** What the newer asking adds or overturns is kept beside the verdict that stays, and what was kept before is renewed. */
function stayed({ main, kept }: Standing, now: Told, known: Known): Standing {
  const fresh = CAPABILITIES.flatMap((name) => {
    const source = sourceOf(now, name);
    const before = known.get(name);
    const isOwn = before?.asking === main.asking;
    return source && (!before || !isOwn || isOtherwise(source.support, before.support)) ? source : [];
  });
  const names = new Set(fresh.map(({ name }) => name));
  const standing = standingBeside(now, known);
  const { capabilities } = main.upgrade;
  const overturned = CAPABILITIES.filter((name) => {
    const hasLostItsGround = !isEstablished(now.upgrade.capabilities[name]) && !standing.has(name);
    return isEstablished(capabilities[name]) && (names.has(name) || hasLostItsGround);
  });
  const open = overturned.map((name) => [
    name,
    leftOpen(capabilities[name], "it was answered otherwise since"),
  ]);
  return {
    main: overturned.length === 0 ? main : withCapabilities(main, Object.fromEntries(open)),
    kept: [...kept.filter(({ name }) => standing.has(name)), ...fresh],
  };
}

function leftOpen(support: Support, reason: string): Support {
  return { ...support, support: "unknown", confidence: "low", because: "answered", reason };
}

/** Assessed anew. */
function withCapabilities(told: Told, changed: Partial<Record<CapabilityName, Support>>): Told {
  const { registry, repository, capabilities, reindexGap } = told.upgrade;
  const upgrade = assess({
    ...{ registry, repository, reindexGap, capabilities: { ...capabilities, ...changed } },
    // A gap is told only where something was compared.
    tagEvidence: { digestTags: told.digestTags, compared: reindexGap === undefined ? 0 : 1 },
  });
  return { ...told, upgrade };
}
