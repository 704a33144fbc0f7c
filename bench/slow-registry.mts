// A registry in a process of its own: one image with many referrers, every answer late by a fixed time, and another,
// prompt one to warm up on. It answers from a table, so that it takes as little as possible of a shared machine.
// Arguments: referrers, latency in milliseconds, form. Sends its host; answers any message with what it was asked.
//   flat: all referrers about the image, of one kind      tree: six about each, of five kinds
//   names: as flat, with nearly 4 MiB of annotation names in each manifest
import { createHash } from "node:crypto";
import { createServer } from "node:http";

type Prepared = { status: number; headers: Record<string, string>; body: string; isPadded?: boolean };

const [referrers = "1000", latency = "20", form = "flat"] = process.argv.slice(2);
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const LATE = "/v2/bench/app/";
const WARM_REFERRERS = 500;
const EMPTY = {
  mediaType: "application/vnd.oci.empty.v1+json",
  digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
  size: 2,
};
const TYPES = [
  "application/spdx+json",
  "application/vnd.dev.cosign.artifact.sig.v1+json",
  "application/vnd.openvex+json",
  "application/sarif+json",
  "application/vnd.in-toto+json",
];
/** Names of annotations, as long as a manifest may be with the rest of it: each twice as long as is ever kept. */
const PADDING = Array.from({ length: 8000 }, (_, n) => `"${String(n).padStart(512, "n")}":""`).join(",");

const UNKNOWN: Prepared = {
  status: 404,
  headers: { "content-type": "text/plain" },
  body: "404 page not found\n",
};

const table = new Map<string, Prepared>();
fill("bench/warm", WARM_REFERRERS, "flat");
fill("bench/app", Number(referrers), form);
/** Of the late image: how often each was asked for, and for how long the answers took in all. */
const asked = new Map<string, number>();
let tookMs = 0;
/** Padded manifests that were sent whole. */
let padded = 0;

const server = createServer(({ method, url = "" }, response) => {
  const { status, headers, body, isPadded } = find(url.split("?")[0] ?? "");
  const send = () => {
    response.writeHead(status, headers).end(isPadded ? withPadding(body) : body);
    if (isPadded) response.once("finish", () => padded++);
  };
  if (!url.startsWith(LATE)) return void send();
  const line = `${method} ${url}`;
  asked.set(line, (asked.get(line) ?? 0) + 1);
  const came = performance.now();
  setTimeout(() => {
    send();
    tookMs += performance.now() - came;
  }, Number(latency));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ host: `127.0.0.1:${typeof address === "object" ? address?.port : ""}` });
});
process.on("message", () => {
  const requests = [...asked.values()].reduce((sum, times) => sum + times, 0);
  process.send?.({ requests, repeated: requests - asked.size, latencyMs: tookMs / requests, padded });
  // What comes next is another exploration.
  asked.clear();
  tookMs = 0;
  padded = 0;
});

function fill(repository: string, count: number, shape: string): void {
  const root = put(repository, "");
  table.set(`/v2/${repository}/manifests/1`, find(`/v2/${repository}/manifests/${root.digest}`));
  const places = [root];
  for (let n = 0; n < count; n++) {
    // Eight about the image itself, six about each of the rest: no crowd of a kind that would fold.
    const subject = (shape === "tree" && n >= 8 ? places[1 + Math.floor((n - 8) / 6)] : root) ?? root;
    const placed = put(repository, String(n), subject, shape);
    subject.about.push(placed);
    places.push(placed);
  }
  for (const { digest, about } of places) list(repository, digest, about);
  table.set(
    `/v2/${repository}/tags/list`,
    answer(JSON.stringify({ name: repository, tags: ["1"] }), "application/json"),
  );
}

/** As a list names it, and what is about it. */
type Placed = {
  mediaType: string;
  digest: string;
  size: number;
  artifactType?: string;
  annotations?: { n: string };
  about: Placed[];
};

/** Puts an image, or a referrer of `subject`. */
function put(repository: string, n: string, subject?: Placed, shape = "flat"): Placed {
  const artifactType = TYPES[shape === "tree" ? Number(n) % TYPES.length : 0];
  const told = subject && { artifactType, annotations: { n } };
  const { mediaType, digest: of, size } = subject ?? {};
  const isPadded = subject !== undefined && shape === "names";
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: EMPTY,
    layers: [EMPTY],
    ...(subject && { ...told, subject: { mediaType, digest: of, size } }),
  });
  const whole = isPadded ? withPadding(body) : body;
  const digest = `sha256:${createHash("sha256").update(whole).digest("hex")}`;
  const headers = { "content-type": MANIFEST, "docker-content-digest": digest };
  const length = { "content-length": String(whole.length) };
  table.set(`/v2/${repository}/manifests/${digest}`, {
    status: 200,
    headers: { ...headers, ...length },
    body,
    isPadded,
  });
  return { mediaType: MANIFEST, digest, size: whole.length, ...told, about: [] };
}

/** Made anew for each answer: a thousand of them would fill the machine. */
function withPadding(body: string): string {
  return body.replace('"annotations":{', `"annotations":{${PADDING},`);
}

function list(repository: string, digest: string, about: Placed[]): void {
  const manifests = about.map(({ about: _, ...descriptor }) => descriptor);
  const body = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests });
  table.set(`/v2/${repository}/referrers/${digest}`, answer(body, INDEX));
}

function answer(body: string, type: string): Prepared {
  return {
    status: 200,
    headers: { "content-type": type, "content-length": String(body.length) },
    body,
  };
}

function find(path: string): Prepared {
  return table.get(path) ?? UNKNOWN;
}
