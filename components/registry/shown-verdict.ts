// What a registry's page shows of what is known: the newest verdict, and beside it what pushing showed. Pure.
import type { KnownRegistries, Probe } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { expiryOf, isContrary, type Upgrade } from "#lib/upgrade";
import { type CapabilityRow, capabilityRows } from "./capability-words.ts";

/**
 * What the server remembers of a registry: the last verdict, the requests behind it, the probe that made it, and an
 * earlier one that pushed.
 */
export type Known = KnownRegistries[number] & {
  exchanges: Exchange[];
  probe?: Probe;
  isAudit?: true;
  pushed?: Probe;
};

/**
 * The verdict on the page. Without a `probe` an audit or an exploration came to it; `at` is absent as long as there is
 * none, and so is `expiresAt`, until when it may be believed.
 */
export type ShownVerdict = {
  probe: Probe | undefined;
  at: string | undefined;
  expiresAt: string | undefined;
  upgrade: Upgrade | undefined;
  exchanges: Exchange[];
  isRemembered: boolean;
  isAudit: boolean;
};

const NONE: Exchange[] = [];

/** This page's own probe unless the server has met the registry since; without either nothing is known. */
export function newestOf(asked: Probe | undefined, remembered: Known | undefined): ShownVerdict {
  if (asked && asked.at >= (remembered?.at ?? "")) {
    const { at, upgrade, exchanges } = asked;
    const expiresAt = expiryOf(at, upgrade);
    return { probe: asked, at, expiresAt, upgrade, exchanges, isRemembered: false, isAudit: false };
  }
  const { probe, at, upgrade, exchanges = NONE, isAudit = false } = remembered ?? {};
  const expiresAt = at && upgrade && expiryOf(at, upgrade);
  return { probe, at, expiresAt, upgrade, exchanges, isRemembered: remembered !== undefined, isAudit };
}

/** A probe that pushed, what only it knows, and until when that may be believed. */
export type PushedVerdict = { probe: Probe; rows: CapabilityRow[]; expiresAt: string };

/**
 * What an earlier push showed and the verdict on the page, which only read, leaves open. Undefined where nothing was
 * pushed, where it has expired `now` (ms since 1970), and where reading has found something contrary to it.
 */
export function pushedBeside(
  { probe, upgrade }: ShownVerdict,
  known: Known | undefined,
  now: number,
): PushedVerdict | undefined {
  const pushed = known?.probe?.hasPushed ? known.probe : known?.pushed;
  if (!pushed || !upgrade || probe?.hasPushed) return undefined;
  const expiresAt = expiryOf(pushed.at, pushed.upgrade);
  if (now >= Date.parse(expiresAt) || isContrary(upgrade, pushed.upgrade)) return undefined;
  const rows = capabilityRows(pushed.upgrade).filter(
    ({ name, support }) => support.support !== "unknown" && upgrade.capabilities[name].support === "unknown",
  );
  return rows.length > 0 ? { probe: pushed, rows, expiresAt } : undefined;
}
