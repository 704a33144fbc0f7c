// Builds the trust from its sources.
import { randomUUID } from "node:crypto";
import { basename, join } from "node:path";
import type { Scope } from "../trust.ts";
import { readKey } from "./keys.ts";
import { placeOf } from "./place.ts";
import type { PlainTrust } from "./plain-trust.ts";
import type { Reader } from "./reader.ts";
import { readRepository } from "./scope.ts";
import type { TrustSources } from "./sources.ts";
import { readStores } from "./stores.ts";
import { readTrustFile, type TrustFile } from "./trust-file.ts";
import { publicGoodRoot, readRoot } from "./trusted-root.ts";

type Parts = Omit<PlainTrust, "id">;

/**
 * Reads every file that the sources name, and judges what is in it.
 * @throws ExplorerError "bad-request" with the file, what is wrong with it and what to do.
 */
export async function loadTrust(sources: TrustSources, reader: Reader): Promise<PlainTrust> {
  const { file, trustedRoot, trustStore, demo } = sources;
  const said = file === undefined ? undefined : await readTrustFile(file, reader);
  const parts: Partial<Parts>[] = [];
  if (said && file !== undefined) parts.push(await fromFile(said, file, reader));
  if (trustedRoot !== undefined)
    parts.push({ roots: [await readRoot(trustedRoot, basename(trustedRoot), [], reader)] });
  if (trustStore !== undefined)
    parts.push({ stores: await readStores(trustStore, basename(trustStore), [], reader) });
  // No host, no demo: an empty scope would hold everywhere.
  if (demo && demo.hosts.length > 0) parts.push(await fromDemo(demo, reader));
  const publicGood = said?.publicGood === false ? [] : [publicGoodRoot()];
  return {
    id: randomUUID(),
    roots: [...parts.flatMap(({ roots = [] }) => roots), ...publicGood],
    keys: parts.flatMap(({ keys = [] }) => keys),
    stores: parts.flatMap(({ stores = [] }) => stores),
    identities: parts.flatMap(({ identities = [] }) => identities),
  };
}

async function fromFile(said: TrustFile, path: string, reader: Reader): Promise<Parts> {
  const { sigstore, keys, notation, identities } = said;
  const [roots, trusted, stores] = await Promise.all([
    Promise.all(sigstore.map((each) => readRoot(each.trustedRoot, each.name, each.for ?? [], reader))),
    Promise.all(keys.map((each) => readKey(each, path, reader))),
    Promise.all(notation.map((each) => readStores(each.store, each.name, each.for ?? [], reader))),
  ]);
  return {
    roots,
    keys: trusted,
    stores: stores.flat(),
    identities: identities.map(({ for: scope = [], issuer, ...rule }) =>
      issuer === undefined ? { ...rule, scope } : { ...rule, scope, issuer },
    ),
  };
}

/**
 * The demo registries' content brings its own root and store. A trust.json beside them is written like any other, but that
 * "for" names repositories without their registry, whose port is known only here.
 */
async function fromDemo(demo: NonNullable<TrustSources["demo"]>, reader: Reader): Promise<Parts> {
  const { directory } = demo;
  const hosts = demo.hosts.map(placeOf);
  const path = join(directory, "trust.json");
  const written = (await reader.exists(path))
    ? await fromFile(await readTrustFile(path, reader, readRepository), path, reader)
    : undefined;
  const within = <T extends { scope: Scope }>(list: readonly T[] = []) =>
    list.map((each) => ({ ...each, scope: scopeAt(hosts, each.scope) }));
  const root = await readRoot(join(directory, "trusted-root.json"), "Refscope demo", hosts, reader);
  const stores = await readStores(join(directory, "trust-store"), "Refscope demo", hosts, reader);
  return {
    roots: [root, ...within(written?.roots)],
    keys: within(written?.keys),
    stores: [...stores, ...within(written?.stores)],
    identities: within(written?.identities),
  };
}

function scopeAt(hosts: readonly string[], repositories: Scope): Scope {
  if (repositories.length === 0) return hosts;
  return hosts.flatMap((host) => repositories.map((repository) => placeOf(`${host}/${repository}`)));
}
