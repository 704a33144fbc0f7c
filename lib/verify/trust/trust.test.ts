// The operator's trust, from real files: what may stand there, what is refused and with which words, what is seen later.
import { generateKeyPairSync } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ExplorerError } from "#lib/errors";
import { DEMO, DEMO_HOST } from "../demo.test-support.ts";
import { type TrustSources, trustFrom, watchTrust } from "../index.ts";
import { type Minted, mint } from "../notation/certificates.test-support.ts";
import {
  AUTHORITY,
  authorityOf,
  certificate,
  ROOT as MINTED_ROOT,
  newKey,
  type Party,
} from "../sigstore/minted.test-support.ts";
import { Reader } from "./reader.ts";

const STORE = join(DEMO, "trust-store");
const ROOT = join(DEMO, "trusted-root.json");
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const PEM = publicKey.export({ type: "spki", format: "pem" }).toString();

const STORE_ROOT = mint({ name: "root", kind: "authority" });
const STORE_INTERMEDIATE = mint({ name: "between", kind: "authority", issuer: STORE_ROOT });

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "refscope-trust-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(content: unknown, name = `trust-${files++}.json`): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function trust(sources: TrustSources) {
  return (await watchTrust(sources)).current();
}

async function refusal(content: unknown): Promise<string> {
  try {
    await trust({ file: await write(content) });
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(ExplorerError);
    if (thrown instanceof ExplorerError) expect(thrown.code).toBe("bad-request");
    return thrown instanceof Error ? thrown.message : "";
  }
  throw new Error("It was not refused.");
}

describe("what is trusted", () => {
  it("without a file is the public-good instance alone, with its age", async () => {
    const { trust: held, fault } = await trust({});
    expect(held).toMatchObject({ keys: [], stores: [], identities: [] });
    expect(held.roots.map(({ name, scope, asOf }) => [name, scope, asOf])).toEqual([
      ["Sigstore public good", [], "2025-09-23T00:00:00.000Z"],
    ]);
    expect(fault).toBeUndefined();
  });

  it("is every section of the file, with paths from where the file lies", async () => {
    await write(PEM, "release.pub");
    await write(await readFile(ROOT, "utf8"), "root.json");
    const scope = ["registry.example/org"];
    const file = await write({
      publicGood: false,
      sigstore: [{ name: "ours", trustedRoot: "root.json", for: scope }],
      keys: [
        { name: "release", file: "release.pub", for: scope },
        { name: "inline", pem: PEM },
      ],
      notation: [{ name: "wabbit", store: STORE, for: ["localhost:5000"] }],
      identities: [
        {
          name: "workflow",
          subject: "https://x.example/w@refs/heads/main",
          issuer: "https://issuer.example",
        },
        { name: "signer", subject: "CN=x,O=y", for: scope },
      ],
    });
    const { trust: held, plain } = await trust({ file });
    expect(held.roots).toMatchObject([{ name: "ours", scope, asOf: expect.stringMatching(/^20/) }]);
    expect(held.keys.map(({ name, asOf }) => [name, asOf !== undefined])).toEqual([
      ["release", true],
      ["inline", false],
    ]);
    expect(held.stores).toMatchObject([
      { name: "wabbit ca:refscope-demo", type: "ca", scope: ["localhost:5000"] },
    ]);
    expect(held.stores[0]?.certificates).toHaveLength(1);
    expect(held.identities).toEqual([
      {
        name: "workflow",
        subject: "https://x.example/w@refs/heads/main",
        issuer: "https://issuer.example",
        scope: [],
      },
      { name: "signer", subject: "CN=x,O=y", scope },
    ]);
    const posted = trustFrom(structuredClone(plain));
    expect(posted.keys.map(({ key }) => key.equals(publicKey))).toEqual([true, true]);
    expect(posted.roots[0]?.material.tlogs).toHaveLength(1);
  });

  it("holds where it was meant, however the registry is written", async () => {
    const identities = [
      { name: "x", subject: "s", for: ["GHCR.io:443/org", "index.docker.io/org/app", "[::1]:05000"] },
    ];
    const { trust: held } = await trust({ file: await write({ identities }) });
    expect(held.identities[0]?.scope).toEqual(["ghcr.io/org", "docker.io/org/app", "[::1]:5000"]);
  });

  it("may be a root and a store that are named alone", async () => {
    const { trust: held } = await trust({ trustedRoot: ROOT, trustStore: STORE });
    expect(held.roots.map(({ name }) => name)).toEqual(["trusted-root.json", "Sigstore public good"]);
    expect(held.stores.map(({ name, scope }) => [name, scope])).toEqual([
      ["trust-store ca:refscope-demo", []],
    ]);
  });

  it("of the demo holds at the demo's hosts, whatever its own file says, and nowhere without hosts", async () => {
    const directory = join(folder, "demo");
    await mkdir(directory);
    await writeFile(join(directory, "trusted-root.json"), await readFile(ROOT));
    await mkdir(join(directory, "trust-store", "ca", "demo"), { recursive: true });
    const pem = await readFile(join(STORE, "x509/ca/refscope-demo/root.pem"));
    await writeFile(join(directory, "trust-store", "ca", "demo", "root.crt"), pem);
    const rule = { name: "rule", subject: "s", issuer: "i" };
    const identities = [rule, { ...rule, name: "app", for: ["refscope/app"] }];
    await writeFile(join(directory, "trust.json"), JSON.stringify({ identities }));
    const hosts = [DEMO_HOST, "localhost:5001"];
    const { trust: held } = await trust({ demo: { directory, hosts } });
    expect(held.roots.map(({ scope }) => scope)).toEqual([hosts, []]);
    expect(held.stores.map(({ scope }) => scope)).toEqual([hosts]);
    expect(held.identities.map(({ scope }) => scope)).toEqual([
      hosts,
      hosts.map((host) => `${host}/refscope/app`),
    ]);
    expect((await trust({ demo: { directory, hosts: [] } })).trust.stores).toEqual([]);
  });
});

