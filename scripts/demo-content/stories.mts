// The samples that each show one thing, apart from the main image. Each function fills one repository.
import { type App, type Bench, bundleOf, type Sboms, scanReport } from "./app.mts";
import * as carry from "./carriers.mts";
import { cosignTag, signatureImage } from "./cosign-legacy.mts";
import {
  DOCKER_LIST,
  dockerImage,
  dockerLayer,
  imageIndex,
  ociImage,
  platformEntry,
  projectLayer,
} from "./images.mts";
import { notationSignature } from "./notation.mts";
import { Repository } from "./placement.mts";
import { SPDX } from "./sboms.mts";
import { RULES } from "./scan-report.mts";
import type { Manifest } from "./shelf.mts";
import { BUNDLE } from "./sigstore-signer.mts";
import * as say from "./statements.mts";

/** A one-platform image of its own digest: the title is part of it. */
export function smallImage({ shelf, source }: Bench, title: string): Manifest {
  const layers = [projectLayer(shelf, source, ["package.json"])];
  return ociImage(shelf, source, { title, architecture: "amd64", layers });
}

/** A Docker schema 2 list with two platforms and nothing attached. */
export function plainDockerList({ shelf, source }: Bench): Repository {
  const layers = [dockerLayer(shelf, source, ["package.json"])];
  const image = (architecture: "amd64" | "arm64") =>
    dockerImage(shelf, source, { title: "legacy/report", architecture, layers });
  const images = { amd64: image("amd64"), arm64: image("arm64") };
  const children = [platformEntry(images.amd64, "amd64"), platformEntry(images.arm64, "arm64")];
  return new Repository(shelf, "legacy/report")
    .push([images.amd64, images.arm64])
    .push([imageIndex(shelf, children, { mediaType: DOCKER_LIST })], ["7"]);
}

/** An image and, in another repository, its `.sig`: what COSIGN_REPOSITORY does. */
export async function signedElsewhere(bench: Bench): Promise<{ image: Repository; signatures: Repository }> {
  const { shelf, signer } = bench;
  const image = smallImage(bench, "refscope/external");
  const reference = "refscope.example/refscope/external";
  const signature = await signatureImage(shelf, signer, image, { reference, identities: [say.BUILDER] });
  return {
    image: new Repository(shelf, "refscope/external").push([image], ["1.0"]),
    signatures: new Repository(shelf, "refscope/signatures").push([signature], [cosignTag(image, "sig")]),
  };
}

/** Proposal E's artifacts: an image manifest each where only tags work, else also its artifact manifest, through its test API. */
export function proposalE(bench: Bench, sboms: Sboms, way: "tags" | "api"): Repository {
  const { shelf, source, chain } = bench;
  const image = smallImage(bench, "proposal-e/app");
  const created = { "org.opencontainers.artifact.created": source.made };
  const sbom = { artifactType: SPDX, layers: [sboms.spdx], annotations: created };
  const signature = notationSignature(shelf, chain, image, { at: source.made, envelope: "jws" });
  const repository = new Repository(shelf, "proposal-e/app").push([image], ["1.0"]);
  if (way === "api") {
    return repository.pushIndexed([
      carry.asRefersImage(shelf, signature, image),
      carry.asRefersArtifact(shelf, sbom, image),
    ]);
  }
  const tagged: [Manifest, string][] = [
    [carry.asRefersImage(shelf, sbom, image), "sbom"],
    [carry.asRefersImage(shelf, signature, image), "sig"],
  ];
  for (const [artifact, type] of tagged)
    repository.push([artifact], [carry.proposalETag(image, artifact, type)]);
  return repository;
}

/** Tags whose targets are gone: an entry without a manifest, and referrers of an image that was deleted. */
export async function dangling(bench: Bench, sboms: Sboms): Promise<Repository> {
  const { shelf } = bench;
  const image = smallImage(bench, "refscope/dangling");
  const deleted = smallImage(bench, "refscope/dangling, an earlier build that was deleted");
  const present = carry.asImage(shelf, { artifactType: SPDX, layers: [sboms.spdx] }, image);
  const lost = carry.asImage(shelf, { artifactType: SPDX, layers: [sboms.cycloneDx] }, image);
  const orphan = carry.asImage(
    shelf,
    await bundleOf(bench, say.statement("refscope/dangling", deleted, say.PREDICATES.sign, {}), say.BUILDER),
    deleted,
  );
  const signature = await signatureImage(shelf, bench.signer, deleted, {
    reference: "refscope.example/refscope/dangling",
    identities: [say.BUILDER],
  });
  return new Repository(shelf, "refscope/dangling")
    .push([image], ["1.0"])
    .push([present, orphan])
    .tagReferrers(image, [present, lost])
    .tagReferrers(deleted, [orphan])
    .push([signature], [cosignTag(deleted, "sig")]);
}

