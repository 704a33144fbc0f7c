// notation's trust stores: https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md
import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { readCertificate } from "#lib/inspect";
import type { Scope } from "../trust.ts";
import { shown } from "../words.ts";
import type { PlainStore } from "./plain-trust.ts";
import { fault, type Reader } from "./reader.ts";

const TYPES = ["ca", "signingAuthority", "tsa"] as const;
const CERTIFICATE = /\.(pem|crt|cer)$/;
const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
const MAX_CERTIFICATES = 1000;

/** One for each folder x509/<type>/<name>, or <type>/<name>. @throws ExplorerError "bad-request" where there is none. */
export async function readStores(
  folder: string,
  name: string,
  scope: Scope,
  reader: Reader,
): Promise<PlainStore[]> {
  const stores: PlainStore[] = [];
  for (const base of [within(folder, "x509"), folder]) {
    for (const type of TYPES) {
      for (const each of (await reader.folder(within(base, type))) ?? []) {
        const { certificates, asOf } = await readFolder(within(base, type, each), type, reader);
        if (certificates.length > 0)
          stores.push({ name: `${name} ${type}:${each}`, scope, type, certificates, ...asOf });
      }
    }
  }
  if (stores.length > 0) return stores;
  throw fault(
    folder,
    "it holds no certificates of a trust store",
    "Put them at x509/ca/<name>/*.pem, as notation does.",
  );
}

/** The comment keeps the bundler from taking all of the project for what may lie there. */
function within(folder: string, ...names: string[]): string {
  return join(/* turbopackIgnore: true */ folder, ...names);
}

type Found = { certificates: string[]; asOf: { asOf?: string } };

async function readFolder(folder: string, type: PlainStore["type"], reader: Reader): Promise<Found> {
  const certificates: string[] = [];
  let newest: string | undefined;
  for (const name of (await reader.folder(folder)) ?? []) {
    if (!CERTIFICATE.test(name)) continue;
    const path = within(folder, name);
    const { bytes, asOf } = await reader.file(path, "the certificate");
    for (const certificate of parse(bytes, path)) certificates.push(judged(certificate, type, path));
    if (newest === undefined || asOf > newest) newest = asOf;
    if (certificates.length > MAX_CERTIFICATES)
      throw fault(
        path,
        `the folder holds more than ${MAX_CERTIFICATES} certificates`,
        "Keep those that sign here.",
      );
  }
  return { certificates, asOf: newest === undefined ? {} : { asOf: newest } };
}

/** PEM, of which a file may hold several, or DER. */
function parse(bytes: Buffer, path: string): X509Certificate[] {
  const text = bytes.toString("latin1");
  const found = text.match(PEM);
  const { length } = text.split("-----BEGIN CERTIFICATE-----").slice(1);
  if (found && found.length < length)
    throw fault(
      path,
      `it holds ${length} certificates, of which only ${found.length} can be read`,
      "Mend the others, or leave them out.",
    );
  try {
    return (found ?? [bytes]).map((each) => new X509Certificate(each));
  } catch (cause) {
    throw fault(path, "it is no certificate", "Use PEM or DER, and leave out what is none.", cause);
  }
}

/**
 * As notation has it: signers are vouched for by authorities, intermediate ones too, or by themselves; times by roots alone.
 */
function judged(certificate: X509Certificate, type: PlainStore["type"], path: string): string {
  const isRoot = hasIssuedItself(certificate);
  if (isRoot ? type !== "tsa" || certificate.ca : type !== "tsa" && certificate.ca)
    return certificate.toString();
  const name = shown(readCertificate(certificate.raw)?.subject ?? "");
  throw type === "tsa"
    ? fault(
        path,
        `the certificate of ${name} is no root of an authority`,
        "Put the root of the timestamping authority there.",
      )
    : fault(
        path,
        `the certificate of ${name} is no authority's and did not issue itself`,
        "Put the certificate of the authority there that issued it.",
      );
}

function hasIssuedItself(certificate: X509Certificate): boolean {
  try {
    return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
  } catch {
    return false;
  }
}
