// What is known without asking anybody: the demo's samples, the registries met so far, our own version.
import type { Audit, AuditSummary, KnownRegistries } from "#lib/api";
import { parseReference, referencePath } from "#lib/oci";
import product from "../../package.json" with { type: "json" };
import { context } from "./context.ts";
import type { LastVerdict } from "./known-registries.ts";
import { probeDemo } from "./probe-demo.ts";
import { warmUp } from "./warm-up.ts";

/** One image of the demo registries, with the page that shows it. `stage` is the demo registry's title. */
export type Sample = {
  registry: string;
  stage: string;
  reference: string;
  /** The page's address. */
  path: string;
  /** One sentence: what is to be seen. */
  about: string;
};

/**
 * Starts what runs beside the pages: the demo registries, and in the background one probe of each and one exploration.
 * Called once, when the server starts; nobody need wait for `background`, which never rejects.
 */
export async function start(): Promise<{ background: Promise<void> }> {
  const { sandbox, client } = await context();
  const stages = sandbox?.stages ?? [];
  return { background: probeDemo(stages).then(() => warmUp(stages, client)) };
}

/** The samples of the demo registries, in their order; none when the demo is off. */
export async function listSamples(): Promise<Sample[]> {
  const { sandbox } = await context();
  return (sandbox?.stages ?? []).flatMap(({ host, title, samples }) =>
    samples.map(({ reference, about, otherRepositories = [] }) => ({
      registry: host,
      stage: title,
      reference,
      path: pathOf(reference, otherRepositories),
      about,
    })),
  );
}

/** The registries this process has met, with their last verdict. */
export async function knownRegistries(): Promise<KnownRegistries> {
  return (await context()).known.all();
}

/** Those of `registries`, or all when none is named, each with the requests behind its verdict. */
export async function knownWithEvidence(registries: readonly string[]): Promise<KnownRegistries> {
  const known = (await context()).known.allWithEvidence();
  return registries.length === 0 ? known : known.filter(({ registry }) => registries.includes(registry));
}

/** What is known of one registry, with the requests behind its last verdict; undefined when it was never met. */
export async function lastVerdict(host: string): Promise<LastVerdict | undefined> {
  return (await context()).known.lastVerdict(host);
}

/** Whether this server may write to a scratch repository that a person names. */
export async function mayWrite(): Promise<boolean> {
  return (await context()).settings.writes;
}

/** The last audit of a repository that this process made. */
export async function lastAudit(registry: string, repository: string): Promise<Audit | undefined> {
  return (await context()).audits.last(registry, repository);
}

/** The last audit of each repository of a registry, newest first, without its rows. */
export async function auditsOf(registry: string): Promise<AuditSummary[]> {
  return (await context()).audits.of(registry);
}

/** As in package.json. */
export function productVersion(): string {
  return product.version;
}

function pathOf(reference: string, otherRepositories: string[]): string {
  const query =
    otherRepositories.length > 0 ? `?${new URLSearchParams({ other: otherRepositories.join(",") })}` : "";
  return `${referencePath(parseReference(reference))}${query}`;
}
