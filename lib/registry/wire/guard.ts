// The only way to a socket: a connection pool whose connector lets through public addresses, and private ones
// only for the exact host and port that the operator listed. HTTP_PROXY and its kin are ignored on purpose:
// a proxy would connect where this guard cannot look.
import { isIP, type LookupFunction, type Socket } from "node:net";
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
  /** Called for every socket that passed, before its first byte. */
  onConnect?: (origin: string) => void;
};

/** Builds the guarded pool. Close it with `destroy()`. */
export function createGuardedAgent(policy: EgressPolicy, options: GuardOptions): Agent {
  const rules = addressRules(policy.denyCidrs, policy.nat64Prefixes);
  return new Agent({
    factory: (origin, inherited) =>
      new Pool(origin, { ...inherited, connect: guardedConnector(new URL(origin), policy, rules, options) }),
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

/** Three checks: the literal (`lookup` is not called for one), every address of the answer, the reached peer. */
function guardedConnector(
  origin: URL,
  policy: EgressPolicy,
  rules: AddressRules,
  options: GuardOptions,
): buildConnector.connector {
  const host = bareHost(origin);
  const port = portOf(origin);
  const listed = listedAs(host, port, policy) !== undefined;
  const check = (address: string) => {
    const why = whyNotPublic(address, rules);
    if (!why) return;
    if (!listed) {
      throw new AddressRefused(
        `${origin.host} is not at a public address, and it is not listed as a private registry.`,
      );
    }
    // A listed name may turn out private, but not be steered to a cloud's metadata service; a literal is meant.
    if (why.never && host !== address) {
      throw new AddressRefused(
        `${origin.host} is listed, but its name leads to an address that no registry has.`,
      );
    }
  };
  const connect = buildConnector({
    timeout: options.connectTimeoutMs,
    allowH2: false,
    autoSelectFamily: true,
    lookup: guardedLookup(options.resolve, check, listed),
  });
  return (target, callback) => {
    try {
      if (bareName(target.hostname) !== host) throw new AddressRefused(`${origin.host} is another host.`);
      if (isIP(host) !== 0) check(host);
    } catch (error) {
      return queueMicrotask(() => callback(asError(error), null));
    }
    connect(target, (...result) => {
      if (result[0] !== null) return callback(result[0], null);
      const socket: Socket = result[1];
      try {
        check(socket.remoteAddress ?? "");
      } catch (error) {
        socket.destroy();
        return callback(asError(error), null);
      }
      options.onConnect?.(origin.origin);
      callback(null, socket);
    });
  };
}

/** The socket connects to exactly the addresses that were checked here: there is no second look-up to rebind. */
function guardedLookup(resolve: Resolve, check: (address: string) => void, listed: boolean): LookupFunction {
  return (hostname, lookupOptions, callback) => {
    resolve(bareName(hostname), listed).then(
      (found) => {
        try {
          for (const { address } of found) check(address);
        } catch (error) {
          return callback(asError(error), []);
        }
        const first = found[0];
        if (lookupOptions.all || !first) return callback(null, found);
        callback(null, first.address, first.family);
      },
      (error) => callback(asError(error), []),
    );
  };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
