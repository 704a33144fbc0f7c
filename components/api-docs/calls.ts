// What each call of the HTTP API is for. The shapes come from the OpenAPI document.

export type CallWords = {
  method: "GET" | "POST";
  path: string;
  title: string;
  about: string;
  /** The body of the example, for a reference that can be read. */
  example?: (reference: ExampleReference) => object;
  accept?: string;
};

/** An image that the reader can try the calls on. */
export type ExampleReference = { text: string; registry: string; repository: string };

export const CALLS: CallWords[] = [
  {
    method: "POST",
    path: "/api/explore",
    title: "Explore a reference",
    about:
      "Everything that refers to an image, with the requests behind it. Ask for application/json and it comes whole, at the end; ask for application/x-ndjson and it comes line by line, as it is found: a later node, edge or progress replaces the earlier one of the same id, and the last line has the whole again.",
    example: ({ text }) => ({ reference: text }),
    accept: "application/x-ndjson",
  },
  {
    method: "POST",
    path: "/api/probe",
    title: "Probe a registry",
    about:
      "What a registry can do, by reading alone: its state on the upgrade path in both readings, thirteen capabilities with their evidence, and every request. Without a repository the first of the catalog is looked at.",
    example: ({ registry, repository }) => ({ registry, repository }),
  },
  {
    method: "POST",
    path: "/api/probe/active",
    title: "Probe by pushing",
    about:
      "What only a push shows, asked in thirteen steps in a scratch repository whose name is given twice, and cleaned up in every outcome; what could not be removed is in “leftovers”. With dryRun nothing is sent, and “plan” has each request. Refused unless REFSCOPE_WRITES is on, and for a repository that is not known to be empty unless notEmpty says so.",
    example: ({ registry }) => {
      const repository = "scratch/refscope";
      return { registry, repository, confirm: repository, dryRun: true };
    },
  },
  {
    method: "GET",
    path: "/api/leftovers",
    title: "What was left",
    about:
      "What runs of this server and of earlier ones may have left on registries. Nobody is asked for it.",
  },
  {
    method: "POST",
    path: "/api/leftovers/clean",
    title: "Clean up a run",
    about:
      "Takes away what a run left, and says of each thing whether it is gone. Refused unless REFSCOPE_WRITES is on.",
    example: () => ({ run: "0123456789abcdef" }),
  },
  {
    method: "POST",
    path: "/api/audit",
    title: "Audit a repository",
    about:
      "Every tag of a repository, read only: what referrers tags list held against the referrers API by digest in both directions, tags of nothing, and how what is attached to each image was made. As application/x-ndjson it comes line by line, and leaving stops it. What was not answered is “unchecked”, never a gap and never nothing.",
    example: ({ registry, repository }) => ({ registry, repository }),
    accept: "application/x-ndjson",
  },
  {
    method: "POST",
    path: "/api/inspect",
    title: "Open an artifact",
    about:
      "What one artifact says and whether its signature holds: its manifest and its documents are fetched, read within bounds and verified. Each of its documents is one of the reports; what the first is, and whether its signature holds, stands at the top as well. Each fact says whether it is signed or claimed. With a subject it is held against that digest, else against the one that its manifest names. A document that could not be had is “error” or “skipped” with the reason, never “unsigned”.",
    example: ({ registry, repository }) => ({ registry, repository, digest: "sha256:…" }),
  },
  {
    method: "POST",
    path: "/api/raw",
    title: "Read raw bytes",
    about:
      "The bytes of one manifest or blob as the registry has them, as an attachment. They leave only when they have the digest that was asked for.",
    example: ({ registry, repository }) => ({ registry, repository, digest: "sha256:…" }),
  },
  {
    method: "POST",
    path: "/api/visibility",
    title: "Who can see this",
    about:
      "What is attached to an image, by the three generations of consumers, which are run on it, and by named clients, by their rules. A cell is an index into the verdicts: found, unreadable, not-found or not-known, with the reason and its requests. What could not be checked is never not-found.",
    example: ({ text }) => ({ reference: text }),
  },
  {
    method: "POST",
    path: "/api/compare",
    title: "Compare two images",
    about:
      "Two images of any two registries, read only: what is attached to both, to one alone, or of the same kind with other content; packages and provenance, platform by platform. Where both are the same digest, “mirror” has what each side lacks and the command lines that bring it. What could not be checked is never missing. The detail of a problem begins with its side.",
    example: ({ text }) => ({ left: text, right: text }),
  },
  {
    method: "POST",
    path: "/api/search",
    title: "Search inside an image",
    about:
      "Whether a package is in an image, by name, package URL, CPE or version, over every SBOM that is attached to it, with which of them say so and where they contradict each other. “not-listed” is said of SBOMs that were read alone; without any the answer is “cannot-be-told”.",
    example: ({ text }) => ({ reference: text, query: "log4j" }),
  },
  {
    method: "POST",
    path: "/api/scenarios",
    title: "Run rows of the upgrade path",
    about:
      "The seed's eighteen rows, or those that are named by number, each run for real by small programs: a producer pushes, a consumer looks, and every promise of the row is held against what was seen, with the requests. Without a registry demo registries are made for the run, and “extras” names rows besides; with a registry and a repository the rows of its kind run in that scratch repository, which is cleaned up row by row. Refused there unless REFSCOPE_WRITES is on, and for a repository that is not known to be empty unless notEmpty says so. As application/x-ndjson it comes step by step.",
    example: () => ({ scenarios: [8, 11], reading: "oci-1.1" }),
    accept: "application/x-ndjson",
  },
  {
    method: "GET",
    path: "/api/registries",
    title: "Known registries",
    about:
      "Those this server has met since it started, with the last verdict on each. Nobody is asked for it. With ?evidence=1 each has the requests behind its verdict; with &registry=<host>, once or more, only those hosts are in it.",
  },
  {
    method: "GET",
    path: "/api/openapi.json",
    title: "The contract",
    about: "OpenAPI 3.1, generated from the schemas that the calls themselves use.",
  },
  {
    method: "GET",
    path: "/healthz",
    title: "Liveness",
    about: "Answers “ok” while the server runs. It says nothing about any registry.",
  },
];

/** An id for the address: "post-api-explore". */
export function callId({ method, path }: Pick<CallWords, "method" | "path">): string {
  return `${method}${path}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
