// A registry in a process of its own: one repository of many tags, answered from a table. Of every ten tags eight name an
// image each, one is a referrers tag and one a signature's; of the list's two entries the API has one. Argument: tags.
// Sends its host; answers any message with how often it was asked.
import { createHash } from "node:crypto";
import { createServer } from "node:http";

type Prepared = { status: number; headers: Record<string, string>; body: string };

const tags = Number(process.argv[2] ?? "1000");
const ROOT = "/v2/bench/app";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const PAGE = 1000;

const table = new Map<string, Prepared>();
const names: string[] = [];
let asked = 0;

for (let n = 0; n < tags / 10; n++) fillTen(n);
names.sort();
for (let at = 0; at < names.length; at += PAGE) putPage(at);

const server = createServer(({ url = "" }, response) => {
  asked++;
  const { status, headers, body } = table.get(url) ?? table.get(url.split("?")[0] ?? "") ?? unknown(url);
  response.writeHead(status, headers).end(body);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ host: `127.0.0.1:${typeof address === "object" ? address?.port : ""}` });
});
process.on("message", () => process.send?.({ requests: asked }));

function fillTen(ten: number): void {
  const images = Array.from({ length: 8 }, (_, n) => {
    const config = putBlob(
      JSON.stringify({ created: new Date(Date.UTC(2016, 0, ten % 3000, n)).toISOString() }),
    );
    const image = putManifest({ config, layers: [], annotations: { n: `${ten}.${n}` } }, MANIFEST);
    name(`v${ten}.${n}`, image.digest);
    return image;
  });
  const [image] = images;
  if (!image) return;
  const about = { subject: image, config: image, layers: [] };
  const both = putManifest({ ...about, annotations: { n: "both" } }, MANIFEST);
  const alone = putManifest({ ...about, annotations: { n: "alone" } }, MANIFEST);
  const list = putManifest({ manifests: [both, alone] }, INDEX);
  const stem = image.digest.replace(":", "-");
  name(stem, list.digest);
  name(`${stem}.sig`, image.digest);
  const listed = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [both] });
  table.set(`${ROOT}/referrers/${image.digest}`, answer(listed, INDEX));
}

function name(tag: string, digest: string): void {
  names.push(tag);
  const manifest = table.get(`${ROOT}/manifests/${digest}`);
  if (manifest) table.set(`${ROOT}/manifests/${tag}`, manifest);
}

function putManifest(json: object, mediaType: string) {
  const body = JSON.stringify({ schemaVersion: 2, mediaType, ...json });
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  table.set(`${ROOT}/manifests/${digest}`, answer(body, mediaType));
  return { mediaType, digest, size: Buffer.byteLength(body) };
}

function putBlob(body: string) {
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  table.set(`${ROOT}/blobs/${digest}`, answer(body, "application/octet-stream"));
  return { mediaType: "application/vnd.oci.image.config.v1+json", digest, size: body.length };
}

function putPage(at: number): void {
  const page = names.slice(at, at + PAGE);
  const isLast = at + PAGE >= names.length;
  const query = at === 0 ? `n=${PAGE}` : `n=${PAGE}&last=${names[at - 1]}`;
  const { headers, ...rest } = answer(JSON.stringify({ name: "bench/app", tags: page }), "application/json");
  const link = { link: `<${ROOT}/tags/list?n=${PAGE}&last=${page.at(-1)}>; rel="next"` };
  table.set(`${ROOT}/tags/list?${query}`, { ...rest, headers: isLast ? headers : { ...headers, ...link } });
}

function answer(body: string, type: string): Prepared {
  return {
    status: 200,
    headers: { "content-type": type, "content-length": String(Buffer.byteLength(body)) },
    body,
  };
}

/** The API knows every digest, and after the last tag comes none; nothing else is there. */
function unknown(url: string): Prepared {
  if (url.startsWith(`${ROOT}/tags/list`)) {
    return answer(JSON.stringify({ name: "bench/app", tags: [] }), "application/json");
  }
  if (url.startsWith(`${ROOT}/referrers/`)) {
    return answer(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [] }), INDEX);
  }
  return { ...answer('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}', "application/json"), status: 404 };
}
