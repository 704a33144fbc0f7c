// Signed documents, and such as are no JSON, that hold a hostile text in every field. Nothing in them is signed rightly:
// what they say is shown all the same.
import { type Cbor, encodeCbor } from "../demo-content/cbor.mts";
import {
  bits,
  der,
  integer,
  objectId,
  octets,
  sequence,
  setOf,
  TRUE,
  time,
  utf8,
} from "../demo-content/der.mts";

type Texts = readonly string[];

const NOTARY = "io.cncf.notary.";
const STATEMENT = "application/vnd.in-toto+json";
const base64 = (content: string | Uint8Array) => Buffer.from(content).toString("base64");
const base64url = (content: string) => Buffer.from(content).toString("base64url");
const named = (texts: Texts) => Object.fromEntries(texts.map((text) => [text, text]));

/** A certificate in which every name is one of the texts: nobody signed it, and its key is none. */
function certificate(texts: Texts): Buffer {
  const [text = ""] = texts;
  const part = (id: string) => setOf(sequence(objectId(id), utf8(text)));
  const name = sequence(...["2.5.4.6", "2.5.4.10", "2.5.4.3", "1.2.3.4"].map(part));
  const algorithm = sequence(objectId("1.2.840.10045.4.3.2"));
  const key = sequence(
    sequence(objectId("1.2.840.10045.2.1"), objectId("1.2.840.10045.3.1.7")),
    bits(Buffer.alloc(65)),
  );
  const extension = (id: string, value: Buffer) => sequence(objectId(id), octets(value));
  const alternatives = sequence(
    ...texts.flatMap((each) => [0x81, 0x82, 0x86].map((tag) => der(tag, Buffer.from(each)))),
  );
  const fulcio = Array.from({ length: 22 }, (_, arc) =>
    extension(`1.3.6.1.4.1.57264.1.${arc + 1}`, arc < 7 ? Buffer.from(text) : utf8(text)),
  );
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.from([1])),
    algorithm,
    name,
    sequence(time(new Date("2026-01-01")), time(new Date("2027-01-01"))),
    name,
    key,
    der(0xa3, sequence(sequence(objectId("2.5.29.17"), TRUE, octets(alternatives)), ...fulcio)),
  );
  return sequence(body, algorithm, bits(Buffer.from(text)));
}

function target(texts: Texts): string {
  const [text = ""] = texts;
  return JSON.stringify({
    targetArtifact: { mediaType: text, digest: text, size: 1, annotations: named(texts) },
  });
}

const PAYLOAD_TYPE = "application/vnd.cncf.notary.payload.v1+json";

export function notationJws(texts: Texts): string {
  const [text = ""] = texts;
  const head = {
    ...{ alg: text, cty: PAYLOAD_TYPE, crit: texts, ...named(texts) },
    ...Object.fromEntries(
      ["signingScheme", "signingTime", "authenticSigningTime", "expiry", "verificationPlugin"].map(
        (field) => [`${NOTARY}${field}`, text],
      ),
    ),
    [`${NOTARY}verificationPluginMinVersion`]: text,
  };
  return JSON.stringify({
    payload: base64url(target(texts)),
    protected: base64url(JSON.stringify(head)),
    header: {
      x5c: [base64(certificate(texts)), base64(certificate(texts))],
      ...{ [`${NOTARY}signingAgent`]: text, [`${NOTARY}timestampSignature`]: base64(text) },
    },
    signature: base64url(text),
  });
}

export function notationCose(texts: Texts): Uint8Array {
  const [text = ""] = texts;
  const fields = ["signingScheme", "verificationPlugin", "verificationPluginMinVersion"];
  const head = new Map<number | string, Cbor>([
    ...fields.map((field): [string, Cbor] => [`${NOTARY}${field}`, text]),
    [1, text],
    [2, [...texts]],
    [3, PAYLOAD_TYPE],
    ...texts.map((each): [string, Cbor] => [each, each]),
  ]);
  const open = new Map<number | string, Cbor>([
    [33, [certificate(texts), certificate(texts)]],
    [`${NOTARY}signingAgent`, text],
    [`${NOTARY}timestampSignature`, Buffer.from(text)],
  ]);
  const parts = [encodeCbor(head), open, Buffer.from(target(texts)), Buffer.from(text)];
  return encodeCbor({ tag: 18, value: parts });
}

