// What the certificates of a chain say that they may be used for: RFC 5280, 4.2. The library asks for none of it.
import type { X509Certificate } from "@sigstore/core";
import { unreadIn } from "../extensions.ts";
import {
  type Certificate,
  certificateOf,
  constraintsOf,
  purposesOf,
  usageOf,
} from "../notation/certificate.ts";
import { shown } from "../words.ts";

/** "forbidden": it may not be what it is used for. "unread": it says something that must be understood, and is not. */
export type Objection = { is: "forbidden" | "unread"; why: string };

const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
const ANY_PURPOSE = "2.5.29.37.0";
const DIGITAL_SIGNATURE = 0;
const KEY_CERT_SIGN = 5;

/** Undefined where the leaf may sign code and those above it may issue such a leaf. */
export function objectionTo(
  leaf: X509Certificate,
  authorities: readonly X509Certificate[],
): Objection | undefined {
  const [own, ...above] = [leaf, ...authorities].map(readable);
  if (!own || above.some((each) => !each)) return unread("a certificate of the chain cannot be read closely");
  const others = above.flatMap((each) => each ?? []);
  for (const each of [own, ...others]) {
    const why = unreadIn(each);
    if (why !== undefined) return unread(why);
  }
  return ofLeaf(own) ?? others.map(ofAuthority).find((each) => each !== undefined);
}

/** Undefined also where an extension is there twice: two readers would take two of them. */
function readable(certificate: X509Certificate): Certificate | undefined {
  const read = certificateOf(certificate.root.toDER());
  return read?.extensions.size === certificate.extensions.length ? read : undefined;
}

function ofLeaf(leaf: Certificate): Objection | undefined {
  if (constraintsOf(leaf).authority) return forbidden("it is an authority's certificate");
  const usage = usageOf(leaf);
  if (usage && usage.bits[DIGITAL_SIGNATURE] !== true) return forbidden("it is not marked for signatures");
  if (purposesOf(leaf)?.oids.includes(CODE_SIGNING) !== true)
    return forbidden("it is not marked for signing code");
  return undefined;
}

function ofAuthority(authority: Certificate): Objection | undefined {
  const usage = usageOf(authority);
  const purposes = purposesOf(authority)?.oids ?? [ANY_PURPOSE];
  if (usage && usage.bits[KEY_CERT_SIGN] !== true)
    return forbidden(`the certificate of ${shown(authority.subject)} is not marked for signing certificates`);
  if (!purposes.includes(CODE_SIGNING) && !purposes.includes(ANY_PURPOSE))
    return forbidden(
      `the certificate of ${shown(authority.subject)} is for other purposes than signing code`,
    );
  return undefined;
}

function forbidden(why: string): Objection {
  return { is: "forbidden", why };
}

function unread(why: string): Objection {
  return { is: "unread", why };
}
