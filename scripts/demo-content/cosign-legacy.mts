// What cosign 1 and 2 push: images named by tag, with signature, certificate and log entry in layer annotations.
// https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md and ATTESTATION_SPEC.md
import { OCI_CONFIG, OCI_MANIFEST, referrersTag } from "./carriers.mts";
import type { Annotations, Descriptor, Manifest, Shelf } from "./shelf.mts";
import { pem, rekordEntry, type Signed, type SigstoreSigner } from "./sigstore-signer.mts";
import type { Statement } from "./statements.mts";

const SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
const DSSE = "application/vnd.dsse.envelope.v1+json";

export type CosignSuffix = "sig" | "att" | "sbom";

/** sha256:ab… becomes sha256-ab….sig */
export function cosignTag(subject: Manifest, suffix: CosignSuffix): string {
  return `${referrersTag(subject.descriptor.digest)}.${suffix}`;
}

type Signing = { signer: SigstoreSigner; identity: string };

/** The `.sig` image: simple signing payloads about `subject`, one layer a signature. `reference` is only a claim. */
export function signatureImage(
  shelf: Shelf,
  signer: SigstoreSigner,
  subject: Manifest,
  options: { reference: string; identities: string[] },
): Promise<Manifest> {
  const signings = options.identities.map((identity) => ({ signer, identity }));
  return signaturesImage(shelf, subject, options.reference, signings);
}

/** The same, where not all who sign have their certificate from one authority. */
export async function signaturesImage(
  shelf: Shelf,
  subject: Manifest,
  reference: string,
  signings: Signing[],
): Promise<Manifest> {
  const payload = {
    critical: {
      identity: { "docker-reference": reference },
      image: { "docker-manifest-digest": subject.descriptor.digest },
      type: "cosign container image signature",
    },
    optional: null,
  };
  const layer = shelf.json(payload, SIMPLE_SIGNING);
  const bytes = shelf.read(layer.digest);
  const layers: Descriptor[] = [];
  for (const { signer, identity } of signings) {
    const signed = await signer.sign(bytes, identity, (signature, certificate) =>
      rekordEntry(bytes, signature, certificate),
    );
    const signature = { "dev.cosignproject.cosign/signature": signed.signature };
    layers.push({ ...layer, annotations: { ...signature, ...proof(signer, signed) } });
  }
  return cosignImage(shelf, layers);
}

/** The `.att` image: one DSSE envelope a layer. */
export async function attestationImage(
  shelf: Shelf,
  signer: SigstoreSigner,
  statements: Statement[],
  identity: string,
): Promise<Manifest> {
  const layers: Descriptor[] = [];
  for (const statement of statements) {
    const { envelope, signed } = await signer.signStatement(statement, identity);
    const annotations = {
      "dev.cosignproject.cosign/signature": "",
      ...proof(signer, signed),
      predicateType: statement.predicateType,
    };
    layers.push({ ...shelf.json(envelope, DSSE), annotations });
  }
  return cosignImage(shelf, layers);
}

/** The `.sbom` image of `cosign attach sbom`: the bare document, unsigned. */
export function sbomImage(shelf: Shelf, sbom: Descriptor, mediaType: string): Manifest {
  return cosignImage(shelf, [{ mediaType, digest: sbom.digest, size: sbom.size }]);
}

function proof(signer: SigstoreSigner, { certificate, entry }: Signed): Annotations {
  const { body, integratedTime, logIndex, logID } = entry;
  const bundle = {
    SignedEntryTimestamp: entry.verification.signedEntryTimestamp,
    Payload: { body, integratedTime, logIndex, logID },
  };
  return {
    "dev.sigstore.cosign/bundle": JSON.stringify(bundle),
    "dev.sigstore.cosign/certificate": pem(certificate),
    "dev.sigstore.cosign/chain": pem(signer.root),
  };
}

/** cosign gives these images a config as of a real image, the layers' digests as diff ids, and no subject. */
function cosignImage(shelf: Shelf, layers: Descriptor[]): Manifest {
  const config = {
    architecture: "",
    created: "0001-01-01T00:00:00Z",
    history: layers.map(() => ({ created: "0001-01-01T00:00:00Z" })),
    os: "",
    rootfs: { type: "layers", diff_ids: layers.map(({ digest }) => digest) },
    config: {},
  };
  return shelf.manifest({ mediaType: OCI_MANIFEST, config: shelf.json(config, OCI_CONFIG), layers });
}
