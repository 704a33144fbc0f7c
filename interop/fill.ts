// Repositories of different make, filled by real clients: crane pushes images, oras attaches artifacts and pushes the
// manifests that no client makes by itself.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pushImage } from "./push.ts";
import { run, scratch } from "./servers.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";

/** What a registry is filled with: "shop/app:1.0" stands for the image. */
export type Fill = (host: string) => Promise<void>;

/** An index of two platforms with an SBOM, a signature on it, and a report on one platform. */
export const everyday: Fill = async (host) => void (await pushImage(host, "shop/app"));

/** One image with cosign's three tags, as cosign writes them, and a bundle beside them. */
export const cosignTags: Fill = async (host) => {
  const image = await pushPlain(host);
  const tag = image.replace(":", "-");
  await push(host, `${tag}.sig`, "application/vnd.dev.cosign.simplesigning.v1+json");
  await push(host, `${tag}.att`, "application/vnd.dsse.envelope.v1+json");
  await push(host, `${tag}.sbom`, "text/spdx+json");
  await attach(host, image, "application/vnd.dev.sigstore.bundle.v0.3+json");
};

/** An index that holds BuildKit's attestation, whose platform has a referrer of its own. */
export const inIndex: Fill = async (host) => {
  const platform = await pushPlain(host);
  const attestation = await push(host, "attestation", "application/vnd.in-toto+json");
  const size = async (digest: string) => (await manifestOf(host, digest)).length;
  const manifests = [
    {
      mediaType: MANIFEST,
      digest: platform,
      size: await size(platform),
      platform: { os: "linux", architecture: "amd64" },
    },
    {
      ...{ mediaType: MANIFEST, digest: attestation, size: await size(attestation) },
      platform: { os: "unknown", architecture: "unknown" },
      annotations: {
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": platform,
      },
    },
  ];
  await pushManifest(host, "1.0", INDEX, { schemaVersion: 2, mediaType: INDEX, manifests });
  await attach(host, platform, "application/sarif+json");
};

/** The API lists what the referrers tag does not, and the tag what the API does not, as after half an upgrade. */
export const gap: Fill = async (host) => {
  const image = await pushPlain(host);
  const both = await attach(host, image, "application/spdx+json");
  await attach(host, image, "application/vnd.cyclonedx+json");
  const config = { mediaType: "application/vnd.oci.empty.v1+json", digest: EMPTY, size: 2 };
  const type = "application/sarif+json";
  const old = { schemaVersion: 2, mediaType: MANIFEST, artifactType: type, config, layers: [] };
  const onlyByTag = await pushManifest(host, "old", MANIFEST, old);
  const manifests = await Promise.all(
    [both, onlyByTag].map(async (digest) => {
      const { length: size } = await manifestOf(host, digest);
      return {
        mediaType: MANIFEST,
        digest,
        size,
        artifactType: digest === both ? "application/spdx+json" : type,
      };
    }),
  );
  const list = { schemaVersion: 2, mediaType: INDEX, manifests };
  await pushManifest(host, image.replace(":", "-"), INDEX, list);
};

/** A chain: an SBOM of the image, a signature of the SBOM, a report about the signature. */
export const nested: Fill = async (host) => {
  const image = await pushPlain(host);
  const sbom = await attach(host, image, "application/vnd.cyclonedx+json");
  const signature = await attach(host, sbom, "application/vnd.cncf.notary.signature");
  await attach(host, signature, "application/x.report");
};

const EMPTY = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

/** Pushes "shop/app:1.0", an image without an index; an index pushed later takes the tag. */
async function pushPlain(host: string): Promise<string> {
  const folder = scratch();
  try {
    const layer = join(folder.path, "layer.tar");
    writeFileSync(join(folder.path, "hello.txt"), "hello\n");
    await run("tar", ["--mtime=@0", "--owner=0", "--group=0", "-cf", layer, "-C", folder.path, "hello.txt"]);
    const name = `${host}/shop/app:1.0`;
    await run("crane", ["append", "--insecure", "--oci-empty-base", "-f", layer, "-t", name]);
    return (await run("crane", ["digest", "--insecure", name])).trim();
  } finally {
    folder.remove();
  }
}

/** One layer of the type, under a tag, with an image's config as cosign writes it. Returns the digest. */
async function push(host: string, tag: string, type: string): Promise<string> {
  return inFolder({ "config.json": "{}", "layer.json": JSON.stringify({ tag, type }) }, async (cwd) => {
    const config = "config.json:application/vnd.oci.image.config.v1+json";
    const name = `${host}/shop/app:${tag}`;
    const out = await run(
      "oras",
      [
        "push",
        "--plain-http",
        "--format",
        "json",
        "--config",
        config,
        "--image-spec",
        "v1.0",
        name,
        `layer.json:${type}`,
      ],
      { cwd },
    );
    return JSON.parse(out).digest;
  });
}

async function attach(host: string, subject: string, type: string): Promise<string> {
  return inFolder({ "layer.json": JSON.stringify({ subject, type }) }, async (cwd) => {
    const name = `${host}/shop/app@${subject}`;
    const layer = `layer.json:${type}`;
    const out = await run(
      "oras",
      ["attach", "--plain-http", "--format", "json", "--artifact-type", type, name, layer],
      {
        cwd,
      },
    );
    return JSON.parse(out).digest;
  });
}

async function pushManifest(host: string, tag: string, type: string, manifest: object): Promise<string> {
  const text = JSON.stringify(manifest);
  return inFolder({ "manifest.json": text }, async (cwd) => {
    const name = `${host}/shop/app:${tag}`;
    await run("oras", ["manifest", "push", "--plain-http", "--media-type", type, name, "manifest.json"], {
      cwd,
    });
    return `sha256:${createHash("sha256").update(text).digest("hex")}`;
  });
}

async function manifestOf(host: string, digest: string): Promise<string> {
  return run("crane", ["manifest", "--insecure", `${host}/shop/app@${digest}`]);
}

async function inFolder<T>(files: Record<string, string>, work: (cwd: string) => Promise<T>): Promise<T> {
  const folder = scratch();
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text);
    return await work(folder.path);
  } finally {
    folder.remove();
  }
}
