// Registries that fail, each in one way, on ports of the system's.
import { setTimeout as sleep } from "node:timers/promises";
import { createRegistry, type OnRequest, type RegistryOptions, type SandboxRegistry } from "#lib/sandbox";
import { freePort } from "../server.mts";
import { type Attached, HOSTILE, many, putBuildKitImage, putImage, SOME } from "./contents.mts";
import { putHostileDocuments } from "./hostile-documents.mts";
import { answerForOpened, putLimitedDocument, putOpenedDocuments } from "./opened-documents.mts";
import { answerForRepositories, fillRepositories } from "./repositories.mts";

export type FaultName = keyof typeof FAULTS | "refused" | "tls";

export type FaultRegistries = {
  /** "127.0.0.1:41234", by name. Each holds `shop/checkout:1`. */
  hosts: Record<FaultName, string>;
  /** What REFSCOPE_PRIVATE_REGISTRIES has to be. */
  allowed: string;
  close(): Promise<void>;
};

export const IMAGE = "shop/checkout";

const LONG_MS = 60_000;
const sent = (status: number, headers: Record<string, string> = {}, body = "{}") => ({
  status,
  headers,
  body,
});
const error = (code: string, message: string) => JSON.stringify({ errors: [{ code, message }] });
const LOGIN_PAGE =
  "<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>";

type Fault = {
  attached?: Attached[];
  hasTag?: true;
  isBuildKit?: true;
  switches?: RegistryOptions;
  answer?: OnRequest;
  /** Puts more repositories beside the one that each has. */
  fill?: (registry: SandboxRegistry) => void;
  /** Manifests that cannot be read: how many are gone, how many are errors of the registry. */
  unreadable?: { gone: number; failing: number };
};

const FAULTS = {
  /** Nothing is attached, and every way says so. */
  bare: { attached: [] },
  /** All that is attached lies in the index itself. */
  buildkit: { isBuildKit: true },
  /** Nothing is found, but only because the ways are denied. */
  "bare-denied": {
    attached: [],
    answer: ({ url = "" }) =>
      /\/referrers\/|\/tags\/list|manifests\/sha256-/.test(url)
        ? sent(403, {}, error("DENIED", "requested access to the resource is denied"))
        : undefined,
  },
  /** The API is denied, the tag list fails, the referrers tag answers. */
  partial: {
    hasTag: true,
    answer: ({ url = "" }) => {
      if (url.includes("/referrers/")) return sent(403, {}, error("DENIED", "referrers are for members"));
      if (url.includes("/tags/list")) return sent(500, {}, error("UNKNOWN", "disk on fire"));
      return undefined;
    },
  },
  "some-fail": { attached: many(14), unreadable: { gone: 1, failing: 2 } },
  /** Every page of the list says that there is one more. */
  endless: { attached: many(40), switches: { referrersPageSize: 10, linkStyle: "endless" } },
  /** More than one exploration reads. */
  truncated: { attached: many(2100) },
  limited: {
    answer: () => sent(429, { "Retry-After": "38" }, error("TOOMANYREQUESTS", "rate limit exceeded")),
  },
  denied: { answer: () => sent(403, {}, error("DENIED", "requested access to the resource is denied")) },
  broken: { answer: () => sent(503, { "Content-Type": "text/html" }, "<h1>503 Service Unavailable</h1>") },
  html: { answer: () => sent(200, { "Content-Type": "text/html; charset=utf-8" }, LOGIN_PAGE) },
  /** The connection ends in the middle of the manifest. */
  "cut-body": {
    answer: (request, response) => {
      if (request.method === "HEAD" || !request.url?.includes("/manifests/")) return undefined;
      response.writeHead(200, {
        "content-type": "application/vnd.oci.image.index.v1+json",
        "content-length": "4000",
      });
      response.write('{"schemaVersion": 2, "manifests": [');
      setTimeout(() => response.destroy(), 50);
      return "handled";
    },
  },
  /** It dies after a few answers. */
  dying: { attached: many(30), answer: dying() },
  /** It takes the question and says nothing. */
  silent: { answer: async () => void (await sleep(LONG_MS)) },
  /** The image is there at once, what is attached comes slowly. */
  slow: {
    attached: many(30),
    answer: async ({ url = "" }) => {
      if (/\/tags\/list|manifests\/sha256-/.test(url)) await sleep(LONG_MS);
      else if (/manifests\/sha256:/.test(url)) await sleep(400);
    },
  },
  huge: { attached: many(1200) },
  hostile: { attached: HOSTILE },
  /** `hostile/documents:1`: artifacts that hold hostile text in every field of what is in them. */
  "hostile-documents": { fill: putHostileDocuments },
  /** `opened/app:1`: artifacts that are hard to open. */
  opened: {
    fill: (registry) => {
      putOpenedDocuments(registry);
      registry.onRequest = answerForOpened(registry);
    },
  },
  "opened-limited": {
    fill: (registry) => {
      putLimitedDocument(registry);
      registry.onRequest = answerForOpened(registry);
    },
  },
  /** Repositories to audit, besides. */
  repositories: {
    fill: fillRepositories,
    answer: answerForRepositories,
    switches: { artifactManifest: "accepted" },
  },
} satisfies Record<string, Fault>;

/** Starts them all; each listens until `close`. */
export async function startFaultRegistries(): Promise<FaultRegistries> {
  const running = await Promise.all(
    Object.entries<Fault>(FAULTS).map(async ([name, fault]) => {
      const { attached = SOME, hasTag, switches, answer, unreadable } = fault;
      const registry = createRegistry({ ...switches, requestLogSize: 10 });
      const digests = fault.isBuildKit ? [] : putImage(registry, IMAGE, attached, hasTag);
      if (fault.isBuildKit) putBuildKitImage(registry, IMAGE);
      fault.fill?.(registry);
      if (unreadable || answer) registry.onRequest = unreadable ? failing(digests, unreadable) : answer;
      const { port, close } = await registry.listen();
      return { name, host: `127.0.0.1:${port}`, close };
    }),
  );
  // Nobody listens where `refused` is; `tls` is asked for TLS and answers without.
  const refused = `127.0.0.1:${await freePort()}`;
  const { port, close } = await createRegistry().listen();
  const tls = `127.0.0.1:${port}`;
  return {
    hosts: {
      ...(Object.fromEntries(running.map(({ name, host }) => [name, host])) as Record<FaultName, string>),
      refused,
      tls,
    },
    allowed: [...running.map(({ host }) => `http://${host}`), `http://${refused}`, tls].join(","),
    close: async () => {
      await Promise.all([close(), ...running.map((one) => one.close())]);
    },
  };
}

function failing(digests: string[], { gone, failing }: NonNullable<Fault["unreadable"]>): OnRequest {
  return ({ url = "" }) => {
    const at = digests.findIndex((digest) => url.endsWith(`/manifests/${digest}`));
    if (at < 0 || at >= gone + failing) return undefined;
    return at < gone
      ? sent(404, {}, error("MANIFEST_UNKNOWN", "manifest unknown"))
      : sent(500, {}, error("UNKNOWN", "disk on fire"));
  };
}

function dying(): OnRequest {
  let asked = 0;
  let last = 0;
  return () => {
    // Each exploration begins with a registry that lives.
    if (Date.now() - last > 4000) asked = 0;
    last = Date.now();
    asked++;
    return asked > 14 ? "drop" : undefined;
  };
}
