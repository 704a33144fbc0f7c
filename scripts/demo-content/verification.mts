// One image with an attachment for each state that a signature can have, and one that is verified in each way. Their
// authorities are their own, so that they can be made anew without the rest.
import { type Bench, bundleArtifact, bundleOf } from "./app.mts";
import { type Artifact, asImage } from "./carriers.mts";
import { mintChain } from "./certificates.mts";
import { cosignTag, signaturesImage } from "./cosign-legacy.mts";
import type { Source } from "./images.mts";
import { type Keys, keyedBundle, mintKeys } from "./keyed.mts";
import { notationSignature } from "./notation.mts";
import { Repository, type StagePlan } from "./placement.mts";
import { CYCLONEDX, cycloneDxDocument, SPDX, shelveJson } from "./sboms.mts";
import type { Descriptor, Manifest, Shelf } from "./shelf.mts";
import { SigstoreSigner } from "./sigstore-signer.mts";
import * as say from "./statements.mts";
import { smallImage } from "./stories.mts";

const STATES = "verification/states";
const VERIFIED = "verification/verified";
const DAY = 24 * 3600 * 1000;

/** `stranger`: an authority that the demo's trust does not know. `keys`: trusted for `VERIFIED` alone. */
export type VerificationBench = Bench & { stranger: SigstoreSigner; keys: Keys };

/** What is attached, and in a sentence why it comes to its state. */
type Sample = { state: string; why: string; artifact: Artifact };

/** `at` as for the rest. notation's certificates began before it, so that a signature of theirs can have expired. */
export async function verificationBench(shelf: Shelf, source: Source, at: Date): Promise<VerificationBench> {
  return {
    ...{ shelf, source, keys: mintKeys(), chain: mintChain(new Date(at.getTime() - 90 * DAY)) },
    signer: await SigstoreSigner.start(at),
    stranger: await SigstoreSigner.start(at),
  };
}

export async function verificationPlan(bench: VerificationBench): Promise<StagePlan> {
  const states = await statesRepository(bench);
  return {
    stage: "motorcycle",
    repositories: [states, await verifiedRepository(bench)],
    samples: [
      { repository: states, tag: "1", about: "One attachment for each state that a signature can have" },
    ],
  };
}

/** What the demo trusts at these repositories, as docs/trust.md has it but that "for" leaves out the registry. */
export function trustFile() {
  const name = "Refscope demo, verification";
  return {
    sigstore: [{ name, trustedRoot: "verification/trusted-root.json", for: ["verification"] }],
    keys: [{ name: "demo key", file: "verification/demo-key.pub", for: [VERIFIED] }],
    notation: [{ name, store: "verification/trust-store", for: ["verification"] }],
    identities: [
      { name: "demo build", subject: say.BUILDER, issuer: `${say.SITE}/login`, for: ["verification"] },
      {
        name: "demo signer",
        subject: "CN=Refscope demo signer,O=Refscope demo,ST=Demo,C=XX",
        for: [VERIFIED],
      },
    ],
  };
}

async function statesRepository(bench: VerificationBench): Promise<Repository> {
  const { shelf, signer, stranger } = bench;
  const image = smallImage(bench, STATES);
  const lost = await bundleOf(bench, signStatement(image), say.BUILDER);
  const oversized = oversizedSbom(shelf);
  const samples: Sample[] = [
    ...(await known(bench, image)),
    ...(await doubtful(bench, image)),
    ...(await wrong(bench, image)),
    {
      state: "unsigned",
      why: "An SBOM as it is: nobody signed it.",
      artifact: rawSbom(bench),
    },
    { state: "error", why: "A bundle whose blob the registry has lost.", artifact: lost },
    {
      state: "skipped",
      why: "An SBOM that is said to be larger than what is read. It was never pushed.",
      artifact: { artifactType: SPDX, layers: [oversized] },
    },
  ];
  const several = await signaturesImage(shelf, image, `refscope.example/${STATES}`, [
    { signer, identity: say.BUILDER },
    { signer, identity: say.REVIEWER },
    { signer: stranger, identity: say.BUILDER },
  ]);
  const repository = new Repository(shelf, STATES)
    .push([image], ["1"])
    .pushIndexed(samples.map((sample) => asImage(shelf, explained(sample, bench.source), image)))
    .push([several], [cosignTag(image, "sig")]);
  for (const layer of [...lost.layers, oversized]) repository.lose(layer);
  return repository;
}

/** Good signatures, of whom more or less is known. */
async function known(bench: VerificationBench, image: Manifest): Promise<Sample[]> {
  const { shelf, source, chain, stranger } = bench;
  const statement = signStatement(image);
  return [
    {
      state: "verified",
      why: "Everything holds, and the signer is whom a rule names.",
      artifact: await bundleOf(bench, statement, say.BUILDER),
    },
    {
      state: "valid-identity-unchecked",
      why: "Everything holds, and no rule says whose certificate of this store it must be.",
      artifact: notationSignature(shelf, chain, image, { at: source.made, envelope: "jws" }),
    },
    {
      state: "self-consistent-untrusted",
      why: "Signed under an authority that nobody here trusts.",
      artifact: await bundleOf({ shelf, source, signer: stranger }, statement, say.BUILDER),
    },
    {
      state: "unverifiable-no-material",
      why: "Signed with a key that is not here.",
      artifact: bundleArtifact(bench, keyedBundle(mintKeys(), statement), statement),
    },
  ];
}