describe("what is refused, with file, field and what to do", () => {
  const named = { name: "x" };
  it.each([
    ["no JSON", "{", /^trust-\d+\.json: it is not JSON\. Mend it/],
    ["no object", [], /^trust-\d+\.json: the file .*See docs\/trust\.md/],
    ["an unknown field", { key: [] }, /Unrecognized key: "key"/],
    [
      "a name twice",
      {
        keys: [
          { ...named, pem: PEM },
          { ...named, pem: PEM },
        ],
      },
      /keys has one name twice/,
    ],
    ["a key without one", { keys: [named] }, /keys\[0\] needs either "file" or "pem"/],
    [
      "a private key",
      { keys: [{ ...named, pem: privateKey.export({ type: "pkcs8", format: "pem" }) }] },
      /"x" is a private key/,
    ],
    [
      "two keys in one entry",
      { keys: [{ ...named, pem: `${PEM}${PEM}` }] },
      /the key "x" is 2 keys, of which one would be lost\. Write an entry for each/,
    ],
    ["a text as key", { keys: [{ ...named, pem: "abc" }] }, /the key "x" is no public key in PEM/],
    [
      "a broken key",
      { keys: [{ ...named, pem: PEM.replace(/[A-Z]{3}/, "AAA") }] },
      /the key "x" is no public key|cannot be used/,
    ],
    [
      "a key's file that is gone",
      { keys: [{ ...named, file: "gone.pub" }] },
      /^gone\.pub: the key "x" cannot be read\. Check the path/,
    ],
    [
      "a pattern as scope",
      { keys: [{ ...named, pem: PEM, for: ["registry.example/*"] }] },
      /keys\[0\]\.for\[0\] is no registry/,
    ],
    [
      "an address as scope",
      { keys: [{ ...named, pem: PEM, for: ["https://registry.example"] }] },
      /keys\[0\]\.for\[0\] is no registry/,
    ],
    [
      "a slash at a scope's end",
      { keys: [{ ...named, pem: PEM, for: ["registry.example/"] }] },
      /for\[0\] is no registry/,
    ],
    [
      "a scope that never holds",
      { keys: [{ ...named, pem: PEM, for: ["registry.example", "ghcr.io."] }] },
      /^trust-\d+\.json: keys\[0\]\.for\[1\] is no registry .* Write "ghcr\.io"\. See docs/,
    ],
    [
      "a section twice",
      '{"identities":[{"name":"us","subject":"s"}],"identities":[]}',
      /^trust-\d+\.json: the key identities is there twice, and one of them would be lost\. Write it once\./,
    ],
    [
      "a field twice",
      '{"identities":[{"name":"us","subject":"s","for":["a.example"],"for":["b.example"]}]}',
      /the key identities\.0\.for is there twice/,
    ],
    [
      "a rule with what is shown for bytes that cannot be read",
      { identities: [{ ...named, subject: "CN=M\uFFFDl" }] },
      /identities\[0\]\.subject holds U\+FFFD.*Write the name as its issuer has it/,
    ],
    ["an empty scope", { keys: [{ ...named, pem: PEM, for: [] }] }, /keys\[0\]\.for/],
    ["a rule without a subject", { identities: [{ ...named, issuer: "i" }] }, /identities\[0\]\.subject/],
    [
      "a blank at a rule's end",
      { identities: [{ ...named, subject: "s " }] },
      /identities\[0\]\.subject begins or ends with a blank/,
    ],
    [
      "a store that is none",
      { notation: [{ ...named, store: "nowhere" }] },
      /^nowhere: it holds no certificates/,
    ],
    [
      "a root that is none",
      { sigstore: [{ ...named, trustedRoot: "none.json" }] },
      /^none\.json: its mediaType is not that of a trusted root/,
    ],
  ])("%s", async (_, content, message) => {
    await write({ mediaType: "text/plain" }, "none.json");
    expect(await refusal(content)).toMatch(message);
  });

  it.each([
    ["tlogs[0].publicKey", (root: Root) => (root.tlogs[0].publicKey.validFor = {})],
    ["ctlogs[0].publicKey", (root: Root) => delete root.ctlogs[0].publicKey.validFor],
    ["certificateAuthorities[0]", (root: Root) => delete root.certificateAuthorities[0].validFor.start],
    [
      "timestampAuthorities[0]",
      (root: Root) => (root.timestampAuthorities[0].validFor = { end: "2030-01-01T00:00:00Z" }),
    ],
  ] as const)("a trusted root whose %s has no beginning", async (field, change) => {
    const root: Root = JSON.parse(await readFile(ROOT, "utf8"));
    change(root);
    await write(root, "timeless.json");
    const message = await refusal({ sigstore: [{ name: "x", trustedRoot: "timeless.json" }] });
    expect(message).toBe(
      `timeless.json: ${field}.validFor.start is missing, without which any time would count. Use a trusted_root.json as the instance's owner publishes it.`,
    );
  });

  const below: Party = { name: "INT", key: newKey() };
  const INTERMEDIATE = certificate({ ...below, issuer: AUTHORITY, isAuthority: true });
  const NAMED_ALONE = certificate({
    ...AUTHORITY,
    issuer: { ...AUTHORITY, key: newKey() },
    isAuthority: true,
  });

  it.each<[string, string, Buffer[], boolean]>([
    ["its root alone", "certificateAuthorities", [MINTED_ROOT], true],
    ["its root above an intermediate", "certificateAuthorities", [INTERMEDIATE, MINTED_ROOT], true],
    ["an intermediate alone", "certificateAuthorities", [INTERMEDIATE], false],
    ["one that only says that it issued itself", "certificateAuthorities", [NAMED_ALONE], false],
    ["nothing", "certificateAuthorities", [], false],
    ["an intermediate alone for its times", "timestampAuthorities", [INTERMEDIATE], false],
  ])(
    "a trusted root whose authority has %s, where that vouches for nothing",
    async (_, field, chain, isUsed) => {
      const root: Root = JSON.parse(await readFile(ROOT, "utf8"));
      root[field] = [authorityOf(...chain)];
      await write(root, "short.json");
      const asked = { sigstore: [{ name: "x", trustedRoot: "short.json" }] };
      if (isUsed) expect((await trust({ file: await write(asked) })).trust.roots).toHaveLength(2);
      else
        expect(await refusal(asked)).toBe(
          `short.json: the chain of ${field}[0] does not end in a certificate that issued itself, so nothing could be verified with it. Use a trusted_root.json as the instance's owner publishes it.`,
        );
    },
  );

  it.each<[string, string, Minted, boolean]>([
    ["an intermediate authority for signers", "ca", STORE_INTERMEDIATE, true],
    ["an intermediate signing authority", "signingAuthority", STORE_INTERMEDIATE, true],
    ["a signer that issued itself", "ca", mint({ name: "alone" }), true],
    ["a signer that another issued", "ca", mint({ name: "leaf", issuer: STORE_ROOT }), false],
    ["a root for times", "tsa", STORE_ROOT, true],
    ["an intermediate for times", "tsa", STORE_INTERMEDIATE, false],
  ])("a trust store with %s, where notation has no use for it", async (what, type, { x509 }, isUsed) => {
    const at = join(folder, `store ${what}`, "x509", type, "ours");
    await mkdir(at, { recursive: true });
    await writeFile(join(at, "one.pem"), x509.toString());
    const asked = trust({ trustStore: join(folder, `store ${what}`) });
    if (isUsed) expect((await asked).trust.stores).toHaveLength(1);
    else await expect(asked).rejects.toThrow(/^one\.pem: the certificate of CN=.* is no /);
  });

  it("a file of certificates one of which cannot be read, which would be lost", async () => {
    const at = join(folder, "broken store", "x509", "ca", "ours");
    await mkdir(at, { recursive: true });
    const pem = STORE_ROOT.x509.toString();
    await writeFile(join(at, "two.pem"), `${pem}\n${pem.replace(/\n(.)/, "\n!")}`);
    await expect(trust({ trustStore: join(folder, "broken store") })).rejects.toThrow(
      /^two\.pem: it holds 2 certificates, of which only 1 can be read\. /,
    );
  });

  // biome-ignore lint/suspicious/noExplicitAny: a root is changed in any of its places.
  type Root = any;
});

