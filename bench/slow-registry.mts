// A demo registry in a process of its own: one image with many referrers, every answer late by a fixed time.
// Arguments: referrers, latency in milliseconds. Prints its host; answers a message with what it was asked.
import { createRegistry } from "../lib/sandbox/index.ts";

const [referrers = "1000", latency = "20"] = process.argv.slice(2);
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const EMPTY = { mediaType: "application/vnd.oci.empty.v1+json", digest: `sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a`, size: 2 };

const registry = createRegistry({ requestLogSize: 200_000 });
registry.putBlob("bench/app", "{}");
const image = (extra: object) => JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config: EMPTY, layers: [EMPTY], ...extra });
const bytes = image({});
const subject = registry.put("bench/app", { tag: "1", mediaType: MANIFEST, bytes });
for (let n = 0; n < Number(referrers); n++) {
  const about = { mediaType: MANIFEST, digest: subject, size: Buffer.byteLength(bytes) };
  registry.put("bench/app", {
    mediaType: MANIFEST,
    bytes: image({ artifactType: "application/spdx+json", subject: about, annotations: { n: String(n) } }),
  });
}
registry.requests.clear();
registry.onRequest = async () => {
  await new Promise((resolve) => setTimeout(resolve, Number(latency)));
  return undefined;
};
const { port } = await registry.listen({ port: 0 });
process.send?.({ host: `127.0.0.1:${port}` });
process.on("message", () => {
  const urls = registry.requests.entries.map(({ method, url }) => `${method} ${url}`);
  process.send?.({ requests: urls.length, repeated: urls.length - new Set(urls).size });
});
