// A registry in a process of its own: one image with many referrers, every answer late by a fixed time, and another,
// prompt one to warm up on. It answers from a table, so that it takes as little as possible of a shared machine.
// Arguments: referrers, latency in milliseconds. Sends its host; answers any message with what it was asked.
import { createHash } from "node:crypto";
import { createServer } from "node:http";

type Prepared = { status: number; headers: Record<string, string>; body: string };

const [referrers = "1000", latency = "20"] = process.argv.slice(2);
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const LATE = "/v2/bench/app/";
const WARM_REFERRERS = 500;
const EMPTY = {
  mediaType: "application/vnd.oci.empty.v1+json",
  digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
  size: 2,
};

const UNKNOWN: Prepared = {
  status: 404,
  headers: { "content-type": "text/plain" },
  body: "404 page not found\n",
};

const table = new Map<string, Prepared>();
fill("bench/warm", WARM_REFERRERS);
fill("bench/app", Number(referrers));
/** Of the late image: how often each was asked for, and for how long the answers took in all. */
const asked = new Map<string, number>();
let tookMs = 0;

const server = createServer(({ method, url = "" }, response) => {
  const { status, headers, body } = find(url.split("?")[0] ?? "");
  const send = () => response.writeHead(status, headers).end(body);
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
  process.send?.({ requests, repeated: requests - asked.size, latencyMs: tookMs / requests });
});

function fill(repository: string, count: number): void {
  const subject = put(repository, "");
  table.set(`/v2/${repository}/manifests/1`, find(`/v2/${repository}/manifests/${subject.digest}`));
  const listed = Array.from({ length: count }, (_, n) => put(repository, String(n), subject));
  const list = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: listed });
  table.set(`/v2/${repository}/referrers/${subject.digest}`, answer(list, INDEX));
  table.set(
    `/v2/${repository}/tags/list`,
    answer(JSON.stringify({ name: repository, tags: ["1"] }), "application/json"),
  );
}

/** Puts an image, or a referrer of `subject`, with an empty list of referrers; gives its descriptor in a list. */
function put(repository: string, n: string, subject?: object) {
  const about = subject && { artifactType: "application/spdx+json", subject, annotations: { n } };
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: EMPTY,
    layers: [EMPTY],
    ...about,
  });
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  table.set(
    `/v2/${repository}/manifests/${digest}`,
    answer(body, MANIFEST, { "docker-content-digest": digest }),
  );
  table.set(
    `/v2/${repository}/referrers/${digest}`,
    answer(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [] }), INDEX),
  );
  const { artifactType, annotations } = about ?? {};
  return { mediaType: MANIFEST, digest, size: body.length, artifactType, annotations };
}

function answer(body: string, type: string, more: Record<string, string> = {}): Prepared {
  return {
    status: 200,
    headers: { "content-type": type, "content-length": String(body.length), ...more },
    body,
  };
}

function find(path: string): Prepared {
  return table.get(path) ?? UNKNOWN;
}
