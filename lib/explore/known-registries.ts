// What this process has met since it started: one verdict a registry, with the requests behind it. Forgotten at the end.
import type { Audit, KeptCapability, KnownRegistries, Probe } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { assess, expiryOf, isContrary, type Upgrade } from "#lib/upgrade";
import {
  added,
  exchangesOf,
  expiryOfStanding,
  isNews,
  joined,
  keptOf,
  type Source,
  type Standing,
  sourcesOf,
  standingAt,
  type Told,
  upgradeOf,
} from "./known-registries-standing.ts";

type Known = KnownRegistries[number];

/**
 * What is known of one registry. `exchanges` are the requests behind the verdict, its own first and then those of
 * `kept`; none when it was never asked. `probe` is there when a probe came to what the verdict is about, `isAudit` when
 * an audit did, and not an exploration.
 */
export type LastVerdict = Known & { exchanges: Exchange[]; probe?: Probe; isAudit?: true };

/** What is known of a registry with one probe in it; `kept` and its requests are those that are not the probe's own. */
export type StandingProbe = { upgrade: Upgrade; kept?: KeptCapability[]; keptExchanges?: Exchange[] };

/** Of an audit, what is remembered of its registry. */
type AuditVerdict = Pick<Audit, "upgrade" | "at" | "exchanges" | "tags" | "compared">;

type TagEvidence = { digestTags: number; compared: number };

type Entry = { registry: string; demo?: Known["demo"]; standing?: Standing };

const MOST = 500;
const MOST_EXCHANGES = 60;

/** Remembers verdicts by registry host; the oldest leave when there are more than 500. */
export class RegistryMemory {
  readonly #byHost = new Map<string, Entry>();
  readonly #now: () => number;

  /** `now` gives milliseconds since the epoch. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** A demo registry, known before it was ever asked. */
  introduce(registry: string, demo: NonNullable<Known["demo"]>): void {
    this.#byHost.set(registry, { registry, demo });
  }

  /**
   * A verdict that an exploration came to by the way, about one repository. It asked less than a probe, so a
   * probe's verdict stands until it expires, unless this one is contrary to it, or knows of a gap in another
   * repository; another gap in the same one goes into it, and so does what only this one established. A probe that read
   * no image gives way to one that did and established more. Of `exchanges` those are kept that its capabilities cite,
   * 60 at most.
   */
  remember(upgrade: Upgrade, at: string, exchanges: Exchange[]): void {
    const { repository, reindexGap } = upgrade;
    this.#takeUp(toldBy("exploration", { at, upgrade, exchanges }), (standing) => {
      const { main } = standing;
      if (reindexGap === undefined || isSame(reindexGap, main.upgrade.reindexGap)) return standing;
      if (repository !== main.upgrade.repository) return undefined;
      return withGap(standing, reindexGap, { digestTags: main.digestTags, compared: 1 });
    });
  }

  /**
   * What an audit came to. A probe's verdict stands as in `remember`; the gap of its repository becomes the audit's,
   * which rests on every tag.
   */
  rememberAudit({ upgrade, at, exchanges, tags, compared }: AuditVerdict): void {
    const { repository, reindexGap } = upgrade;
    const digestTags = tags.referrers + tags.cosign + tags.others;
    this.#takeUp(toldBy("audit", { at, upgrade, exchanges }), (standing) =>
      reindexGap && repository === standing.main.upgrade.repository
        ? withGap(standing, reindexGap, { digestTags, compared })
        : standing,
    );
  }

  /**
   * What a probe came to. A capability that it left open stays as it was established before, until that expires; one
   * that it proves otherwise is overturned. Where it read no image (the repository is not there, is not shown, or was
   * only pushed to), the verdict before goes on saying which repository it is about. Of more than 60 exchanges only the
   * cited ones are kept, and a note says so. Returns what is known with it.
   */
  rememberProbe(probe: Probe): StandingProbe {
    const told = toldByProbe(withFewExchanges(probe));
    const standing = standingAt(this.#join(told), probe.at);
    const others = sourcesOf(standing).filter(({ asking }) => asking !== told.asking);
    const upgrade = upgradeOf(standing);
    if (standing.main.asking === told.asking && others.length === 0) return { upgrade };
    return { upgrade, kept: keptOf(others), keptExchanges: behindOthers(standing, told) };
  }

  /** The last verdict with its exchanges; undefined for a registry that was never met. */
  lastVerdict(registry: string): LastVerdict | undefined {
    const entry = this.#byHost.get(registry);
    return entry && verdictOf(entry, new Date(this.#now()).toISOString());
  }

  /** Persons' registries first, newest first; then the demo's in their own order. Without the exchanges. */
  all(): KnownRegistries {
    return this.allWithEvidence().map(({ exchanges, ...known }) => known);
  }

  /** The same, each with the requests behind its verdict. */
  allWithEvidence(): (Known & { exchanges: Exchange[] })[] {
    const now = new Date(this.#now()).toISOString();
    const known = [...this.#byHost.values()].map((entry) => {
      const { probe, isAudit, ...verdict } = verdictOf(entry, now);
      return verdict;
    });
    return [...known.filter(({ demo }) => !demo).reverse(), ...known.filter(({ demo }) => demo)];
  }

  /** What stands where the verdict is a probe's that may still be believed, and this one is not contrary to it. */
  #standingProbe(upgrade: Upgrade, now: string): Standing | undefined {
    const known = this.#byHost.get(upgrade.registry)?.standing;
    if (!known?.main.probe || now >= expiryOf(known.main.asking.at, known.main.upgrade)) return undefined;
    const standing = standingAt(known, now);
    return isContrary(upgrade, upgradeOf(standing)) ? undefined : standing;
  }

  /** `gapped` gives the probe's verdict with what is told of the gap; undefined where it does not stand against that. */
  #takeUp(told: Told, gapped: (standing: Standing) => Standing | undefined): void {
    const { upgrade, asking } = told;
    const standing = this.#standingProbe(upgrade, asking.at);
    const stands = standing && gapped(standing);
    if (!stands) {
      this.#join(told);
      return;
    }
    const learnt = isNews(upgrade, stands) ? added(stands, told) : stands;
    if (learnt !== standing) this.#keep(upgrade.registry, learnt);
  }

  #join(told: Told): Standing {
    const { registry } = told.upgrade;
    return this.#keep(registry, joined(this.#byHost.get(registry)?.standing, told));
  }

  #keep(registry: string, standing: Standing): Standing {
    const { demo } = this.#byHost.get(registry) ?? {};
    // The demo's keep their places; a person's moves to the end, which is the newest.
    if (!demo) this.#byHost.delete(registry);
    this.#byHost.set(registry, { registry, demo, standing });
    const oldest = [...this.#byHost.values()].find((known) => !known.demo);
    if (this.#byHost.size > MOST && oldest) this.#byHost.delete(oldest.registry);
    return standing;
  }
}

