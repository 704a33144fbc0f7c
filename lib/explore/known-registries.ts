// What this process has met since it started: one verdict a registry, the newest, with the requests behind it.
// Forgotten at the end.
import type { Audit, KnownRegistries, Probe } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { assess, expiryOf, isContrary, lifeOf, type Upgrade } from "#lib/upgrade";

type Known = KnownRegistries[number];

/**
 * What is known of one registry. `exchanges` are the requests behind the verdict, in the order in which they
 * were sent; none when it was never asked. `probe` is there when a probe made the verdict, `isAudit` when an audit did,
 * and not an exploration. `pushed` is an earlier probe that pushed, as long as the newer verdict leaves it standing:
 * what it showed, reading alone does not.
 */
export type LastVerdict = Known & { exchanges: Exchange[]; probe?: Probe; isAudit?: true; pushed?: Probe };

const MOST = 500;
const MOST_EXCHANGES = 60;

/** Remembers verdicts by registry host; the oldest leave when there are more than 500. */
export class RegistryMemory {
  readonly #byHost = new Map<string, LastVerdict>();

  /** A demo registry, known before it was ever asked. */
  introduce(registry: string, demo: NonNullable<Known["demo"]>): void {
    this.#byHost.set(registry, { registry, demo, exchanges: [] });
  }

  /**
   * A verdict that an exploration came to by the way, about one repository. It asked less than a probe, so a
   * probe's verdict stands until it expires, unless this one is contrary to it, or knows of a gap in another
   * repository; another gap in the same one goes into it. Of `exchanges` those are kept that its capabilities cite,
   * 60 at most.
   */
  remember(upgrade: Upgrade, at: string, exchanges: Exchange[]): void {
    const probe = this.#freshProbe(upgrade.registry, at);
    const { repository, reindexGap } = upgrade;
    const isOtherGap = reindexGap !== undefined && !isSame(reindexGap, probe?.upgrade.reindexGap);
    if (probe && !isContrary(upgrade, probe.upgrade)) {
      if (!isOtherGap) return;
      if (repository === probe.upgrade.repository) {
        const digestTags = probe.tags?.digestTags ?? 0;
        this.#takeGap(probe, reindexGap, { digestTags, compared: 1 });
        return;
      }
    }
    this.#keep({ registry: upgrade.registry, at, upgrade, exchanges: citedBy(upgrade, exchanges) });
  }

  /**
   * What an audit came to. A probe's verdict stands as in `remember`; the gap of its repository becomes the audit's,
   * which rests on every tag.
   */
  rememberAudit({ upgrade, at, exchanges, tags, compared }: Audit): void {
    const { registry, repository, reindexGap } = upgrade;
    const probe = this.#freshProbe(registry, at);
    if (!probe || isContrary(upgrade, probe.upgrade)) {
      this.#keep({ registry, at, upgrade, exchanges: citedBy(upgrade, exchanges), isAudit: true });
    } else if (reindexGap && probe.upgrade.repository === repository) {
      this.#takeGap(probe, reindexGap, { digestTags: tags.referrers + tags.cosign + tags.others, compared });
    }
  }

  /** As `remember`, with all that the probe found. Of more than 60 exchanges only the cited ones are kept, and a note says so. */
  rememberProbe(probe: Probe): void {
    const { registry, at, upgrade } = probe;
    const kept = withFewExchanges(probe);
    this.#keep({ registry, at, upgrade, exchanges: kept.exchanges, probe: kept });
  }

  /** The last verdict with its exchanges; undefined for a registry that was never met. */
  lastVerdict(registry: string): LastVerdict | undefined {
    return this.#byHost.get(registry);
  }

  /** Persons' registries first, newest first; then the demo's in their own order. Without the exchanges. */
  all(): KnownRegistries {
    return this.allWithEvidence().map(({ exchanges, ...known }) => known);
  }

  /** The same, each with the requests behind its verdict. */
  allWithEvidence(): KnownRegistries {
    const known = [...this.#byHost.values()].map((verdict) => {
      const { registry, demo, at, upgrade, exchanges } = verdict;
      const learnt = upgrade && howLearnt(verdict);
      const expiresAt = at && upgrade && expiryOf(at, upgrade);
      return { registry, demo, at, expiresAt, upgrade, learnt, exchanges };
    });
    return [...known.filter(({ demo }) => !demo).reverse(), ...known.filter(({ demo }) => demo)];
  }

  #freshProbe(registry: string, now: string): Probe | undefined {
    const { probe } = this.#byHost.get(registry) ?? {};
    const isFresh = probe && Date.parse(now) - Date.parse(probe.at) < lifeOf(probe.upgrade) * 1000;
    return isFresh ? probe : undefined;
  }

  /** The probe's verdict stands, with another gap in the repository that it was about. */
  #takeGap(probe: Probe, reindexGap: string[], tagEvidence: { digestTags: number; compared: number }): void {
    const { registry, repository, capabilities } = probe.upgrade;
    const upgrade = assess({ registry, repository, capabilities, reindexGap, tagEvidence });
    this.#keep({ ...probe, upgrade, probe: { ...probe, upgrade } });
  }

  #keep(verdict: LastVerdict): void {
    const { registry } = verdict;
    const before = this.#byHost.get(registry);
    const { demo } = before ?? {};
    // The demo's keep their places; a person's moves to the end, which is the newest.
    if (!demo) this.#byHost.delete(registry);
    this.#byHost.set(registry, { ...verdict, demo, pushed: standingPush(before, verdict) });
    const oldest = [...this.#byHost.values()].find((known) => !known.demo);
    if (this.#byHost.size > MOST && oldest) this.#byHost.delete(oldest.registry);
  }
}

function howLearnt({ probe, isAudit }: LastVerdict): Known["learnt"] {
  if (probe) return "probe";
  return isAudit ? "audit" : "exploration";
}

/** The last probe that pushed, unless it has expired, or the newer verdict is one itself or contrary to it. */
function standingPush(before: LastVerdict | undefined, now: LastVerdict): Probe | undefined {
  const pushed = before?.probe?.hasPushed ? before.probe : before?.pushed;
  if (!pushed || now.probe?.hasPushed || !now.at || !now.upgrade) return undefined;
  const isFresh = Date.parse(now.at) < Date.parse(expiryOf(pushed.at, pushed.upgrade));
  return isFresh && !isContrary(now.upgrade, pushed.upgrade) ? pushed : undefined;
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
