// notation's signature in COSE: a COSE_Sign1 message (RFC 9052) in CBOR.
// https://github.com/notaryproject/specifications/blob/main/specs/signature-envelope-cose.md
import { type Cbor, readCbor } from "../cbor.ts";
import type { Document } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { notationFacts } from "../signing/notation-facts.ts";

const SIGN1 = 18;
const MAX_CHAIN = 20;
const EMPTY = new Uint8Array();

/** RFC 9053, 2.1 and RFC 8230, 2; with notation's only choices. */
const ALGORITHMS = new Map<Cbor | undefined, string>([
  [-37, "PS256 (-37)"],
  [-38, "PS384 (-38)"],
  [-39, "PS512 (-39)"],
  [-7, "ES256 (-7)"],
  [-35, "ES384 (-35)"],
  [-36, "ES512 (-36)"],
]);
/** RFC 9052, 3.1 and RFC 9360, 2. */
const LABEL = { algorithm: 1, critical: 2, contentType: 3, chain: 33 } as const;

export const notationCose: Inspector = {
  id: "notation-cose",
  matches: ({ content, convention }: Document) => {
    if (content.form !== "binary") return false;
    if (convention === "notation-sig") return true;
    // Tag 18 and a list of four, in two bytes: any signature may begin with the first.
    return content.bytes[0] === 0xd2 && content.bytes[1] === 0x84;
  },
  inspect: ({ content }, draft) => {
    const bytes = content.form === "binary" ? content.bytes : EMPTY;
    const { value, problem } = readCbor(bytes);
    if (problem !== undefined) draft.problem(problem);
    const message = isTagged(value) && value.tag === SIGN1 ? value.value : value;
    const [protectedBytes, open, payload, signature] = Array.isArray(message) ? message : [];
    const head = mapOf(protectedBytes instanceof Uint8Array ? headerOf(draft, protectedBytes) : undefined);
    const unprotected = mapOf(open);
    const chain = unprotected.get(LABEL.chain);
    notationFacts(draft, {
      envelope: "COSE",
      algorithm: ALGORITHMS.get(head.get(LABEL.algorithm)) ?? textOf(head.get(LABEL.algorithm)),
      contentType: textOf(head.get(LABEL.contentType)),
      payload: payload instanceof Uint8Array ? payload : undefined,
      scheme: textOf(head.get("io.cncf.notary.signingScheme")),
      signingTime: timeOf(head.get("io.cncf.notary.signingTime")),
      authenticSigningTime: timeOf(head.get("io.cncf.notary.authenticSigningTime")),
      expiry: timeOf(head.get("io.cncf.notary.expiry")),
      plugin: textOf(head.get("io.cncf.notary.verificationPlugin")),
      pluginVersion: textOf(head.get("io.cncf.notary.verificationPluginMinVersion")),
      critical: listOf(head.get(LABEL.critical)).flatMap((each) => textOf(each) ?? []),
      agent: textOf(unprotected.get("io.cncf.notary.signingAgent")),
      chain: (chain instanceof Uint8Array ? [chain] : listOf(chain).slice(0, MAX_CHAIN)).filter(
        (each) => each instanceof Uint8Array,
      ),
      timestamp: bytesOf(unprotected.get("io.cncf.notary.timestampSignature")),
      hasSignature: signature instanceof Uint8Array && signature.length > 0,
    });
  },
};

function headerOf(draft: Draft, bytes: Uint8Array): Cbor | undefined {
  const { value, problem } = readCbor(bytes);
  if (problem !== undefined) draft.problem(`In the protected header: ${problem}`);
  return value;
}

function isTagged(value: Cbor | undefined): value is { tag: number; value: Cbor } {
  return typeof value === "object" && value !== null && "tag" in value;
}

function mapOf(value: Cbor | undefined): Map<string | number, Cbor> {
  return value instanceof Map ? value : new Map();
}

function listOf(value: Cbor | undefined): Cbor[] {
  return Array.isArray(value) ? value : [];
}

function bytesOf(value: Cbor | undefined): Uint8Array | undefined {
  return value instanceof Uint8Array ? value : undefined;
}

function textOf(value: Cbor | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** Seconds since 1970, marked with tag 1 (RFC 8949, 3.4.2). */
function timeOf(value: Cbor | undefined): string | undefined {
  const seconds = isTagged(value) ? value.value : value;
  if (typeof seconds === "string") return seconds;
  if (typeof seconds !== "number") return undefined;
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString().replace(".000Z", "Z");
}
