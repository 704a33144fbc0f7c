// What a way of finding referrers is, and what it is given.
import type { Finding, Outcome, StrategyId } from "#lib/evidence";
import type { Proof, Relation } from "#lib/graph";
import type { Descriptor } from "#lib/oci";
import type { Registry } from "#lib/registry";
import type { Reader } from "./reader.ts";

/** The manifest that is asked about. `read` is absent when it could not be read (missing subject). */
export type Subject = {
  /** Node id. */
  id: string;
  digest: string;
  repository: string;
  mediaType: string;
  /** Index children only: the index that lists it, and its digest. */
  parents: string[];
};

/** One attached artifact as a strategy saw it: a claim until its own manifest was read. */
export type Sighting = {
  /** As the list gave it; `digest` may be empty when only a tag is known. */
  descriptor: Descriptor;
  repository: string;
  relation: Exclude<Relation, "contains">;
  /** The tag that led here, if one did. */
  tag?: string;
  /** The node that the sighting is about, when it is not the subject asked (BuildKit: a sibling). */
  about?: string;
  /** Set when the strategy already knows better than the walk can ("contradicted": the tag is the subject itself). */
  proof?: Proof;
  reason?: string;
};

export type StrategyAnswer = {
  outcome: Outcome;
  sightings: Sighting[];
  exchanges: string[];
  reason?: string;
  truncated?: boolean;
};

export type StrategyContext = {
  registry: Registry;
  /** Reads each manifest at most once in an exploration. */
  reader: Reader;
  /** Repositories the reader named, for `other-repository`. */
  otherRepositories: string[];
  /** Whether the person asked for this strategy by name (then it is asked though nothing advertises it). */
  requested: boolean;
  /** What other strategies answered about the same registry so far, e.g. extensions, tag list. */
  shared: SharedAnswers;
};

/** Questions whose answer serves many subjects: asked once, awaited by all. */
export type SharedAnswers = {
  extensions(repository: string): Promise<{ names: string[]; endpoints: string[]; exchanges: string[]; outcome: Outcome }>;
  tags(repository: string): Promise<{ tags: string[]; outcome: Outcome; exchanges: string[]; truncated?: string; reason?: string }>;
};

export interface Strategy {
  readonly id: StrategyId;
  /** As the legend and the log name it: "referrers API". */
  readonly title: string;
  /** Where the way is written down. */
  readonly spec: string;
  /** Whether it can say anything about this subject; when not, it is not part of "n ways". */
  applies?(subject: Subject, context: StrategyContext): boolean;
  /** Throws only ExplorerError; `discover` turns that into "failed". */
  find(subject: Subject, context: StrategyContext): Promise<StrategyAnswer>;
}

export type { Finding };
