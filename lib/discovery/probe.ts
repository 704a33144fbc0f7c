// The passive probe: what a registry can do, learnt by reading alone, in about nine requests.
import type { Extension, PingAnswer, Registry } from "#lib/registry";
import { assess, supported, type Upgrade } from "#lib/upgrade";
import { supportOf } from "./classify.ts";
import { type Gathering, gatheringFor, ZERO_DIGEST } from "./gathering.ts";
import { probeReferrers } from "./probe-referrers.ts";
import { compareWithTag, countTags, type TagCounts } from "./probe-tags.ts";
import type { Reindexing } from "./reindex-gap.ts";
import { settled } from "./shared-answers.ts";
import { advertisesOras, orasApi } from "./strategies/oras-api.ts";
import type { StrategyContext } from "./strategy.ts";

export type ProbeInput = {
  registry: Registry;
  repository?: string;
  /** A tag or a digest; one is picked from the tag list when absent. */
  reference?: string;
  signal: AbortSignal;
};

export type ProbeResult = {
  repository?: string;
  /** The digest that the referrers questions were about. */
  subject?: string;
  /** What the registry says of itself: header name and value. */
  claims: [string, string][];
  upgrade: Upgrade;
  extensions: { registry: Extension[]; repository: Extension[] };
  notes: string[];
  /** Absent when no tag list was given. */
  tags?: TagCounts;
};

/**
 * Asks what reading can show; what needs a push stays unknown.
 * @throws ExplorerError when the registry cannot be asked at all: no connection, refused address, TLS.
 */
export async function probe({ registry, repository, reference }: ProbeInput): Promise<ProbeResult> {
  const gathering = gatheringFor(registry);
  const { observations, shared, notes } = gathering;
  const claims = await ping(gathering);
  const [first, extensions] = await Promise.all([firstOfCatalog(gathering), shared.extensions(repository)]);
  observations.add({ extensionDiscovery: extensions.support });
  if (repository === undefined && first !== undefined) {
    notes.push(`no repository was named: ${first} was looked at, the first of the catalog`);
  }
  const place = repository ?? first;
  if (place === undefined) notes.push("no repository is known, so only the registry as a whole was asked");
  const looked = place === undefined ? {} : await lookInto(gathering, place, reference);
  const own = place !== undefined && repository === undefined ? await shared.extensions(place) : extensions;
  return {
    repository: place,
    subject: looked.subject,
    claims,
    upgrade: assess({
      registry: registry.host,
      repository: place,
      capabilities: observations.capabilities(),
      reindexGap: looked.gap,
      tagEvidence: looked.tagEvidence,
    }),
    extensions: { registry: own.registry, repository: own.repository },
    notes,
    tags: looked.tags,
  };
}

type Looked = {
  subject?: string;
  gap?: string[];
  tagEvidence?: { digestTags: number; compared?: number };
  tags?: TagCounts;
};

const NOTHING_COMPARED: Reindexing = { compared: 0 };

/** The questions that need a repository. */
async function lookInto(gathering: Gathering, repository: string, reference?: string): Promise<Looked> {
  const { observations, shared, notes } = gathering;
  const tags = await shared.tags(repository);
  observations.add({ tagListing: tags.support });
  const subject = await pickSubject(gathering, repository, reference ?? tags.list.plainTags()[0]);
  const about = subject ?? ZERO_DIGEST;
  if (!subject) notes.push("no image could be read, so the questions were about a digest of zeros");
  const api = await probeReferrers(gathering, repository, about, { isKnown: subject !== undefined });
  const [compared, counts] = await Promise.all([
    subject ? compareWithTag(gathering, repository, subject, api) : NOTHING_COMPARED,
    countTags(gathering, repository, subject),
    askOras(gathering, repository, about),
  ]);
  const tagEvidence = { digestTags: counts?.digestTags ?? 0, compared: compared.compared };
  return { subject, gap: compared.gap, tagEvidence, tags: counts };
}

async function ping({ registry, notes }: Gathering): Promise<[string, string][]> {
  const answer = await registry.ping({ purpose: "version check" });
  if (!answer.found) {
    // Harbor 2.7 answers 401 without a challenge (harbor#18305): then nobody can tell how to log in.
    const how = answer.status === 401 ? ", without saying how to log in" : "";
    notes.push(`the version check answered ${answer.status}${how}`);
    return [];
  }
  const { server, apiVersion }: PingAnswer = answer.value;
  const claims: [string, string | undefined][] = [
    ["Server", server],
    ["Docker-Distribution-Api-Version", apiVersion],
  ];
  return claims.flatMap(([name, value]): [string, string][] => (value ? [[name, value.slice(0, 256)]] : []));
}

async function firstOfCatalog({ registry, observations }: Gathering): Promise<string | undefined> {
  const asked = "the catalog";
  const answer = await settled(() => registry.catalog({ purpose: "catalog", maxRepositories: 1 }), asked);
  if (!answer.value) {
    observations.add({ catalog: supportOf(answer.judgement, answer.exchanges) });
    return undefined;
  }
  observations.add({ catalog: supported("it lists repositories", answer.exchanges) });
  return answer.value.items[0];
}

async function pickSubject(
  { registry, notes }: Gathering,
  repository: string,
  reference: string | undefined,
): Promise<string | undefined> {
  if (reference === undefined) return undefined;
  const asked = `the manifest of ${reference}`;
  const answer = await settled(() => registry.resolve(repository, reference, { purpose: "resolve" }), asked);
  if (answer.value) return answer.value.digest;
  notes.push(answer.judgement.reason);
  return undefined;
}

/** Only where it is advertised: else what it answers is left open. */
async function askOras(gathering: Gathering, repository: string, digest: string): Promise<void> {
  const { registry, reader, shared, observations } = gathering;
  const extensions = await shared.extensions(repository);
  if (![...extensions.registry, ...extensions.repository].some(advertisesOras)) return;
  const context: StrategyContext = { registry, reader, shared, otherRepositories: [], requested: false };
  const answer = await orasApi.find({ digest, repository, place: "named", exchanges: [] }, context);
  if (answer.observed) observations.add(answer.observed);
}
