// What hostile artifacts are made of: statements and envelopes that are signed by a key, and a certificate of many names.

import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { Inspection } from "#lib/api";
import {
  bits,
  der,
  integer,
  objectId,
  octets,
  sequence,
  setOf,
  time,
  utf8,
} from "../../scripts/demo-content/der.mts";

export const IN_TOTO = "application/vnd.in-toto+json";
export const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });

export const hexOf = (digest: string) => digest.slice("sha256:".length);
export const statement = (about: string, builder: string) => ({
  ...{ _type: "https://in-toto.io/Statement/v1", predicateType: "https://slsa.dev/provenance/v1" },
  subject: [{ name: builder, digest: { sha256: hexOf(about) } }],
  predicate: { buildDefinition: { buildType: "t" }, runDetails: { builder: { id: builder } } },
});

/** Signed with the key that is trusted here, over these very bytes. */
export function envelopeOf(payload: string | Uint8Array) {
  const bytes = Buffer.from(payload);
  const sig = signedBy(keys.privateKey, bytes);
  return { payloadType: IN_TOTO, payload: bytes.toString("base64"), signatures: [{ keyid: "", sig }] };
}

/** Undefined for what is no JSON object. */
export function jsonOf(bytes: Uint8Array): object | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof json === "object" && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}

const INDEX = "application/vnd.oci.image.index.v1+json";
/** What everything is attached to. */
export const EMPTY_INDEX = {
  mediaType: INDEX,
  bytes: JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [] }),
};

const ECDSA_SHA256 = sequence(objectId("1.2.840.10045.4.3.2"));

/** Of its own making, with that many alternative names. */
export function manyNames(count: number) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(setOf(sequence(objectId("2.5.4.10"), utf8("sigstore.mock"))));
  const names = Array.from({ length: count }, (_, at) =>
    der(0x86, Buffer.from(`https://refscope.example/name-${at}`)),
  );
  const extension = sequence(objectId("2.5.29.17"), octets(sequence(...names)));
  const [from, until] = [new Date("2026-01-01"), new Date("2030-01-01")];
  const tbs = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.from([7])),
    ECDSA_SHA256,
    name,
    sequence(time(from), time(until)),
    name,
    publicKey.export({ format: "der", type: "spki" }),
    der(0xa3, sequence(extension)),
  );
  return { key: privateKey, bytes: sequence(tbs, ECDSA_SHA256, bits(sign("sha256", tbs, privateKey))) };
}

/** Over an envelope's payload and its type. */
export function signedBy(key: KeyObject, payload: Uint8Array): string {
  const covered = Buffer.from(`DSSEv1 ${IN_TOTO.length} ${IN_TOTO} ${payload.length} `);
  return sign("sha256", Buffer.concat([covered, payload]), key).toString("base64");
}

/** Of all facts of that name. */
export const values = ({ reports }: Pick<Inspection, "reports">, name: string) =>
  reports.flatMap(({ facts }) => facts.filter((fact) => fact.name === name).map(({ value }) => value));
export const problems = ({ reports }: Inspection) => reports.flatMap((report) => report.problems).join(" ");
/** All that is shown but the text of the document itself. */
export const shownOf = ({ reports }: Inspection) =>
  JSON.stringify(reports.map(({ raw: _, ...report }) => report));
