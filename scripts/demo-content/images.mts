// Images of this very project: some of its own files, taken from its git history, as layers.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from "./carriers.mts";
import type { Annotations, Descriptor, Manifest, Shelf } from "./shelf.mts";

const OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
const DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
const DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
export const DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

/** Where the files come from: the project's folder, the commit they are taken at, and the version in package.json. */
export type Source = { directory: string; commit: string; version: string; made: string };

export type Layer = { descriptor: Descriptor; diffId: string; files: string };
export type Architecture = "amd64" | "arm64";

/** A layer of the project's files under /app, as `git archive` packs them. `paths` are git pathspecs. */
export function projectLayer(shelf: Shelf, source: Source, paths: string[], mediaType = OCI_LAYER): Layer {
  const args = ["archive", "--format=tar", "--prefix=app/", source.commit, "--", ...paths];
  const tar = execFileSync("git", args, { cwd: source.directory, maxBuffer: 64 << 20 });
  const descriptor = shelf.put(gzipSync(tar, { level: 9 }), mediaType);
  return {
    descriptor,
    diffId: `sha256:${createHash("sha256").update(tar).digest("hex")}`,
    files: paths.join(" "),
  };
}

export function dockerLayer(shelf: Shelf, source: Source, paths: string[]): Layer {
  return projectLayer(shelf, source, paths, DOCKER_LAYER);
}

/** The image config: https://github.com/opencontainers/image-spec/blob/main/config.md */
function imageConfig(source: Source, architecture: Architecture, layers: Layer[], labels: Annotations) {
  return {
    created: source.made,
    architecture,
    os: "linux",
    config: { WorkingDir: "/app", Labels: { ...labels, "org.opencontainers.image.version": source.version } },
    rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.diffId) },
    history: layers.map((layer) => ({
      created: source.made,
      created_by: `git archive ${layer.files}`,
      comment: "refscope demo-content",
    })),
  };
}

function labelsOf(title: string): Annotations {
  return {
    "org.opencontainers.image.title": title,
    "org.opencontainers.image.description":
      "Some of Refscope's own files. Demo content, not meant to be run.",
    "org.opencontainers.image.licenses": "Apache-2.0",
  };
}

/** One OCI image for one platform. `title` keeps otherwise equal images apart. */
export function ociImage(
  shelf: Shelf,
  source: Source,
  image: { title: string; architecture: Architecture; layers: Layer[] },
  algorithm: "sha256" | "sha512" = "sha256",
): Manifest {
  const { title, architecture, layers } = image;
  const labels = { ...labelsOf(title), "org.opencontainers.image.revision": source.commit };
  return shelf.manifest(
    {
      mediaType: OCI_MANIFEST,
      config: shelf.json(imageConfig(source, architecture, layers, labels), OCI_CONFIG),
      layers: layers.map((layer) => layer.descriptor),
      annotations: {
        "org.opencontainers.image.title": title,
        "org.opencontainers.image.version": source.version,
      },
    },
    algorithm,
  );
}

/** The same in Docker's schema 2, which has no annotations. */
export function dockerImage(
  shelf: Shelf,
  source: Source,
  image: { title: string; architecture: Architecture; layers: Layer[] },
): Manifest {
  const { title, architecture, layers } = image;
  return shelf.manifest({
    mediaType: DOCKER_MANIFEST,
    config: shelf.json(imageConfig(source, architecture, layers, labelsOf(title)), DOCKER_CONFIG),
    layers: layers.map((layer) => layer.descriptor),
  });
}

/** An index, or a Docker list, over images made above. */
export function imageIndex(
  shelf: Shelf,
  children: Descriptor[],
  extra: { mediaType?: typeof OCI_INDEX | typeof DOCKER_LIST; annotations?: Annotations } = {},
): Manifest {
  const { mediaType = OCI_INDEX, annotations } = extra;
  return shelf.manifest({ mediaType, manifests: children, ...(annotations ? { annotations } : {}) });
}

export function platformEntry({ descriptor }: Manifest, architecture: Architecture): Descriptor {
  return { ...descriptor, platform: { architecture, os: "linux" } };
}
