// Turns a host name into addresses without letting slow names stall the process: c-ares with its own
// time-out for public names, the system's resolver (which knows /etc/hosts) for names the operator listed.
import { promises as dns, lookup as systemLookup } from "node:dns";

type ResolvedAddress = { address: string; family: 4 | 6 };

/** Why a name has no addresses. `temporary` when asking again may help. */
export class NameNotResolved extends Error {
  readonly temporary: boolean;
  constructor(message: string, temporary: boolean, cause?: unknown) {
    super(message, { cause });
    this.temporary = temporary;
  }
}

export type ResolverOptions = {
  /** Milliseconds for one question; default 2,000. */
  timeoutMs?: number;
  /** Names under way at once; default 64. More are refused at once, not queued. */
  maxPending?: number;
  /** DNS servers instead of the system's ("ip" or "ip:port"). */
  servers?: string[];
};

export type Resolve = (host: string, listed: boolean) => Promise<ResolvedAddress[]>;

const LOOPBACK: ResolvedAddress[] = [
  { address: "127.0.0.1", family: 4 },
  { address: "::1", family: 6 },
];
// Answers that will not change by asking again.
const DEFINITE = new Set(["ENOTFOUND", "ENODATA", "EBADNAME", "NOTFOUND"]);

/** A resolver for the process. Questions for the same name that is under way are asked once. */
export function createResolver(options: ResolverOptions = {}): Resolve {
  let resolver = newResolver(options);
  const pending = new Map<string, Promise<ResolvedAddress[]>>();

  const ask = async (host: string): Promise<ResolvedAddress[]> => {
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const found = [...addresses(v4, 4), ...addresses(v6, 6)];
    if (found.length > 0) return found;
    const codes = [codeOf(v4), codeOf(v6)];
    const temporary = codes.some((code) => !DEFINITE.has(code));
    // The machine may have moved to another network: its DNS servers are read once, when a resolver is made.
    if (temporary) resolver = newResolver(options);
    const why = temporary ? `DNS gave no answer (${codes.join(", ")})` : "DNS knows no such name";
    throw new NameNotResolved(`${host}: ${why}.`, temporary);
  };

  return (host, listed) => {
    // RFC 6761 section 6.3: these names are loopback, whatever a DNS server says.
    if (host === "localhost" || host.endsWith(".localhost")) return Promise.resolve(LOOPBACK);
    if (listed) return askSystem(host);
    const known = pending.get(host);
    if (known) return known;
    if (pending.size >= (options.maxPending ?? 64)) {
      return Promise.reject(new NameNotResolved(`${host}: too many names are being resolved.`, true));
    }
    const question = ask(host).finally(() => pending.delete(host));
    pending.set(host, question);
    return question;
  };
}

function newResolver({ timeoutMs = 2000, servers }: ResolverOptions) {
  const resolver = new dns.Resolver({ timeout: timeoutMs, tries: 1 });
  if (servers) resolver.setServers(servers);
  return resolver;
}

function addresses(result: PromiseSettledResult<string[]>, family: 4 | 6): ResolvedAddress[] {
  return result.status === "fulfilled" ? result.value.map((address) => ({ address, family })) : [];
}

function codeOf(result: PromiseSettledResult<string[]>): string {
  if (result.status === "fulfilled") return "ENODATA";
  return errorCode(result.reason) ?? "EUNKNOWN";
}

function errorCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string"
    ? thrown.code
    : undefined;
}

function askSystem(host: string): Promise<ResolvedAddress[]> {
  return new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, found) => {
      if (error) {
        const temporary = error.code !== "ENOTFOUND" && error.code !== "ENODATA";
        return reject(
          new NameNotResolved(`${host}: the system's resolver says ${error.code}.`, temporary, error),
        );
      }
      resolve(found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })));
    });
  });
}