/** The verdict stands, with what was overturned in it since, and with another gap in the repository that it is about. */
function withGap({ main, kept }: Standing, reindexGap: string[], tagEvidence: TagEvidence): Standing {
  const { registry, repository, capabilities } = main.upgrade;
  const upgrade = assess({ registry, repository, capabilities, reindexGap, tagEvidence });
  const probe = main.probe && { ...main.probe, upgrade };
  const { digestTags } = tagEvidence;
  return { main: { ...main, upgrade, digestTags, probe }, kept };
}

function verdictOf({ registry, demo, standing }: Entry, now: string): LastVerdict {
  if (!standing) return { registry, demo, exchanges: [] };
  const { main, kept } = standingAt(standing, now);
  const { asking, probe } = main;
  const isAudit = asking.by === "audit";
  return {
    ...{ registry, demo, at: asking.at, upgrade: upgradeOf({ main, kept }) },
    expiresAt: expiryOfStanding({ main, kept }),
    learnt: probe ? "probe" : isAudit ? "audit" : "exploration",
    ...(kept.length > 0 ? { kept: keptOf(kept) } : {}),
    exchanges: withKept(main.exchanges, kept),
    ...(probe ? { probe } : {}),
    ...(isAudit ? { isAudit: true } : {}),
  };
}

type Verdict = { at: string; upgrade: Upgrade; exchanges: Exchange[] };

/** What is not a probe comes to a verdict on a repository that it has read. */
function toldBy(by: "audit" | "exploration", { at, upgrade, exchanges }: Verdict): Told {
  return {
    asking: { at, by, repository: upgrade.repository },
    upgrade,
    exchanges: citedBy(upgrade, exchanges),
    // Without a subject that was seen, step 1 rests on a digest tag.
    digestTags: upgrade.proposalE.step === 1 ? 1 : 0,
    ...{ readImage: true, unread: false },
  };
}

function toldByProbe(probe: Probe): Told {
  const { at, upgrade, exchanges, tags, subject, hasPushed = false, unread } = probe;
  return {
    asking: { at, by: hasPushed ? "push" : "probe", repository: probe.repository },
    ...{ upgrade, exchanges, probe },
    digestTags: tags?.digestTags ?? 0,
    readImage: subject !== undefined && !hasPushed,
    unread: unread !== undefined,
  };
}

/** What the verdict cites, its unknowns too, and the asking itself did not send. */
function behindOthers(standing: Standing, told: Told): Exchange[] {
  const own = new Set(told.exchanges.map(({ id }) => id));
  const { capabilities } = upgradeOf(standing);
  const cited = new Set(Object.values(capabilities).flatMap(({ evidence }) => evidence));
  const { main, kept } = standing;
  return withKept(main.exchanges, kept).filter(({ id }) => cited.has(id) && !own.has(id));
}

/** The verdict's own first; what was kept comes after. */
function withKept(own: Exchange[], kept: readonly Source[]): Exchange[] {
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...exchangesOf(kept).filter(({ id }) => !ids.has(id))];
}

function isSame(a: readonly string[], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((digest) => b.includes(digest));
}

/** Every capability's first exchange goes before any one's second, so that none is left without evidence. */
function citedBy({ capabilities }: Upgrade, exchanges: Exchange[]): Exchange[] {
  const sent = new Set(exchanges.map(({ id }) => id));
  const claims = Object.values(capabilities).map(({ evidence }) => evidence.filter((id) => sent.has(id)));
  const cited = new Set<string>();
  const longest = Math.max(0, ...claims.map(({ length }) => length));
  for (let rank = 0; rank < longest && cited.size < MOST_EXCHANGES; rank++) {
    for (const evidence of claims) {
      const id = evidence[rank];
      if (id !== undefined && cited.size < MOST_EXCHANGES) cited.add(id);
    }
  }
  return exchanges.filter(({ id }) => cited.has(id));
}

function withFewExchanges(probe: Probe): Probe {
  if (probe.exchanges.length <= MOST_EXCHANGES) return probe;
  const exchanges = citedBy(probe.upgrade, probe.exchanges);
  const note = `of its ${probe.exchanges.length} requests, the ${exchanges.length} that the verdict rests on were kept`;
  return { ...probe, exchanges, notes: [...probe.notes, note] };
}
