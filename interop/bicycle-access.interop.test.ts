// docker-registry behind TLS with a CA of our own, and with htpasswd: the states that people meet first.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explore } from "./ask.ts";
import { has, type RealRegistry, run, scratch, startDockerRegistry } from "./servers.ts";

const folder = scratch();
afterAll(() => folder.remove());

describe("TLS with a private CA", () => {
  const ready = has("docker-registry") && has("openssl") && has("skopeo");
  let registry: RealRegistry;
  beforeAll(async () => {
    if (!ready) return;
    await makeCertificates(folder.path);
    registry = await startDockerRegistry({
      tls: { certificate: join(folder.path, "server.crt"), key: join(folder.path, "server.key") },
    });
    await pushBySkopeo(registry.host, ["--dest-tls-verify=false"]);
  });
  afterAll(() => registry?.stop());

  test.skipIf(!ready)("NODE_EXTRA_CA_CERTS makes it a registry like any other", async () => {
    const { ok, problem } = await explore(`${registry.host}/tls/app:1`, registry.host, {
      NODE_EXTRA_CA_CERTS: join(folder.path, "ca.crt"),
    });
    expect(problem).toBeUndefined();
    expect(ok?.graph.nodes[0]?.state).toBe("present");
    expect(ok?.exchanges.every(({ url }) => url.startsWith("https://"))).toBe(true);
  });

  test.skipIf(!ready)("an unknown CA is a clear state of its own, not an absent image", async () => {
    const { problem } = await explore(`${registry.host}/tls/app:1`, registry.host);
    expect(problem).toMatchObject({ code: "tls-failed", status: 502 });
    expect(problem?.hint).toContain("NODE_EXTRA_CA_CERTS");
    expect(problem?.exchanges?.[0]?.error?.code).toBe("tls-failed");
  });
});

describe("htpasswd", () => {
  const ready = has("docker-registry") && has("htpasswd") && has("skopeo");
  let registry: RealRegistry;
  beforeAll(async () => {
    if (!ready) return;
    const passwords = join(folder.path, "htpasswd");
    writeFileSync(passwords, await run("htpasswd", ["-nbB", "reader", "correct-horse"]));
    registry = await startDockerRegistry({ htpasswd: passwords });
    await pushBySkopeo(registry.host, ["--dest-tls-verify=false", "--dest-creds", "reader:correct-horse"]);
  });
  afterAll(() => registry?.stop());

  test.skipIf(!ready)("Basic credentials come from Docker's config file, and are in no receipt", async () => {
    const { ok, problem } = await explore(`${registry.host}/tls/app:1`, `http://${registry.host}`, {
      DOCKER_CONFIG: dockerConfig(registry.host, "reader:correct-horse"),
    });
    expect(problem).toBeUndefined();
    expect(ok?.graph.nodes[0]?.state).toBe("present");
    const receipts = JSON.stringify(ok?.exchanges);
    expect(receipts).toContain("reader");
    expect(receipts).not.toContain("correct-horse");
    expect(receipts).not.toContain(Buffer.from("reader:correct-horse").toString("base64"));
  });

  test.skipIf(!ready)("wrong credentials are refused as such", async () => {
    const { problem } = await explore(`${registry.host}/tls/app:1`, `http://${registry.host}`, {
      DOCKER_CONFIG: dockerConfig(registry.host, "reader:wrong"),
    });
    expect(problem).toMatchObject({ code: "credentials-refused" });
    expect(problem?.detail).toContain("401");
  });

  test.skipIf(!ready)("no credentials: denied, never not found", async () => {
    const { problem } = await explore(`${registry.host}/tls/app:1`, `http://${registry.host}`);
    expect(problem).toMatchObject({ code: "credentials-refused" });
  });
});

/** A docker config folder that knows one host. */
function dockerConfig(host: string, credential: string): string {
  const { path } = scratch();
  const auth = Buffer.from(credential).toString("base64");
  writeFileSync(join(path, "config.json"), JSON.stringify({ auths: { [host]: { auth } } }));
  return path;
}

async function makeCertificates(path: string): Promise<void> {
  const at = (name: string) => join(path, name);
  await run("openssl", [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=interop CA",
    "-keyout",
    at("ca.key"),
    "-out",
    at("ca.crt"),
  ]);
  await run("openssl", [
    "req",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-subj",
    "/CN=127.0.0.1",
    "-keyout",
    at("server.key"),
    "-out",
    at("server.csr"),
  ]);
  writeFileSync(at("san"), "subjectAltName=IP:127.0.0.1\n");
  await run("openssl", [
    "x509",
    "-req",
    "-days",
    "2",
    "-in",
    at("server.csr"),
    "-CA",
    at("ca.crt"),
    "-CAkey",
    at("ca.key"),
    "-CAcreateserial",
    "-extfile",
    at("san"),
    "-out",
    at("server.crt"),
  ]);
}

/** skopeo pushes a small image from an OCI layout written here. */
async function pushBySkopeo(host: string, flags: string[]): Promise<void> {
  const layout = join(folder.path, `layout-${flags.length}`);
  makeLayout(layout);
  await run("skopeo", [
    "copy",
    "--insecure-policy",
    ...flags,
    `oci:${layout}:1`,
    `docker://${host}/tls/app:1`,
  ]);
}

function makeLayout(layout: string): void {
  mkdirSync(join(layout, "blobs", "sha256"), { recursive: true });
  const put = (text: string, mediaType: string, annotations?: Record<string, string>) => {
    const hex = createHash("sha256").update(text).digest("hex");
    writeFileSync(join(layout, "blobs", "sha256", hex), text);
    return {
      mediaType,
      digest: `sha256:${hex}`,
      size: Buffer.byteLength(text),
      ...(annotations ? { annotations } : {}),
    };
  };
  const config = put(
    JSON.stringify({ architecture: "amd64", os: "linux", rootfs: { type: "layers", diff_ids: [] } }),
    "application/vnd.oci.image.config.v1+json",
  );
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const manifest = put(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] }), mediaType, {
    "org.opencontainers.image.ref.name": "1",
  });
  writeFileSync(join(layout, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  writeFileSync(join(layout, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
}
