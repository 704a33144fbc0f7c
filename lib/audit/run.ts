// What the parts of one audit share: whom to ask, what to write down, and when to end.
import type { Observations } from "#lib/discovery";
import type { Registry } from "#lib/registry";
import type { ApiWay } from "./api-way.ts";
import type { Ledger } from "./ledger.ts";
import type { Presence } from "./presence.ts";
import type { RepositoryTags } from "./repository-tags.ts";

/** Bounds of one audit; what they leave out is told. */
export type Limits = {
  /** Entries of one referrers tag that are looked at. */
  entries: number;
  /** Manifests of entries that are read, of tags and of the API together. */
  reads: number;
  /** Digests whose referrers are asked for. */
  subjects: number;
  /** Images whose config is read for the time when they were made. */
  configs: number;
  deadlineMs: number;
};

export type Run = {
  registry: Registry;
  repository: string;
  tags: RepositoryTags;
  api: ApiWay;
  presence: Presence;
  ledger: Ledger;
  observations: Observations;
  limits: Limits;
  /** Manifests of entries that may still be read. */
  readsLeft: number;
  /** Aborted when the audit ends before it is done. */
  signal: AbortSignal;
};

/** The last of a question's exchanges shows its answer; those before it are tokens and redirects. */
export function lastOf(...answers: readonly (readonly string[])[]): string[] {
  return [...new Set(answers.flatMap((exchanges) => exchanges.at(-1) ?? []))];
}