export function bundle(texts: Texts): unknown {
  const [text = ""] = texts;
  const statement = {
    ...{ _type: "https://in-toto.io/Statement/v1", predicateType: text, predicate: named(texts) },
    subject: texts.map((name) => ({ name, digest: { sha256: name } })),
  };
  const body = { apiVersion: text, kind: text, spec: { ...named(texts), signatures: [{ verifier: text }] } };
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      certificate: { rawBytes: base64(certificate(texts)) },
      tlogEntries: texts.map((each) => ({
        ...{ logIndex: each, integratedTime: each, kindVersion: { kind: each, version: each } },
        logId: { keyId: base64(each) },
        inclusionPromise: { signedEntryTimestamp: base64(each) },
        inclusionProof: { logIndex: each, rootHash: each, treeSize: each, checkpoint: { envelope: each } },
        canonicalizedBody: base64(JSON.stringify(body)),
      })),
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: base64(text) }] },
    },
    dsseEnvelope: {
      payloadType: STATEMENT,
      payload: base64(JSON.stringify(statement)),
      signatures: [{ sig: base64(text), keyid: text }],
    },
  };
}

/** As XML writes what would end a text; whatever XML forbids stays in it. */
function xml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}

export function cyclonedxXml(texts: Texts): string {
  const of = (name: string, text = texts[0] ?? "") => `<${name}>${xml(text)}</${name}>`;
  const [first = ""] = texts;
  const component = (text: string) =>
    `<component type="${xml(text)}" bom-ref="${xml(text)}">` +
    ["publisher", "author", "group", "name", "version", "description", "scope", "cpe", "purl"]
      .map((field) => of(field, text))
      .join("") +
    `<licenses><license>${of("name", text)}${of("url", text)}</license>${of("expression", text)}</licenses>` +
    `<hashes><hash alg="${xml(text)}">${xml(text)}</hash></hashes>` +
    `<externalReferences><reference type="${xml(text)}">${of("url", text)}</reference></externalReferences></component>`;
  const vulnerability = (text: string) =>
    `<vulnerability bom-ref="${xml(text)}">${["id", "description", "recommendation"].map((field) => of(field, text)).join("")}` +
    `<source>${of("name", text)}${of("url", text)}</source><ratings><rating>${of("severity", text)}${of("score", text)}</rating></ratings>` +
    `<analysis>${of("state", text)}${of("justification", text)}${of("detail", text)}</analysis>` +
    `<affects><target>${of("ref", text)}</target></affects></vulnerability>`;
  return (
    `<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="${xml(first)}" version="1">` +
    `<metadata>${of("timestamp")}<tools>${texts.map((text) => `<tool>${of("vendor", text)}${of("name", text)}${of("version", text)}</tool>`).join("")}</tools>` +
    `<authors>${texts.map((text) => `<author>${of("name", text)}${of("email", text)}</author>`).join("")}</authors>${component(first)}</metadata>` +
    `<components>${texts.map(component).join("")}</components>` +
    `<dependencies>${texts.map((text) => `<dependency ref="${xml(text)}"><dependency ref="${xml(first)}"/></dependency>`).join("")}</dependencies>` +
    `<vulnerabilities>${texts.map(vulnerability).join("")}</vulnerabilities></bom>`
  );
}

/** A line each but for what may stand over several: there a text keeps its own lines. */
export function spdxTagValue(texts: Texts): string {
  const [first = ""] = texts;
  const line = (tag: string, text = first) => `${tag}: ${text.replace(/[\r\n\u2028]/g, " ")}`;
  const long = (tag: string, text = first) => `${tag}: <text>${text}</text>`;
  const packages = texts.flatMap((text) => [
    ...[
      "PackageName",
      "SPDXID",
      "PackageVersion",
      "PackageFileName",
      "PackageSupplier",
      "PackageOriginator",
    ].map((tag) => line(tag, text)),
    ...[
      "PackageDownloadLocation",
      "PackageHomePage",
      "PackageLicenseConcluded",
      "PackageLicenseDeclared",
    ].map((tag) => line(tag, text)),
    ...["PackageChecksum", "PrimaryPackagePurpose", "FilesAnalyzed"].map((tag) => line(tag, text)),
    ...["PackageCopyrightText", "PackageSummary", "PackageDescription", "PackageComment"].map((tag) =>
      long(tag, text),
    ),
    `ExternalRef: PACKAGE-MANAGER purl ${line("", text).slice(2)}`,
    `ExternalRef: SECURITY cpe23Type ${line("", text).slice(2)}`,
    `Relationship: SPDXRef-DOCUMENT DESCRIBES ${line("", text).slice(2)}`,
    long("RelationshipComment", text),
  ]);
  return [
    ...["SPDXVersion: SPDX-2.3", "SPDXID: SPDXRef-DOCUMENT", line("DataLicense"), line("DocumentName")],
    ...[line("DocumentNamespace"), ...texts.map((text) => line("Creator", text)), line("Created")],
    ...[long("CreatorComment"), long("DocumentComment"), ...packages],
    "",
  ].join("\n");
}
