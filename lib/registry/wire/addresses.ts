// Says why an IP address is not part of the public internet, or that it is.
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { ExplorerError } from "#lib/errors";

type V4 = ipaddr.IPv4;
type V6 = ipaddr.IPv6;
type Cidr = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Why an address is refused. `never` ones stay refused for a listed host name too. */
export type NotPublic = { range: string; never: boolean };

// Services of a cloud's own host, reachable from every guest (AWS, Azure, GCP, Alibaba, Oracle).
const PLATFORM = new Set([
  "169.254.169.254",
  "169.254.170.2",
  "168.63.129.16",
  "100.100.100.200",
  "192.0.0.192",
  "fd00:ec2::254",
  "fd20:ce::254",
]);
// A registry has no business there, whoever lists it.
const NEVER = new Set([
  "unspecified",
  "broadcast",
  "multicast",
  "linkLocal",
  "platform",
  "unreadable",
  "zoned",
]);
const GLOBAL_V6 = v6Cidr("2000::/3");
const NAT64_WELL_KNOWN = v6Cidr("64:ff9b::/96");
// RFC 6052 section 2.2: where the four bytes of the IPv4 address sit, by prefix length.
const NAT64_BYTES: Record<number, [number, number, number, number]> = {
  32: [4, 5, 6, 7],
  40: [5, 6, 7, 9],
  48: [6, 7, 9, 10],
  56: [7, 9, 10, 11],
  64: [9, 10, 11, 12],
  96: [12, 13, 14, 15],
};

function v6Cidr(text: string): [V6, number] {
  return [ipaddr.IPv6.parse(text.slice(0, text.indexOf("/"))), Number(text.slice(text.indexOf("/") + 1))];
}

/** The operator's own additions to what is not public. */
export type AddressRules = { deny: Cidr[]; nat64: [V6, number][] };

/**
 * Reads the operator's CIDR lists.
 * @throws ExplorerError "bad-request" naming the value that is no CIDR, or no prefix of a length that RFC 6052 knows.
 */
export function addressRules(denyCidrs: string[] = [], nat64Prefixes: string[] = []): AddressRules {
  const cidr = (text: string): Cidr => {
    if (!ipaddr.isValidCIDR(text)) throw misread(`"${text}" is not a CIDR block.`);
    return ipaddr.parseCIDR(text);
  };
  const nat64 = nat64Prefixes.map((text): [V6, number] => {
    const [address, length] = cidr(text);
    if (!(address instanceof ipaddr.IPv6) || !NAT64_BYTES[length]) {
      throw misread(`"${text}" is not a NAT64 prefix of 32, 40, 48, 56, 64 or 96 bits.`);
    }
    return [address, length];
  });
  return { deny: denyCidrs.map(cidr), nat64 };
}

function misread(detail: string): ExplorerError {
  return new ExplorerError("bad-request", { detail });
}

const NO_RULES: AddressRules = { deny: [], nat64: [] };

/** Why `text` is not a public address; undefined when it is one. What cannot be read is not public. */
export function whyNotPublic(text: string, rules: AddressRules = NO_RULES): NotPublic | undefined {
  if (text.includes("%")) return refusal("zoned");
  if (isIP(text) === 0) return refusal("unreadable");
  const address = ipaddr.parse(text);
  const range = address instanceof ipaddr.IPv6 ? rangeOfV6(address, rules) : rangeOfV4(address, rules);
  return range === undefined ? undefined : refusal(range);
}

function refusal(range: string): NotPublic {
  return { range, never: NEVER.has(range) };
}

function rangeOfV4(address: V4, rules: AddressRules): string | undefined {
  if (PLATFORM.has(address.toString())) return "platform";
  const range = address.range();
  if (range !== "unicast") return range;
  return denied(address, rules);
}

function rangeOfV6(address: V6, rules: AddressRules): string | undefined {
  if (PLATFORM.has(address.toString())) return "platform";
  const inner = embeddedV4(address, rules);
  if (inner) return rangeOfV4(inner, rules);
  const range = address.range();
  // range() calls everything "unicast" that it has no name for; IANA has given out only 2000::/3.
  if (range !== "unicast") return range;
  if (!address.match(...GLOBAL_V6)) return "unassigned";
  if (isIsatap(address)) return "isatap";
  return denied(address, rules);
}

/** The IPv4 host that an IPv6 address stands for, where the address is only another way to write it. */
function embeddedV4(address: V6, rules: AddressRules): V4 | undefined {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const prefix = [NAT64_WELL_KNOWN, ...rules.nat64].find(([net, length]) => address.match(net, length));
  const places = prefix && NAT64_BYTES[prefix[1]];
  if (!places) return undefined;
  const bytes = address.toByteArray();
  return new ipaddr.IPv4(places.map((place) => bytes[place] ?? 0));
}

/** RFC 5214 section 6.1: an interface identifier of [00|02]00:5efe and an IPv4 address, under any prefix. */
function isIsatap(address: V6): boolean {
  const [a = -1, b, c, d] = address.toByteArray().slice(8);
  return (a & 0xfd) === 0 && b === 0 && c === 0x5e && d === 0xfe;
}

function denied(address: V4 | V6, rules: AddressRules): string | undefined {
  const hit = rules.deny.some(([net, length]) => {
    if (net instanceof ipaddr.IPv4) return address instanceof ipaddr.IPv4 && address.match(net, length);
    return address instanceof ipaddr.IPv6 && address.match(net, length);
  });
  return hit ? "denied by the operator" : undefined;
}
