// The protected header, in either envelope: what it says, and whether all that it calls critical is understood.
// https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md
import { shown } from "../words.ts";
import { LIMITS } from "./limits.ts";

export type Header = {
  /** As JWS names it: "PS256". Another one as it stands there. */
  algorithm: string;
  contentType: string | undefined;
  /** Undefined where there is no list, which notation does not allow. */
  critical: string[] | undefined;
  scheme: string | undefined;
  signingTime: Date | undefined;
  authenticSigningTime: Date | undefined;
  expiry: Date | undefined;
  plugin: string | undefined;
  pluginVersion: string | undefined;
};

export const PREFIX = "io.cncf.notary.";
export const X509 = "notary.x509";
export const SIGNING_AUTHORITY = "notary.x509.signingAuthority";

const UNDERSTOOD = ["signingScheme", "authenticSigningTime", "expiry"];
const PLUGIN = ["verificationPlugin", "verificationPluginMinVersion"];
const KNOWN = new Set([...UNDERSTOOD, ...PLUGIN].map((name) => `${PREFIX}${name}`));

/**
 * The fields that both envelopes write in their own way: `text` and `time` give undefined for what is absent, and throw
 * for what is of another type.
 */
export function headerFields(
  text: (name: string) => string | undefined,
  time: (name: string) => Date | undefined,
): Omit<Header, "algorithm" | "contentType" | "critical"> {
  return {
    scheme: text(`${PREFIX}signingScheme`),
    signingTime: time(`${PREFIX}signingTime`),
    authenticSigningTime: time(`${PREFIX}authenticSigningTime`),
    expiry: time(`${PREFIX}expiry`),
    plugin: text(`${PREFIX}verificationPlugin`),
    pluginVersion: text(`${PREFIX}verificationPluginMinVersion`),
  };
}

/** The first critical header that is not known here, since it may change what the signature means. */
export function unknownCritical({ critical = [] }: Header): string | undefined {
  return critical.find((name) => !KNOWN.has(name));
}

/** What only a verification plugin could check, in a sentence. */
export function pluginNeeded({ plugin, pluginVersion, critical = [] }: Header): string | undefined {
  const isNamed = PLUGIN.some((name) => critical.includes(`${PREFIX}${name}`));
  if (plugin === undefined && pluginVersion === undefined && !isNamed) return undefined;
  return `The signature asks for the verification plugin ${shown(plugin ?? "(not named)")}, and no plugin is run here.`;
}

/** How the header breaks the specification, in a sentence; undefined when it does not. */
export function headerFault(header: Header): string | undefined {
  const { critical, scheme } = header;
  if (critical === undefined || critical.length === 0) return "The header has no list of critical headers.";
  if (critical.length > LIMITS.critical) return "The header calls too many headers critical.";
  if (scheme === undefined) return "The header names no signing scheme.";
  const present = {
    signingScheme: scheme,
    authenticSigningTime: header.authenticSigningTime,
    expiry: header.expiry,
  };
  for (const [name, value] of Object.entries(present)) {
    const isCritical = critical.includes(`${PREFIX}${name}`);
    if (value !== undefined && !isCritical)
      return `The header has ${PREFIX}${name} and does not call it critical.`;
    if (value === undefined && isCritical)
      return `The header calls ${PREFIX}${name} critical and does not have it.`;
  }
  return timesFault(header);
}

/** Each scheme has its own header for the time, and only that. */
function timesFault({ scheme, signingTime, authenticSigningTime }: Header): string | undefined {
  if (scheme === X509 && signingTime === undefined) return "The header has no signing time.";
  if (scheme === X509 && authenticSigningTime !== undefined)
    return `The header has an authentic signing time, which the scheme ${X509} does not know.`;
  if (scheme === SIGNING_AUTHORITY && authenticSigningTime === undefined)
    return "The header has no authentic signing time.";
  if (scheme === SIGNING_AUTHORITY && signingTime !== undefined)
    return `The header has a signing time, which the scheme ${SIGNING_AUTHORITY} does not know.`;
  return undefined;
}
