// What a way of finding referrers is: what it is given, and the shape of its answer.
import type { Capabilities, Outcome, StrategyId } from "#lib/evidence";
import type { NodeState, Relation } from "#lib/graph";
import type { Descriptor, Manifest } from "#lib/oci";
import type { Registry } from "#lib/registry";
import type { Reader } from "./reader.ts";
import type { SharedAnswers } from "./shared-answers.ts";

/**
 * The manifest that is asked about. `manifest` is absent when the registry does not have it (missing subject), and for
 * ways that ask the registry: they wait, and would keep 4 MiB of each subject meanwhile.
 */
export type Subject = {
  digest: string;
  repository: string;
  /**
   * "named": the person named it, or its index or subject is named: it gets every direct question.
   * "referrer": it was found attached to something; a complete tag list may answer for it.
   */
  place: "named" | "referrer";
  manifest?: Manifest;
  /** Ids of the exchanges that read it. */
  exchanges: string[];
};

/** Why what a list or a tag names could not be read. */
export type Unread = { state: Exclude<NodeState, "present">; reason: string; exchanges: string[] };

/** One attached artifact as a strategy saw it: a claim until its own manifest was read. */
export type Sighting = {
  /** As the list gave it, or as the tag's manifest showed it; `digest` is "" when the tag could not be read. */
  descriptor: Descriptor;
  repository: string;
  relation: Exclude<Relation, "contains">;
  /** The tag that led here, if one did. */
  tag?: string;
  /** The digest that the sighting is about, when it is not the subject asked (BuildKit: a sibling). */
  about?: string;
  /** Set when only a tag is known and reading it failed. */
  unread?: Unread;
};

/** What a strategy answers about one subject. `exchanges` are exchange ids. */
export type StrategyAnswer = {
  outcome: Outcome;
  sightings: Sighting[];
  exchanges: string[];
  reason?: string;
  /** The list was cut by a cap: there may be more. */
  truncated?: boolean;
  /** The answer is about the way itself, not this digest, so it holds for every subject of the repository. */
  general?: boolean;
  /** What the answer shows about the registry. */
  observed?: Partial<Capabilities>;
};

export type StrategyContext = {
  registry: Registry;
  /** Reads each manifest at most once in an exploration. */
  reader: Reader;
  /** For `other-repository`: the image's own and those that the person named; none when no other was named. */
  otherRepositories: readonly string[];
  /** Whether the person asked for this strategy by name (then it is asked though nothing advertises it). */
  requested: boolean;
  /** Answers that serve many subjects: asked once, awaited by all. */
  shared: SharedAnswers;
};

export interface Strategy {
  readonly id: StrategyId;
  /** As the legend and the log name it: "referrers API". */
  readonly title: string;
  /** Where the way is written down. */
  readonly spec: string;
  /**
   * For a way that reads the subject's own manifest and asks nobody: whether that says anything; when not, it is not
   * part of "n ways".
   */
  applies?(subject: Subject): boolean;
  /** Throws only ExplorerError; the asker turns that into "failed". */
  find(subject: Subject, context: StrategyContext): Promise<StrategyAnswer>;
}