async function doubtful(bench: VerificationBench, image: Manifest): Promise<Sample[]> {
  const { shelf, source, chain, signer } = bench;
  const statement = signStatement(image);
  const before = (days: number) =>
    new Date(Date.parse(source.made) - days * DAY).toISOString().replace(".000Z", "Z");
  const timeless = withoutTime(await signer.statementBundle(statement, say.BUILDER));
  return [
    {
      state: "identity-mismatch",
      why: "Everything holds, and the signer is another one than the rule names.",
      artifact: await bundleOf(bench, statement, say.REVIEWER),
    },
    {
      state: "expired",
      why: "It was signed for thirty days, which are over.",
      artifact: notationSignature(shelf, chain, image, {
        ...{ at: before(60), expiry: before(30), envelope: "cose" },
      }),
    },
    {
      state: "time-unproven",
      why: "It is in the log, but neither the log nor an authority signed when.",
      artifact: bundleArtifact(bench, timeless, statement),
    },
  ];
}

async function wrong(bench: VerificationBench, image: Manifest): Promise<Sample[]> {
  const { source, signer } = bench;
  const other = smallImage(bench, `${STATES}, another build`);
  const provenance = say.statement(STATES, image, say.PREDICATES.slsa, say.slsaPredicate(source, {}));
  const forged = forgedCommit(await signer.statementBundle(provenance, say.BUILDER), source.commit);
  return [
    {
      state: "subject-mismatch",
      why: "Validly signed, about another image.",
      artifact: await bundleOf(bench, signStatement(other), say.BUILDER),
    },
    {
      state: "invalid",
      why: "One digit of the commit was changed after it had been signed.",
      artifact: bundleArtifact(bench, forged, provenance),
    },
  ];
}

/** A bundle, the same with a configured key, and notation's two envelopes. */
async function verifiedRepository(bench: VerificationBench): Promise<Repository> {
  const { shelf, source, chain, keys } = bench;
  const image = smallImage(bench, VERIFIED);
  const statement = say.statement(VERIFIED, image, say.PREDICATES.sign, {});
  const at = source.made;
  const artifacts = [
    await bundleOf(bench, statement, say.BUILDER),
    bundleArtifact(bench, keyedBundle(keys, statement), statement),
    notationSignature(shelf, chain, image, { at, envelope: "jws" }),
    notationSignature(shelf, chain, image, { at, envelope: "cose" }),
  ];
  return new Repository(shelf, VERIFIED)
    .push([image], ["1"])
    .pushIndexed(artifacts.map((artifact) => asImage(shelf, artifact, image)));
}

function signStatement(image: Manifest): say.Statement {
  return say.statement(STATES, image, say.PREDICATES.sign, {});
}

function explained({ state, why, artifact }: Sample, { made }: Source): Artifact {
  const annotations = {
    "org.opencontainers.image.created": made,
    ...artifact.annotations,
    "org.opencontainers.image.title": state,
    "org.opencontainers.image.description": why,
  };
  return { ...artifact, annotations };
}

type StatementBundle = Awaited<ReturnType<SigstoreSigner["statementBundle"]>>;

/** Without the log's promise and the authority's timestamp: what is left proves that it was logged, but not when. */
function withoutTime({ verificationMaterial, ...bundle }: StatementBundle) {
  const { certificate, tlogEntries } = verificationMaterial;
  const entries = tlogEntries.map(({ inclusionPromise: _, ...entry }) => entry);
  return { ...bundle, verificationMaterial: { certificate, tlogEntries: entries } };
}

function forgedCommit({ dsseEnvelope, ...bundle }: StatementBundle, commit: string) {
  const other = `${commit.startsWith("0") ? "1" : "0"}${commit.slice(1)}`;
  const payload = Buffer.from(dsseEnvelope.payload, "base64").toString().replace(commit, other);
  return { ...bundle, dsseEnvelope: { ...dsseEnvelope, payload: Buffer.from(payload).toString("base64") } };
}

function rawSbom({ shelf, source }: Bench): Artifact {
  const document = cycloneDxDocument(source.directory);
  return { artifactType: CYCLONEDX, layers: [shelveJson(shelf, document, CYCLONEDX, "refscope.cdx.json")] };
}

/** Only described: 48 MiB would be too much for what they show. */
function oversizedSbom(shelf: Shelf): Descriptor {
  return { ...shelf.put(Buffer.from("48 MiB that were never made"), SPDX), size: 48 * 1024 * 1024 };
}
