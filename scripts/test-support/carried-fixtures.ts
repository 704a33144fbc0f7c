// Each of the shared fixtures as a registry would hold it: in the carrier that its kind comes in, attached to what it names.
import { z } from "zod";
import { LAYOUTS } from "./fixture-layouts.ts";
import { described, EMPTY, jsonPiece, MANIFEST, type Piece, piece } from "./pieces.ts";
import { hasShared, SHARED, type SharedFixture, sharedBytes } from "./shared-fixtures.ts";

/**
 * `manifest` is what is opened, `blobs` what it lists; `about` are bytes to be placed as what it is attached to. `subject` is
 * asked for with it; without one nothing is. `layer`: the digest of the one of its documents that the file is; absent where
 * the file is the manifest.
 */
export type Carried = {
  file: string;
  repository: string;
  manifest: Piece;
  blobs: Piece[];
  about?: Piece;
  subject?: string;
  layer?: string;
  tag?: string;
  isWhole?: true;
};

/** In the words of lib/graph/kinds.ts and of the tools that push them. */
const TYPES: Record<string, string> = {
  "sigstore-bundle-case": "text/plain",
  "cyclonedx-json": "application/vnd.cyclonedx+json",
  "cyclonedx-vex": "application/vnd.cyclonedx+json",
  "cyclonedx-xml": "application/vnd.cyclonedx+xml",
  "spdx-json": "application/spdx+json",
  "syft-json": "application/vnd.syft+json",
  openvex: "application/vnd.openvex+json",
  csaf: "application/csaf+json",
  sarif: "application/sarif+json",
  "trivy-json": "application/json",
  "github-snapshot": "application/json",
  "trusted-root": "application/json",
  "in-toto-statement": "application/vnd.in-toto+json",
  dsse: "application/vnd.dsse.envelope.v1+json",
  "dsse-docker": "application/vnd.in-toto.provenance+dsse",
  "dsse-or-bundle": "application/json",
  licence: "text/plain",
  "oci-layout": "application/vnd.oci.layout.header.v1+json",
  "oci-config": "application/vnd.oci.image.config.v1+json",
  x509: "application/x-pem-file",
  "notation-jws": "application/jose+json",
  "notation-cose": "application/cose",
};

const NOTATION = "application/vnd.cncf.notary.signature";
const BUNDLE = /"mediaType": ?"(application\/vnd\.dev\.sigstore\.bundle[^"]*)"/;

/** An image of nothing, for documents that name nobody in particular. */
export const IMAGE_CONFIG = jsonPiece("application/vnd.oci.image.config.v1+json", {
  ...{ architecture: "amd64", os: "linux", rootfs: { type: "layers", diff_ids: [] } },
});
export const IMAGE = jsonPiece(MANIFEST, {
  ...{ schemaVersion: 2, mediaType: MANIFEST, config: described(IMAGE_CONFIG), layers: [] },
});

function carry(fixture: SharedFixture): Carried {
  const { file, kind } = fixture;
  if (kind === "oci-layout-part") return layoutPart(file);
  if (kind === "cosign-sig-manifest" || kind === "cosign-simplesigning")
    return legacySignature(file, fixture);
  if (kind === "helm-prov") return helmChart(file);
  return attached(fixture);
}

/** An artifact of one layer, as `oras attach` and cosign 3 push it. */
function attached({ file, kind, must_show: shown }: SharedFixture): Carried {
  const bytes = sharedBytes(file);
  const isBundle = /bundle/.test(kind) && BUNDLE.test(Buffer.from(bytes).toString());
  const bundleType = isBundle ? BUNDLE.exec(Buffer.from(bytes).toString())?.[1] : undefined;
  const isRoot = file.endsWith("trusted_root.json");
  const layer = piece(bundleType ?? (isRoot ? "application/json" : (TYPES[kind] ?? "text/plain")), bytes);
  const isNotation = kind.startsWith("notation-");
  const config = piece(isNotation ? NOTATION : EMPTY, new Uint8Array(Buffer.from("{}")));
  const subject = isSigned(kind) ? subjectIn(shown ?? {}, bytes) : undefined;
  const about = artifactOf(file) ?? imageOf(subject) ?? IMAGE;
  const manifest = jsonPiece(MANIFEST, {
    ...{ schemaVersion: 2, mediaType: MANIFEST },
    artifactType: isNotation ? NOTATION : layer.mediaType,
    config: described(config),
    layers: [described(layer, { "org.opencontainers.image.title": file.split("/").at(-1) ?? file })],
    subject: { ...described(about), digest: subject ?? about.digest },
  });
  return {
    ...{ file, repository: repositoryOf(file), manifest, blobs: [config, layer], layer: layer.digest },
    ...{ about, subject: subject ?? about.digest },
  };
}

/** An image among the fixtures. */
function imageOf(digest: string | undefined): Piece | undefined {
  return LAYOUTS.map(({ manifests }) => manifests.get(digest ?? "")).find((each) => each !== undefined);
}

function isSigned(kind: string): boolean {
  return /bundle|dsse|notation/.test(kind);
}

