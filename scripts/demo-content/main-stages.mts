// The stages of the upgrade path: the main image in each, attached by the means that the stage has.
import { type App, type Bench, bundleOf, NAME } from "./app.mts";
import * as carry from "./carriers.mts";
import { attestationImage, cosignTag, sbomImage, signatureImage } from "./cosign-legacy.mts";
import { notationSignature } from "./notation.mts";
import { Repository, type StagePlan } from "./placement.mts";
import type { Manifest } from "./shelf.mts";
import * as say from "./statements.mts";
import * as tell from "./stories.mts";

const TAGS = ["0.1", "latest"];

/** The main image's referrers as OCI 1.1 image manifests, and what only a tag can name. */
type Pushed = {
  onIndex: Manifest[];
  onAmd64: Manifest[];
  /** The SPDX SBOM of `onIndex`, and the signature of it. */
  sbom: Manifest;
  onSbom: Manifest[];
  cosign: { sig: Manifest; att: Manifest; sbom: Manifest };
};

async function pushed(bench: Bench, app: App): Promise<Pushed> {
  const { shelf, signer, source } = bench;
  const { attached, index, images, sboms } = app;
  const sbom = carry.asImage(shelf, attached.spdx, index);
  const signed = await bundleOf(
    bench,
    say.statement("refscope.spdx.json", sbom, say.PREDICATES.sign, {}),
    say.BUILDER,
  );
  const reference = `refscope.example/${NAME}`;
  const statements = [
    say.statement(reference, index, say.PREDICATES.slsa, say.slsaPredicate(source, {})),
    say.statement(reference, index, say.PREDICATES.cycloneDx, sboms.cycloneDxDocument),
  ];
  return {
    onIndex: Object.values(attached).map((one) => carry.asImage(shelf, one, index)),
    onAmd64: Object.values(app.onAmd64).map((one) => carry.asImage(shelf, one, images.amd64)),
    sbom,
    onSbom: [carry.asImage(shelf, signed, sbom)],
    cosign: {
      sig: await signatureImage(shelf, signer, index, { reference, identities: [say.BUILDER, say.REVIEWER] }),
      att: await attestationImage(shelf, signer, statements, say.BUILDER),
      sbom: sbomImage(shelf, sboms.spdx, "text/spdx+json"),
    },
  };
}

/** The image itself. `indexed`: the API also lists BuildKit's attestations, since these name their subject. */
function appRepository({ shelf }: Bench, app: App, indexed: boolean): Repository {
  const repository = new Repository(shelf, NAME).push([app.images.amd64, app.images.arm64]);
  const attestations = [app.attestations.amd64, app.attestations.arm64];
  if (indexed) repository.pushIndexed(attestations);
  else repository.push(attestations);
  return repository.push([app.index], TAGS);
}

function pushCosign(repository: Repository, app: App, { sig, att, sbom }: Pushed["cosign"]): Repository {
  return repository
    .push([sig], [cosignTag(app.index, "sig")])
    .push([att], [cosignTag(app.index, "att")])
    .push([sbom], [cosignTag(app.index, "sbom")]);
}

async function bicycle(bench: Bench, app: App, parts: Pushed): Promise<StagePlan> {
  const main = appRepository(bench, app, false)
    .push([...parts.onIndex, ...parts.onAmd64, ...parts.onSbom])
    .tagReferrers(app.index, parts.onIndex)
    .tagReferrers(app.images.amd64, parts.onAmd64)
    .tagReferrers(parts.sbom, parts.onSbom);
  pushCosign(main, app, parts.cosign);
  const elsewhere = await tell.signedElsewhere(bench);
  const proposal = tell.proposalE(bench, app.sboms, "tags");
  const dangling = await tell.dangling(bench, app.sboms);
  const lying = await tell.hardened(bench, app, false);
  const plain = tell.plainDockerList(bench);
  return {
    stage: "bicycle",
    repositories: [main, plain, lying, dangling, proposal, elsewhere.image, elsewhere.signatures],
    samples: [
      { repository: main, tag: "0.1", about: "Everything by tag: referrers tag, .sig, .att, .sbom" },
      { repository: plain, tag: "7", about: "Nothing attached, and that is proven" },
      { repository: dangling, tag: "1.0", about: "Tags whose targets are gone" },
      { repository: proposal, tag: "1.0", about: "Proposal E's digest tags, one an artifact" },
      {
        repository: elsewhere.image,
        tag: "1.0",
        about: "Its signature is kept in another repository",
        otherRepositories: [elsewhere.signatures.name],
      },
    ],
  };
}

