// What a layer's bytes are, by what they hold; the layer's type is asked only where they cannot say.
import { envelopeForm } from "#lib/inspect";
import { isJsonObject, mediaTypeEssence } from "#lib/oci";
import { LIMITS } from "../limits.ts";
import type { About, Signed } from "../signed.ts";
import { shown } from "../words.ts";
import { strictBase64 } from "./base64.ts";
import { readBundle } from "./bundle.ts";
import { type Found, malformed } from "./found.ts";
import { jsonObject, plainText } from "./json.ts";
import { hasSignature, readEnvelope, readSimpleSigning } from "./legacy.ts";
import { openingOf, speaksInUtf16, speaksOfSignature } from "./opening.ts";
import { envelopePayload, statementPayload } from "./payload.ts";

type Json = Record<string, unknown>;

/** Types whose bytes must be a signature, so that what is none of them is broken. */
const SIGNED_TYPES =
  /^application\/vnd\.(dev\.sigstore\.bundle|dsse\.envelope|dev\.cosign\.simplesigning|cncf\.helm\.chart\.provenance)|^application\/(jose\+json|cose|pgp-(signature|encrypted))$/;
/** The armour of a signature or of a signed text, which may have other lines before it (RFC 9580, 6.2). */
const PGP = /^-----BEGIN PGP (SIGNED MESSAGE|SIGNATURE|MESSAGE)-----/m;

/** @throws ExplorerError "limit-exceeded" where it holds more than is read. */
export function readContent({ layer, manifest }: Signed, bytes: Uint8Array, about: About): Found {
  const type = mediaTypeEssence(layer.mediaType);
  if (type === "application/cose" || isCose(bytes)) return { is: "notation" };
  const start = openingOf(bytes);
  if (PGP.test(start))
    return {
      is: "unsupported",
      reason: "Signed, not checked: PGP. Refscope holds no PGP keys; gpg --verify can check it.",
    };
  const annotations = layer.annotations ?? {};
  const document = start.startsWith("{") ? firstDocument(bytes) : undefined;
  const form = document && envelopeForm(document.json);
  if (hasSignature(annotations) && (form === undefined || form === "simplesigning"))
    return start.startsWith("{")
      ? readSimpleSigning(bytes, annotations)
      : malformed("Its annotation is a signature of cosign, and it holds no payload of cosign.");
  if (!document) return withoutJson(type, manifest.artifactType ?? "", start, bytes);
  return amongOthers(readJson(document, { annotations, artifact: about.bytes, type }), document, bytes);
}

type Beside = { annotations: Record<string, string>; artifact: Uint8Array | undefined; type: string };
type Document = { json: Json; own: Uint8Array; lines: number };

/** Of several documents the first counts; that nobody signed it says nothing of the others. */
function amongOthers(found: Found, { own, lines }: Document, bytes: Uint8Array): Found {
  if (lines === 1) return found;
  const which = `It is the first of ${lines} documents, a line each`;
  if (found.is === "sealed") return { ...found, note: `${which}; the others are not verified.` };
  if (found.is === "unsigned" && speaksOfSignature(bytes.subarray(bytes.indexOf(0x7b) + own.length)))
    return malformed(`${which}, and nobody signed it; another one speaks of a signature, and is not read.`);
  return found;
}

function readJson({ json, own }: Document, { annotations, artifact, type }: Beside): Found {
  const form = envelopeForm(json);
  if (form === "bundle") return readBundle(json, artifact);
  if (form === "dsse") return readEnvelope(json, own, annotations);
  if (form === "jws") return { is: "notation" };
  if (form === "simplesigning")
    return { is: "unsigned", what: "A payload to be signed, without its signature." };
  if (isJsonObject(json.provenance_summary)) return readCloudBuild(json.provenance_summary);
  if (json.bomFormat === "CycloneDX" && isJsonObject(json.signature)) return SIGNED_WITHIN;
  if (holdsBundles(json))
    return {
      is: "unsupported",
      reason:
        "It is a list of attestations with a bundle each, which is read where each bundle stands by itself.",
    };
  if (json.predicateType !== undefined && json.subject !== undefined)
    return { is: "unsigned", what: "A bare in-toto statement.", payload: statementPayload(json) };
  if (SIGNED_TYPES.test(type))
    return malformed(`It says that it is ${shown(type)}, and holds no signature that can be read.`);
  return { is: "unsigned", what: "A bare document." };
}

/** CycloneDX has a place for it, in JSON and in XML. */
const SIGNED_WITHIN: Found = {
  is: "unsupported",
  reason: "Signed, not checked: it carries a signature within itself, which is not verified here.",
};

/** An element of https://www.w3.org/TR/xmldsig-core1/, by its namespace. */
function isXmlSigned(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (!text.includes("http://www.w3.org/2000/09/xmldsig#")) return false;
  return /<(?:[\w.-]{1,64}:)?Signature[\s>]/.test(text);
}

/** What GitHub and npm answer where they are asked for what is attested. */
function holdsBundles({ attestations }: Json): boolean {
  return (
    Array.isArray(attestations) &&
    attestations.some((each) => isJsonObject(each) && each.bundle !== undefined)
  );
}

function withoutJson(type: string, artifactType: string, start: string, bytes: Uint8Array): Found {
  if (SIGNED_TYPES.test(type) || SIGNED_TYPES.test(artifactType))
    return malformed(`It says that it is ${shown(type || artifactType)}, and cannot be read as such.`);
  if (/^\{\s*"/.test(start))
    return malformed("Its JSON cannot be read to the end, so whether somebody signed it cannot be told.");
  if (/^[[{]/.test(start) && speaksOfSignature(bytes))
    return malformed("It speaks of a signature, and is no single document that can be read.");
  if (start.startsWith("<") && isXmlSigned(bytes)) return SIGNED_WITHIN;
  if (speaksInUtf16(bytes))
    return malformed("It speaks of a signature, and is written in UTF-16, which is not read here.");
  return { is: "unsigned", what: "A bare document." };
}

/** A tagged or bare COSE_Sign1. */
function isCose(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd2 && bytes[1] === 0x84;
}

/** What gcloud prints of an image: Google's keys sign it, and are not published as a trust root. */
function readCloudBuild({ provenance }: Json): Found {
  const [first] = Array.isArray(provenance) ? provenance : [];
  const envelope = isJsonObject(first) ? first.envelope : undefined;
  const reason = "It is signed with a key of Google Cloud Build, for which there is no trust root here.";
  if (!isJsonObject(envelope)) return { is: "unsupported", reason };
  const bytes = strictBase64(envelope.payload);
  if (!bytes) return malformed("The envelope's payload is not base64.");
  return { is: "unsupported", reason, payload: envelopePayload(plainText(envelope.payloadType), bytes) };
}

/** The JSON with its own bytes; of lines of JSON the first, with their number. Undefined for what is no JSON. */
function firstDocument(bytes: Uint8Array): Document | undefined {
  const whole = jsonObject(bytes);
  if (whole) return { json: whole, own: bytes, lines: 1 };
  const begin = bytes.indexOf(0x7b);
  const end = bytes.indexOf(0x0a, begin);
  const own = bytes.subarray(begin, Math.max(end, begin));
  const json = jsonObject(own);
  if (!json) return undefined;
  const rest = new TextDecoder().decode(bytes.subarray(end)).split("\n", LIMITS.lines);
  return { json, own, lines: 1 + rest.filter((line) => line.trim() !== "").length };
}
