// Runs the three generations of consumers on an explored image: each goes as far as its own answers lead it.
import { type Lookup, pullAs } from "#lib/clients";
import type { Consumer, Graph } from "#lib/graph";
import type { Registry } from "#lib/registry";
import { type Reading, stateWords } from "#lib/upgrade";
import type { GenerationRun } from "#lib/visibility";

/** Subjects that one consumer is run on; an image has seldom more than a dozen. */
const MAX_SUBJECTS = 400;
/** Questions of one consumer under way at once; the registry's own politeness comes besides. */
const AT_ONCE = 16;

export type GenerationInput = {
  /** Its session ends when the caller leaves, or by the deadline. */
  registry: Registry;
  repository: string;
  graph: Graph;
  root: string;
  reading: Reading;
  /** Why the session ended before its time, once it has. */
  whyEnded: () => string | undefined;
};

type Pulls = GenerationRun["pulls"];
type Found = NonNullable<GenerationRun["lookups"]>[number];

/** Rat, squirrel, beaver. Throws "cancelled" when the caller leaves. */
export async function runGenerations(input: GenerationInput): Promise<GenerationRun[]> {
  const left = new Map<string, string>();
  const pulls = await pull(input, left);
  const rat: GenerationRun = { head: headOf("rat", input.reading), pulls, leftOut: left };
  const others = (["squirrel", "beaver"] as const).map((consumer) => lookUpAs(consumer, input, pulls));
  return [rat, ...(await Promise.all(others))];
}

/** All three pull the image alike: what was named, and what an index contains. */
async function pull(input: GenerationInput, left: Map<string, string>): Promise<Pulls> {
  const pulls: Pulls[number][] = [];
  const indexes = new Set(input.graph.edges.filter(isContains).map(({ source }) => source));
  const queue = [input.root];
  for (const digest of queue) {
    const answer = await within(input, () => pullAs("rat", input.reading, questionOf(input, digest)));
    if (typeof answer === "string") {
      left.set(digest, answer);
      pulls.push({ digest, children: [], reason: answer, exchanges: [] });
      continue;
    }
    const { image } = answer;
    if (image?.state !== "pulled") {
      // An image that is gone is known to be: whoever pulls it finds nothing in it.
      const reason = image?.state === "missing" ? undefined : image?.reason;
      pulls.push({ digest, children: [], reason, exchanges: image?.exchanges ?? [] });
      continue;
    }
    const children = [...new Set(image.manifest.manifests.map((child) => child.digest))];
    pulls.push({ digest, children, exchanges: image.exchanges });
    queue.push(...children.filter((child) => indexes.has(child) && !queue.includes(child)));
  }
  return pulls;
}

/** From the image and all that its index contains to whatever the consumer's own answers name. */
async function lookUpAs(
  consumer: Exclude<Consumer, "rat">,
  input: GenerationInput,
  pulls: Pulls,
): Promise<GenerationRun> {
  // Where nothing is attached no answer can change a cell.
  const worthwhile = new Set(
    input.graph.edges.filter((edge) => !isContains(edge)).map(({ target }) => target),
  );
  const queue = [...new Set([input.root, ...pulls.flatMap(({ children }) => children)])].filter((digest) =>
    worthwhile.has(digest),
  );
  const seen = new Set(queue);
  const [lookups, leftOut]: [Found[], Map<string, string>] = [[], new Map()];
  while (queue.length > 0) {
    const wave = queue.splice(0, AT_ONCE);
    const answers = await Promise.all(wave.map((digest) => ask(consumer, input, digest, lookups.length)));
    for (const [at, subject] of wave.entries()) {
      const answer = answers[at];
      if (answer === undefined || typeof answer === "string")
        leftOut.set(subject, answer ?? "it was not run here");
      else lookups.push({ ...answer, subject });
    }
    const named = answers.flatMap((answer) => (typeof answer === "object" ? answer.found : []));
    for (const { digest } of named) {
      if (!worthwhile.has(digest) || seen.has(digest)) continue;
      seen.add(digest);
      queue.push(digest);
    }
  }
  return { head: headOf(consumer, input.reading), pulls, lookups, leftOut };
}

async function ask(
  consumer: Consumer,
  input: GenerationInput,
  digest: string,
  asked: number,
): Promise<Lookup | string | undefined> {
  if (asked >= MAX_SUBJECTS) return `it was run on ${MAX_SUBJECTS} subjects, and not on this one`;
  const answer = await within(input, () => pullAs(consumer, input.reading, questionOf(input, digest)));
  return typeof answer === "string" ? answer : answer.lookup;
}

/** The answer, or why nothing is asked any more. Throws "cancelled" when the caller left. */
async function within<T>({ whyEnded }: GenerationInput, work: () => Promise<T>): Promise<T | string> {
  return whyEnded() ?? (await work());
}

function questionOf({ registry, repository }: GenerationInput, digest: string) {
  return { registry, repository, digest };
}

function isContains({ relation }: Graph["edges"][number]): boolean {
  return relation === "contains";
}

const READINGS: Record<Reading, string> = { "oci-1.1": "OCI 1.1", "proposal-e": "Proposal E, literal" };
const LOOKS: Record<Reading, Record<Consumer, string>> = {
  "oci-1.1": {
    rat: "Pulls the image, and knows nothing of references.",
    squirrel: "Asks the referrers API, on 404 the exact referrers tag; reads image manifests alone.",
    beaver: "Asks the referrers API, on 404 the exact referrers tag; reads the artifact manifest too.",
  },
  "proposal-e": {
    rat: "Pulls the image, and knows nothing of references.",
    squirrel: "Asks the referrers API, on any failure lists the tags that begin with the digest.",
    beaver: "Asks as the squirrel does, reads the new manifest too, and would rather have that.",
  },
};
const SOURCE = "https://github.com/opencontainers/wg-reference-types/blob/main/docs/UPGRADING.md";

function headOf(consumer: Consumer, reading: Reading): GenerationRun["head"] {
  const { words } = stateWords(consumer);
  const sources = [{ text: "upgrade path of the working group on reference types", url: SOURCE }];
  const looks = LOOKS[reading][consumer];
  return {
    id: consumer,
    name: words,
    versions: READINGS[reading],
    runs: "run on this image",
    looks,
    sources,
  };
}
