// What this process has met since it started: one verdict a registry, the newest. Forgotten at the end.
import type { KnownRegistries } from "#lib/api";
import type { Upgrade } from "#lib/upgrade";

type Known = KnownRegistries[number];

const MOST = 500;

/** Remembers verdicts by registry host; the oldest leave when there are more than 500. */
export class RegistryMemory {
  private readonly byHost = new Map<string, Known>();

  /** A demo registry, known before it was ever asked. */
  introduce(registry: string, demo: NonNullable<Known["demo"]>): void {
    this.byHost.set(registry, { registry, demo });
  }

  /** A verdict about one repository stands for its registry until a newer one comes. */
  remember(upgrade: Upgrade, at: string): void {
    const { demo } = this.byHost.get(upgrade.registry) ?? {};
    // The demo's keep their places; a person's moves to the end, which is the newest.
    if (!demo) this.byHost.delete(upgrade.registry);
    this.byHost.set(upgrade.registry, { registry: upgrade.registry, demo, at, upgrade });
    const oldest = [...this.byHost.values()].find((known) => !known.demo);
    if (this.byHost.size > MOST && oldest) this.byHost.delete(oldest.registry);
  }

  get(registry: string): Known | undefined {
    return this.byHost.get(registry);
  }

  /** Persons' registries first, newest first; then the demo's in their own order. */
  all(): KnownRegistries {
    const known = [...this.byHost.values()];
    return [...known.filter(({ demo }) => !demo).reverse(), ...known.filter(({ demo }) => demo)];
  }
}
