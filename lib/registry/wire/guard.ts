// The only way to a socket: a connection pool whose connector lets through public addresses, and private ones
// only for the exact host and port that the operator listed. HTTP_PROXY and its kin are ignored on purpose:
// a proxy would connect where this guard cannot look.
import { isIP, type LookupFunction, Socket } from "node:net";
import { Agent, buildConnector, Pool } from "undici";
import { type AddressRules, addressRules, whyNotPublic } from "./addresses.ts";
import type { Resolve } from "./resolver.ts";
import { bareHost, bareName, type EgressPolicy, listedAs, portOf } from "./targets.ts";

/**
 * Thrown into a connection attempt; becomes "address-refused". It names the host and not the address: who may
 * not reach a network need not learn its plan.
 */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
}

export type GuardOptions = {
  resolve: Resolve;
  /** Sockets per origin. */
  connections: number;
  connectTimeoutMs: number;
  headersTimeoutMs: number;
  idleTimeoutMs: number;
  maxHeaderBytes: number;
};

/** Builds the guarded pool. Close it with `destroy()`. */
export function createGuardedAgent(policy: EgressPolicy, options: GuardOptions): Agent {
  const rules = addressRules(policy.denyCidrs, policy.nat64Prefixes);
  return new Agent({
    factory: (text, inherited) => {
      const origin = new URL(text);
      const isListed = listedAs(bareHost(origin), portOf(origin), policy) !== undefined;
      const judge = judgeFor(origin, isListed, rules);
      return new Pool(text, { ...inherited, connect: guardedConnector(origin, judge, isListed, options) });
    },
    connections: options.connections,
    pipelining: 1,
    allowH2: false,
    maxOrigins: 256,
    maxHeaderSize: options.maxHeaderBytes,
    headersTimeout: options.headersTimeoutMs,
    bodyTimeout: options.idleTimeoutMs,
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 30_000,
  });
}

/** Why an address may not be connected to; undefined when it may. */
type Judge = (address: string | undefined) => AddressRefused | undefined;

function judgeFor(origin: URL, isListed: boolean, rules: AddressRules): Judge {
  const host = bareHost(origin);
  return (address = "") => {
    const why = whyNotPublic(address, rules);
    if (!why) return undefined;
    if (!isListed) {
      const reason = "is not at a public address, and it is not listed as a private registry.";
      return new AddressRefused(`${origin.host} ${reason}`);
    }
    // A listed name may turn out private, but not be steered to a cloud's metadata service; a literal is meant.
    if (!why.never || host === address) return undefined;
    return new AddressRefused(
      `${origin.host} is listed, but its name leads to an address that no registry has.`,
    );
  };
}

/** Three checks: the literal (`lookup` is not called for one), every address of the answer, the reached peer. */
function guardedConnector(
  origin: URL,
  judge: Judge,
  isListed: boolean,
  options: GuardOptions,
): buildConnector.connector {
  const host = bareHost(origin);
  const connect = buildConnector({
    timeout: options.connectTimeoutMs,
    allowH2: false,
    autoSelectFamily: true,
    // Node tries addresses one after another and gives each but the last up for good: 250 ms, its default, is less than
    // a far registry needs, or a busy machine.
    autoSelectFamilyAttemptTimeout: 1000,
    lookup: guardedLookup(options.resolve, judge, isListed),
  });
  return (target, callback) => {
    const literal = isIP(host) === 0 ? undefined : judge(host);
    if (literal) return queueMicrotask(() => callback(literal, null));
    const opening: unknown = connect(target, (...result) => {
      const [error, socket] = result;
      if (error) return callback(error, null);
      const refused = judge(socket.remoteAddress);
      if (!refused) return callback(null, socket);
      socket.destroy();
      callback(refused, null);
    });
    // The callback comes after the TLS handshake; this comes before its first byte.
    if (opening instanceof Socket) {
      opening.prependOnceListener("connect", () => {
        const refused = judge(opening.remoteAddress);
        if (refused) opening.destroy(refused);
      });
    }
  };
}

/** The socket connects to exactly the addresses that were checked here: there is no second look-up to rebind. */
function guardedLookup(resolve: Resolve, judge: Judge, isListed: boolean): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(bareName(hostname), isListed).then(
      (found) => {
        const refused = found.map(({ address }) => judge(address)).find((one) => one !== undefined);
        const first = found[0];
        if (refused || !first) callback(refused ?? new Error(`${hostname} has no address.`), []);
        else if (all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, []),
    );
  };
}