async function motorcycle(bench: Bench, app: App, parts: Pushed): Promise<StagePlan> {
  const main = appRepository(bench, app, true).pushIndexed([
    ...parts.onIndex,
    ...parts.onAmd64,
    ...parts.onSbom,
  ]);
  const scanner = await tell.scanned(bench, app.sboms);
  const lying = await tell.hardened(bench, app, true);
  const unsigned = tell.unsigned(bench, app.sboms);
  const sha512 = tell.sha512Image(bench, app.sboms);
  return {
    stage: "motorcycle",
    repositories: [main, scanner, lying, unsigned, sha512],
    samples: [
      { repository: main, tag: "0.1", about: "The same image where the API answers" },
      { repository: lying, tag: "3", about: "A subject that contradicts its tag, a swapped .sig" },
      { repository: scanner, tag: "1.0", about: "Twelve scan reports and two signatures" },
      { repository: unsigned, tag: "1.0", about: "An SBOM, but nothing is signed" },
      { repository: sha512, tag: "1.0", about: "Addressed by sha512" },
    ],
  };
}

/** Switched on a while ago: three older referrers are still known by their tag alone. */
function midway(bench: Bench, app: App, parts: Pushed): StagePlan {
  const old = parts.onIndex.slice(2, 5);
  const main = appRepository(bench, app, true)
    .push(old)
    .pushIndexed(parts.onIndex.filter((one) => !old.includes(one)))
    .pushIndexed([...parts.onAmd64, ...parts.onSbom])
    .tagReferrers(app.index, parts.onIndex.slice(0, 7));
  pushCosign(main, app, parts.cosign);
  return {
    stage: "midway",
    repositories: [main],
    samples: [{ repository: main, tag: "0.1", about: "Half moved: 3 referrers only in the tag" }],
  };
}

/** The release candidates' registry: most artifacts in the artifact manifest, the bundles in image manifests. */
function rcMotorcycle(bench: Bench, app: App): StagePlan {
  const { shelf } = bench;
  const { signature, provenance, ...others } = app.attached;
  const main = appRepository(bench, app, true)
    .pushIndexed([signature, provenance].map((one) => carry.asImage(shelf, one, app.index)))
    .pushIndexed(Object.values(others).map((one) => carry.asOciArtifact(shelf, one, app.index)))
    .pushIndexed(Object.values(app.onAmd64).map((one) => carry.asOciArtifact(shelf, one, app.images.amd64)));
  const proposal = tell.proposalE(bench, app.sboms, "api");
  return {
    stage: "rc-motorcycle",
    repositories: [main, proposal],
    samples: [
      { repository: main, tag: "0.1", about: "Attached with the artifact manifest that the spec withdrew" },
    ],
  };
}

/** OCI's own listing has the bundles, ORAS's the rest with a signature of the SBOM, the working group's has `refers`. */
function extended(bench: Bench, app: App): StagePlan {
  const { shelf, chain, source } = bench;
  const { signature, provenance, spdx, notation, vex, scan } = app.attached;
  const sbom = carry.asOras(shelf, spdx, app.index);
  const nested = notationSignature(shelf, chain, sbom, { at: source.made, envelope: "jws" });
  const main = appRepository(bench, app, true)
    .pushIndexed([signature, provenance].map((one) => carry.asImage(shelf, one, app.index)))
    .pushIndexed([sbom, ...[notation, vex, scan].map((one) => carry.asOras(shelf, one, app.index))])
    .pushIndexed([carry.asOras(shelf, nested, sbom)]);
  const proposal = tell.proposalE(bench, app.sboms, "api");
  return {
    stage: "extended",
    repositories: [main, proposal],
    samples: [
      { repository: main, tag: "0.1", about: "Half of it is listed by the ORAS extension alone" },
      { repository: proposal, tag: "1.0", about: "Proposal E's refers field, listed by its test API" },
    ],
  };
}

export async function mainStages(bench: Bench, app: App): Promise<StagePlan[]> {
  const parts = await pushed(bench, app);
  return [
    await bicycle(bench, app, parts),
    await motorcycle(bench, app, parts),
    rcMotorcycle(bench, app),
    midway(bench, app, parts),
    extended(bench, app),
  ];
}
