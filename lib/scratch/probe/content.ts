// What the active probe pushes: a few hundred bytes each, and every one of them names the run.
import { type Descriptor, MEDIA_TYPES, referrersTag } from "#lib/oci";
import { digestBytes, type ManifestPush } from "#lib/registry";

/** A manifest as it is pushed; `name` says what it is: "the image". */
export type Item = ManifestPush & { name: string; digest: string; descriptor: Descriptor };

type Blob = { name: string; bytes: Uint8Array; descriptor: Descriptor };

/** The type that all artifacts have, but for the one that has none. */
export const PROBE_TYPE = "application/vnd.refscope.probe.v1";
/** The config's type of the artifact without a type of its own. */
export const PROBE_CONFIG_TYPE = "application/vnd.refscope.probe.config.v1+json";
export const MARK = "vnd.refscope.probe.what";

export type ProbeContent = ReturnType<typeof contentFor>;

/** The same for the same run. */
export function contentFor(run: string) {
  const payload = blob("the payload", "text/plain", `Pushed by Refscope's active probe, run ${run}.\n`);
  const config = blob(
    "the config",
    MEDIA_TYPES.ociConfig,
    JSON.stringify({
      architecture: "amd64",
      os: "linux",
      config: { Labels: { "vnd.refscope.probe.run": run } },
      rootfs: { type: "layers", diff_ids: [payload.descriptor.digest] },
    }),
  );
  const image = (name: string, fields: object = {}) =>
    item(run, name, MEDIA_TYPES.ociManifest, {
      artifactType: PROBE_TYPE,
      config: config.descriptor,
      layers: [payload.descriptor],
      ...fields,
    });
  const subjectImage = image("the image");
  const subject = subjectImage.descriptor;
  const typed = image("the referrer", { subject });
  const otherImage = image("another image");
  const neverPushed = image("an image that is never pushed");
  return {
    payload,
    config,
    image: subjectImage,
    typed,
    untyped: image("the referrer without a type", {
      artifactType: undefined,
      config: { ...payload.descriptor, mediaType: PROBE_CONFIG_TYPE },
      subject,
    }),
    index: item(run, "the index with a subject", MEDIA_TYPES.ociIndex, { manifests: [subject], subject }),
    orphan: image("the referrer of nothing", { subject: neverPushed.descriptor }),
    missing: neverPushed.digest,
    referring: image("the manifest with refers", { refers: subject }),
    artifact: item(run, "the OCI artifact manifest", MEDIA_TYPES.ociArtifact, {
      artifactType: PROBE_TYPE,
      blobs: [payload.descriptor],
      subject,
    }),
    oras: item(run, "the ORAS artifact manifest", MEDIA_TYPES.orasArtifact, {
      artifactType: PROBE_TYPE,
      blobs: [payload.descriptor],
      subject,
    }),
    sha512: image("the image under sha512"),
    /** What the tag is written with under a condition: not what it has, or a registry may call it done (RFC 9110, 13.1.1). */
    retagged: image("the image that the tag would be moved to"),
    otherImage,
    /** What the other image's referrers tag is made to list: the subject of its entry is the first image. */
    wrongIndex: item(run, "the referrers tag's wrong index", MEDIA_TYPES.ociIndex, {
      manifests: [typed.descriptor],
    }),
    wrongTag: referrersTag(otherImage.digest),
    tag: `refscope-probe-${run}`,
  };
}

function blob(name: string, mediaType: string, text: string): Blob {
  const bytes = Buffer.from(text);
  return { name, bytes, descriptor: { mediaType, digest: digestBytes(bytes), size: bytes.length } };
}

function item(run: string, name: string, mediaType: string, fields: object): Item {
  const isArtifact = mediaType === MEDIA_TYPES.ociArtifact || mediaType === MEDIA_TYPES.orasArtifact;
  const annotations = { "vnd.refscope.probe.run": run, [MARK]: name };
  // The two artifact manifests have no schemaVersion.
  const bytes = Buffer.from(
    JSON.stringify({ ...(isArtifact ? {} : { schemaVersion: 2 }), mediaType, ...fields, annotations }),
  );
  const digest = digestBytes(bytes);
  return { name, bytes, mediaType, digest, descriptor: { mediaType, digest, size: bytes.length } };
}
