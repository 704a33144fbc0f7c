// The registries that each misbehave in one way, and the guarded one: a small image with few attachments.
import { attestationEntry, type Bench, bundleOf, type Sboms } from "./app.mts";
import { asImage, OCI_CONFIG, OCI_MANIFEST } from "./carriers.mts";
import { attestationImage, cosignTag, signatureImage } from "./cosign-legacy.mts";
import { imageIndex, platformEntry } from "./images.mts";
import { Repository, type StagePlan } from "./placement.mts";
import { SPDX } from "./sboms.mts";
import type { Manifest } from "./shelf.mts";
import * as say from "./statements.mts";
import { smallImage } from "./stories.mts";

const NAME = "refscope/mini";

type Mini = { image: Manifest; sbom: Manifest; provenance: Manifest; sig: Manifest; att: Manifest };

async function makeMini(bench: Bench, sboms: Sboms): Promise<Mini> {
  const { shelf, signer, source } = bench;
  const image = smallImage(bench, NAME);
  const provenance = say.statement(NAME, image, say.PREDICATES.slsa, say.slsaPredicate(source, {}));
  const reference = `refscope.example/${NAME}`;
  return {
    image,
    sbom: asImage(shelf, { artifactType: SPDX, layers: [sboms.spdx] }, image),
    provenance: asImage(shelf, await bundleOf(bench, provenance, say.BUILDER), image),
    sig: await signatureImage(shelf, signer, image, { reference, identities: [say.BUILDER] }),
    att: await attestationImage(shelf, signer, [provenance], say.BUILDER),
  };
}

/** BuildKit's attestation as most builders still make it: an image without subject, known by the index alone. */
function withOldAttestation(
  { shelf, source }: Bench,
  image: Manifest,
): { attestation: Manifest; index: Manifest } {
  const name = `pkg:docker/${NAME}@${source.version}?platform=linux%2Famd64`;
  const provenance = say.statement(name, image, say.PREDICATES.slsa, say.slsaPredicate(source, {}));
  const layer = shelf.json(provenance, say.IN_TOTO);
  const config = {
    architecture: "unknown",
    os: "unknown",
    config: {},
    rootfs: { type: "layers", diff_ids: [layer.digest] },
  };
  const attestation = shelf.manifest({
    mediaType: OCI_MANIFEST,
    config: shelf.json(config, OCI_CONFIG),
    layers: [{ ...layer, annotations: { "in-toto.io/predicate-type": say.PREDICATES.slsa } }],
  });
  const children = [platformEntry(image, "amd64"), attestationEntry(attestation, image)];
  return { attestation, index: imageIndex(shelf, children) };
}

export async function smallStages(bench: Bench, sboms: Sboms): Promise<StagePlan[]> {
  const { shelf } = bench;
  const mini = await makeMini(bench, sboms);
  const { image, sbom, provenance } = mini;
  const sigTag = cosignTag(image, "sig");
  const start = (name = NAME) => new Repository(shelf, name).push([image], ["0.1"]);
  const plan = (stage: StagePlan["stage"], repository: Repository, about: string): StagePlan => ({
    stage,
    repositories: [repository],
    samples: [{ repository, tag: "0.1", about }],
  });

  // Quay sends no OCI-Subject, so clients write the tag although the API works; its API takes the tag's entries in.
  const quay = start()
    .pushIndexed([sbom])
    .push([provenance])
    .tagReferrers(image, [sbom, provenance])
    .push([mini.sig], [sigTag]);
  const { attestation, index } = withOldAttestation(bench, image);
  const ghcr = new Repository(shelf, NAME)
    .push([image, attestation])
    .push([index], ["0.1"])
    .push([provenance])
    .tagReferrers(image, [provenance]);
  // Here sha256-<hex> is read as the digest itself, so only cosign's tags can hold anything.
  const gitlab = start()
    .push([mini.sig], [sigTag])
    .push([mini.att], [cosignTag(image, "att")]);
  const html = start().push([sbom, provenance]).tagReferrers(image, [sbom, provenance]);
  // The client that trusted the header wrote no tag: its SBOM is stored, and nothing leads to it.
  const header = start().push([sbom, provenance]).tagReferrers(image, [provenance]);
  const proxy = start().push([sbom]).tagReferrers(image, [sbom]).push([mini.sig], [sigTag]);
  const guarded = (name: string) =>
    start(name).pushIndexed([sbom, provenance]).tagReferrers(image, [sbom, provenance]);
  const open = guarded("public/app");
  const closed = guarded("private/app");
  return [
    plan("quay-like", quay, "The API works but does not say so, so clients keep writing the tag"),
    plan("ghcr-like", ghcr, "The API redirects elsewhere; the tag and the index answer"),
    plan("gitlab-like", gitlab, "The referrers tag leads back to the image; .sig and .att work"),
    plan("html-like", html, "The API answers with a web page; the tag has the truth"),
    plan("header-only", header, "It confirmed two referrers, and nothing leads to one of them"),
    plan("empty-proxy", proxy, "The cache's API says none; the tag says otherwise"),
    {
      stage: "guarded",
      repositories: [open, closed],
      samples: [
        { repository: open, tag: "0.1", about: "Everybody may read it, with a token" },
        { repository: closed, tag: "0.1", about: "Denied without a login, and said so" },
      ],
    },
  ];
}