/** Each conformance case has its own trust, and so has notation. */
function repositoryOf(file: string): string {
  const [folder, name = ""] = file.split("/");
  if (folder === "sigstore-conformance" && file.split("/").length > 2) return `conformance/${name}`;
  return folder === "notation" ? "fixtures/notation" : "fixtures/files";
}

/** What the conformance case signs: no manifest, and placed as if it were one. */
function artifactOf(file: string): Piece | undefined {
  const [folder, name] = file.split("/");
  if (folder !== "sigstore-conformance") return undefined;
  const own = `${folder}/${name}/artifact`;
  return piece("text/plain", sharedBytes(hasShared(own) ? own : `${folder}/a.txt`));
}

const shownSchema = z.looseObject({
  case: z.string().optional(),
  target: z.looseObject({ digest: z.string() }).optional(),
  message_digest_hex: z.string().nullish(),
  subjects: z.array(z.looseObject({ digest: z.record(z.string(), z.string()) })).optional(),
  statement: z
    .looseObject({
      subjects: z.array(z.looseObject({ digest: z.record(z.string(), z.string()) })).optional(),
    })
    .nullish(),
});
const describedSchema = z.looseObject({ image_summary: z.looseObject({ digest: z.string() }) });

/** What the content names, as the index says; for a description of Cloud Build what it is said to be about. */
function subjectIn(shown: unknown, bytes: Uint8Array): string | undefined {
  const { case: conformance, target, message_digest_hex: hex, ...rest } = shownSchema.parse(shown);
  // What the case signs is at hand, so its own digest is asked for, whatever a broken bundle says.
  if (conformance !== undefined) return undefined;
  if (target) return target.digest;
  if (hex) return `sha256:${hex}`;
  if (Buffer.from(bytes).includes("image_summary"))
    return describedSchema.parse(JSON.parse(Buffer.from(bytes).toString())).image_summary.digest;
  const [first] = rest.subjects ?? rest.statement?.subjects ?? [];
  const [named] = Object.entries(first?.digest ?? {});
  return named ? named.join(":") : undefined;
}

/** A chart with its provenance file, as `helm push` makes it. The archive itself is not among the fixtures. */
function helmChart(file: string): Carried {
  const provenance = piece("application/vnd.cncf.helm.chart.provenance.v1.prov", sharedBytes(file));
  const archive = piece("application/vnd.cncf.helm.chart.content.v1.tar+gzip", new Uint8Array([0x1f, 0x8b]));
  const config = jsonPiece("application/vnd.cncf.helm.config.v1+json", { name: "other", version: "0.0.1" });
  const manifest = jsonPiece(MANIFEST, {
    ...{ schemaVersion: 2, mediaType: MANIFEST, config: described(config) },
    layers: [described(archive), described(provenance)],
  });
  return { file, repository: "fixtures/files", manifest, blobs: [config, archive, provenance] };
}

/** cosign's signature of old: found by the name of its tag. */
function legacySignature(file: string, { kind }: SharedFixture): Carried {
  const payload = piece(
    "application/vnd.dev.cosign.simplesigning.v1+json",
    sharedBytes("cosign-legacy-sig/payload.json"),
  );
  const manifest = piece(MANIFEST, sharedBytes("cosign-legacy-sig/manifest.json"));
  const shown = SHARED?.files.find((each) => each.kind === "cosign-sig-manifest")?.must_show;
  const subject = z.looseObject({ subject_from_tag: z.string() }).parse(shown).subject_from_tag;
  return {
    ...{ file, repository: "fixtures/files", manifest, blobs: [payload], subject, layer: payload.digest },
    tag: `${subject.replace(":", "-")}.sig`,
    ...(kind === "cosign-sig-manifest" ? { isWhole: true as const } : {}),
  };
}

function layoutPart(file: string): Carried {
  const layout = LAYOUTS.find(({ name }) => file.startsWith(`${name}/`));
  if (!layout) throw new Error(`${file} is in no layout`);
  const { repository, manifests, blobs, top, attachedTo } = layout;
  const digest = `sha256:${file.split("/").at(-1)}`;
  if (file.endsWith("/index.json")) return { file, repository, manifest: top, blobs };
  const itself = manifests.get(digest);
  if (itself) {
    const subject = attachedTo.get(digest);
    return { file, repository, manifest: itself, blobs, ...(subject ? { subject } : {}), isWhole: true };
  }
  const holder = [...manifests.values()].find(({ json }) =>
    json.layers?.some((each) => each.digest === digest),
  );
  if (!holder)
    return {
      ...attached({
        file,
        kind: file.endsWith("/oci-layout") ? "oci-layout" : "oci-config",
        sha256: "",
        must_show: null,
      }),
      repository,
    };
  const subject = attachedTo.get(holder.digest);
  return { file, repository, manifest: holder, blobs, layer: digest, ...(subject ? { subject } : {}) };
}

/** All files, each carried; `CARRIED.length` equals the index's. */
export const CARRIED: Carried[] = (SHARED?.files ?? []).map(carry);