/**
 * A referrers tag that lies: one entry says that an SBOM is a signature, another lists a signature of a different image.
 * Its `.sig` was swapped for that of another image too. `indexed`: an API beside the tag knows the true referrers.
 */
export async function hardened(bench: Bench, app: App, indexed: boolean): Promise<Repository> {
  const { shelf, signer, source, chain } = bench;
  const image = smallImage(bench, "base/hardened");
  const other = smallImage(bench, "base/other");
  const sbom = carry.asImage(shelf, { artifactType: SPDX, layers: [app.sboms.spdx] }, image);
  const honest = carry.asImage(
    shelf,
    notationSignature(shelf, chain, image, { at: source.made, envelope: "jws" }),
    image,
  );
  const foreign = carry.asImage(
    shelf,
    await bundleOf(bench, say.statement("base/other", other, say.PREDICATES.sign, {}), say.REVIEWER),
    other,
  );
  const swapped = await signatureImage(shelf, signer, other, {
    reference: "refscope.example/base/hardened",
    identities: [say.REVIEWER],
  });
  const repository = new Repository(shelf, "base/hardened").push([image], ["3"]);
  if (indexed) repository.pushIndexed([sbom, honest, foreign]);
  else repository.push([sbom, honest, foreign]);
  return repository
    .tagEntries(image.descriptor.digest, [
      { ...carry.referrerEntry(sbom), artifactType: BUNDLE },
      carry.referrerEntry(honest),
      carry.referrerEntry(foreign),
    ])
    .push([swapped], [cosignTag(image, "sig")]);
}

/** Twelve scan reports, one a rule, and two signatures. */
export async function scanned(bench: Bench, sboms: Sboms): Promise<Repository> {
  const { shelf } = bench;
  const image = smallImage(bench, "tools/scanner");
  const reports = RULES.map((rule) => carry.asImage(shelf, scanReport(bench, rule.id, sboms, [rule]), image));
  const bytes = shelf.read(image.descriptor.digest);
  const message = {
    artifactType: BUNDLE,
    layers: [shelf.json(await bench.signer.messageBundle(bytes, say.REVIEWER), BUNDLE)],
    annotations: { "dev.sigstore.bundle.content": "message-signature" },
  };
  const attested = await bundleOf(
    bench,
    say.statement("tools/scanner", image, say.PREDICATES.sign, {}),
    say.BUILDER,
  );
  const signatures = [carry.asImage(shelf, message, image), carry.asImage(shelf, attested, image)];
  return new Repository(shelf, "tools/scanner")
    .push([image], ["1.0"])
    .pushIndexed([...signatures, ...reports]);
}

/** An image that is stored and referred to by sha512. */
export function sha512Image(bench: Bench, sboms: Sboms): Repository {
  const { shelf, source } = bench;
  const layers = [projectLayer(shelf, source, ["package.json"])];
  const image = ociImage(
    shelf,
    source,
    { title: "refscope/sha512", architecture: "amd64", layers },
    "sha512",
  );
  const sbom = carry.asImage(shelf, { artifactType: SPDX, layers: [sboms.spdx] }, image);
  return new Repository(shelf, "refscope/sha512").push([image], ["1.0"]).pushIndexed([sbom]);
}

/** An SBOM, and nobody who signed anything. */
export function unsigned(bench: Bench, sboms: Sboms): Repository {
  const image = smallImage(bench, "refscope/unsigned");
  const sbom = carry.asImage(bench.shelf, { artifactType: SPDX, layers: [sboms.spdx] }, image);
  return new Repository(bench.shelf, "refscope/unsigned").push([image], ["1.0"]).pushIndexed([sbom]);
}
