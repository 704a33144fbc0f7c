// What a registry's page shows of what is known: the newest verdict, with what other askings established. Pure.
import type { KeptCapability, KnownRegistries, Probe } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { expiryOf, type Upgrade } from "#lib/upgrade";

/** What the server remembers of a registry: the last verdict, the requests behind it, and the probe that made it. */
export type Known = KnownRegistries[number] & { exchanges: Exchange[]; probe?: Probe; isAudit?: true };

/**
 * The verdict on the page. Without a `probe` an audit or an exploration came to it; `at` is absent as long as there is
 * none, and so is `expiresAt`, until when it may be believed. `kept` are the capabilities of other askings, with which
 * `exchanges` begin or end, as they were sent.
 */
export type ShownVerdict = {
  probe: Probe | undefined;
  at: string | undefined;
  expiresAt: string | undefined;
  upgrade: Upgrade | undefined;
  kept: KeptCapability[];
  exchanges: Exchange[];
  isRemembered: boolean;
  isAudit: boolean;
};

const NONE: Exchange[] = [];

/** This page's own probe unless the server knows something newer; without either nothing is known. */
export function newestOf(asked: Probe | undefined, remembered: Known | undefined): ShownVerdict {
  if (asked && !isNewer(remembered, asked)) {
    const { at, upgrade, kept = [] } = asked;
    const exchanges = pageLog(asked.exchanges, asked.keptExchanges);
    const expiresAt = kept.find(({ name }) => name === "referrersApi")?.expiresAt ?? expiryOf(at, upgrade);
    return { probe: asked, at, expiresAt, upgrade, kept, exchanges, isRemembered: false, isAudit: false };
  }
  const { probe, at, expiresAt, upgrade, kept = [], exchanges = NONE, isAudit = false } = remembered ?? {};
  return {
    ...{ probe, at, expiresAt, upgrade, kept, isAudit },
    exchanges: pageLog(exchanges),
    isRemembered: remembered !== undefined,
  };
}

/** Whether the server learnt something after that probe; of a probe that is the verdict itself it knows as much or more. */
function isNewer(remembered: Known | undefined, asked: Probe): boolean {
  if (remembered?.at === undefined) return false;
  return newestAt(remembered.at, remembered.kept) > newestAt(asked.at, asked.kept);
}

function newestAt(at: string, kept: KeptCapability[] = []): string {
  return kept.reduce((newest, one) => (one.at > newest ? one.at : newest), at);
}

/** Every request of a page once, in the order in which they were sent: its place is the number that the whole page knows it by. */
export function pageLog(...parts: (readonly Exchange[] | undefined)[]): Exchange[] {
  const byId = new Map(parts.flatMap((part) => part ?? []).map((exchange) => [exchange.id, exchange]));
  return [...byId.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

const ASKED: Record<KeptCapability["by"], { named: string; unnamed: string }> = {
  probe: { named: "by a probe of", unnamed: "by a probe" },
  push: { named: "by pushing to", unnamed: "by pushing" },
  audit: { named: "by an audit of", unnamed: "by an audit" },
  exploration: { named: "by an exploration of", unnamed: "by an exploration" },
};

/** "by a probe of shop/app": how another asking came to a capability. */
export function askedWords({ by, repository }: Pick<KeptCapability, "by" | "repository">): string {
  const { named, unnamed } = ASKED[by];
  return repository === undefined ? unnamed : `${named} ${repository}`;
}

/** The last push that something on the page rests on, where it is newer than the verdict. */
export function laterPush({ at, kept }: ShownVerdict): KeptCapability | undefined {
  const pushes = kept.filter((one) => one.by === "push" && at !== undefined && one.at > at);
  return pushes.reduce<KeptCapability | undefined>(
    (newest, one) => (newest && newest.at >= one.at ? newest : one),
    undefined,
  );
}