describe("what could not be read", () => {
  it.each([
    ["x509", "a"],
    ["ca", "b"],
  ])("of a store's folders is told, and never taken for nothing: %s", async (name, place) => {
    const store = join(folder, `loop-${place}`);
    await mkdir(join(store, "signingAuthority", "x"), { recursive: true });
    await writeFile(join(store, "signingAuthority", "x", "one.pem"), STORE_ROOT.x509.toString());
    await symlink(name, join(store, name));
    await expect(trust({ trustStore: store })).rejects.toThrow(/: the folder could not be read\. Check that/);
  });

  it("of a file is told as that", async () => {
    await symlink("loop.json", join(folder, "loop.json"));
    await expect(trust({ file: join(folder, "loop.json") })).rejects.toThrow(
      /^loop\.json: .* could not be read/,
    );
  });

  it.runIf(existsSync("/proc/self/mem"))("is tried again, though nothing of it changed", async () => {
    const reader = new Reader();
    await expect(reader.file("/proc/self/mem", "the key")).rejects.toThrow("the key could not be read");
    expect(await reader.hasChanged()).toBe(true);
  });
});

describe("a change of the files", () => {
  async function watched(content: unknown) {
    let now = 0;
    const file = await write(content);
    const source = await watchTrust({ file }, () => now);
    const change = async (to: string | undefined) => {
      if (to === undefined) await rm(file);
      else await writeFile(file, to);
      if (to !== undefined) await utimes(file, new Date(), new Date(Date.now() + ++files * 2000));
    };
    const later = (ms: number) => {
      now += ms;
    };
    return { source, change, later };
  }
  const rules = (...names: string[]) =>
    JSON.stringify({ identities: names.map((name) => ({ name, subject: "s" })) });
  const names = async (source: Awaited<ReturnType<typeof watchTrust>>) =>
    (await source.current()).trust.identities.map(({ name }) => name);

  it("counts without a restart, looked at no more than once a second", async () => {
    const { source, change, later } = await watched(rules("a"));
    await change(rules("a", "b"));
    later(999);
    expect(await names(source)).toEqual(["a"]);
    later(1);
    expect(await Promise.all([names(source), names(source)])).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
  });

  it("that cannot be used leaves what counted before, and is told until it is mended", async () => {
    const { source, change, later } = await watched(rules("a"));
    for (const broken of ['{"identities":', undefined]) {
      await change(broken);
      later(1000);
      const { trust: held, fault } = await source.current();
      expect(held.identities.map(({ name }) => name)).toEqual(["a"]);
      expect(fault).toMatch(/^What was trusted before still counts\. trust-\d+\.json: /);
      later(1000);
      expect((await source.current()).fault).toBe(fault);
    }
    await change(rules("c"));
    later(1000);
    expect(await source.current()).toMatchObject({ trust: { identities: [{ name: "c" }] } });
    expect((await source.current()).fault).toBeUndefined();
  });

  it("to another content of one size and one time is seen", async () => {
    const { source, later } = await watched(rules("a"));
    const [file] = (await readdir(folder)).filter((name) => name === `trust-${files - 1}.json`);
    const path = join(folder, file ?? "");
    const { atime, mtime } = await stat(path);
    await utimes(path, atime, mtime);
    later(1000);
    await source.current();
    await writeFile(path, rules("b"));
    await utimes(path, atime, mtime);
    later(1000);
    expect(await names(source)).toEqual(["b"]);
  });

  it("is looked at by a clock that nobody sets", async () => {
    const now = vi.spyOn(Date, "now");
    await (await watchTrust({})).current();
    expect(now).not.toHaveBeenCalled();
    now.mockRestore();
  });

  it("of a key, of a root or of a store's folder is seen too", async () => {
    const store = join(folder, "growing", "ca", "x");
    await mkdir(store, { recursive: true });
    const pem = await readFile(join(STORE, "x509/ca/refscope-demo/root.pem"));
    await writeFile(join(store, "one.pem"), pem);
    let now = 0;
    const source = await watchTrust({ trustStore: join(folder, "growing") }, () => now);
    await writeFile(join(store, "two.pem"), pem);
    now += 1000;
    expect((await source.current()).trust.stores[0]?.certificates).toHaveLength(2);
  });
});
