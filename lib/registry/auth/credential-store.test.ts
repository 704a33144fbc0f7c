import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askHelper } from "./credential-helper.ts";
import { readCredentialFile, readCredentials } from "./credential-store.ts";

let folder: string;
let env: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "refscope-credentials-"));
  env = { HOME: folder, PATH: `${folder}:${process.env.PATH}` };
});
afterEach(() => rmSync(folder, { recursive: true }));

const basic = (user: string, password = "pw") => ({
  auth: Buffer.from(`${user}:${password}`).toString("base64"),
});

function write(path: string, content: unknown, mtimeSeconds?: number): string {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, typeof content === "string" ? content : JSON.stringify(content));
  if (mtimeSeconds !== undefined) utimesSync(whole, mtimeSeconds, mtimeSeconds);
  return whole;
}

/** A credential helper; its script gets the server's name in $server. */
function helper(name: string, script: string): void {
  chmodSync(write(`docker-credential-${name}`, `#!/bin/sh\nread -r server\n${script}\n`), 0o755);
}

const find = (host: string, repository?: string) => readCredentials(env).find(host, repository);

describe("the search order", () => {
  const PLACES: [user: string, path: string, variables: Record<string, string>][] = [
    ["named", "named.json", { REGISTRY_AUTH_FILE: "named.json" }],
    ["runtime", "run/containers/auth.json", { XDG_RUNTIME_DIR: "run" }],
    ["config", "xdg/containers/auth.json", { XDG_CONFIG_HOME: "xdg" }],
    ["docker", "docker/config.json", { DOCKER_CONFIG: "docker" }],
  ];

  it("takes the first file that knows the registry", async () => {
    for (const [user, path, variables] of PLACES) {
      write(path, { auths: { "r.example": basic(user) } });
      for (const [name, value] of Object.entries(variables)) env[name] = join(folder, value);
    }
    for (const [user, path] of PLACES) {
      expect((await find("r.example"))?.username).toBe(user);
      rmSync(join(folder, path));
    }
    expect(await find("r.example")).toBeUndefined();
  });

  it("looks in the home folder without any variable", async () => {
    write(".dockercfg", { "r.example": basic("flat") });
    expect((await find("r.example"))?.username).toBe("flat");
    write(".docker/config.json", { auths: { "r.example": basic("docker") } });
    expect((await find("r.example"))?.username).toBe("docker");
    write(".config/containers/auth.json", { auths: { "r.example": basic("config") } });
    expect((await find("r.example"))?.username).toBe("config");
  });

  it("goes on to the next file for what the first does not know", async () => {
    write(".config/containers/auth.json", { auths: { "a.example": basic("a") } });
    write(".docker/config.json", { auths: { "b.example": basic("b") } });
    expect((await find("b.example"))?.username).toBe("b");
  });
});

describe("the keys", () => {
  it.each([
    ["docker.io", "library/ubuntu", "https://index.docker.io/v1/"],
    ["docker.io", "library/ubuntu", "index.docker.io"],
    ["docker.io", "library/ubuntu", "docker.io"],
    ["docker.io", "library/ubuntu", "docker.io/library"],
    ["docker.io", undefined, "registry-1.docker.io"],
    ["r.example:5000", "a/b", "r.example:5000"],
    ["r.example:5000", "a/b", "http://r.example:5000/v2/"],
    ["r.example", "team/app", "r.example/team"],
    ["r.example", "team/app", "R.example/team/app"],
  ])("%s/%s is known as %s", async (host, repository, key) => {
    write(".docker/config.json", { auths: { [key]: basic("me") } });
    expect((await find(host, repository))?.username).toBe("me");
  });

  it.each([
    ["r.example", "a", "r.example:5000"],
    ["r.example:5000", "a", "r.example"],
    ["r.example", "teams/app", "r.example/team"],
    ["r.example", "team", "r.example/team/app"],
    ["evil-docker.io", "a", "docker.io"],
    ["sub.r.example", "a", "r.example"],
  ])("%s/%s is not known as %s", async (host, repository, key) => {
    write(".docker/config.json", { auths: { [key]: basic("me") } });
    expect(await find(host, repository)).toBeUndefined();
  });

  it("prefers the longest", async () => {
    const auths = { "r.example": basic("all"), "r.example/a": basic("a"), "r.example/a/b": basic("ab") };
    write(".docker/config.json", { auths });
    const users = ["a/b", "a/b/c", "a/c", "x"].map(async (name) => (await find("r.example", name))?.username);
    expect(await Promise.all(users)).toEqual(["ab", "ab", "a", "all"]);
  });
});

describe("files that change or cannot be used", () => {
  it("reads a file again when it has changed, appeared or gone", async () => {
    let second = 0;
    const store = readCredentials(env, () => second++ * 1000);
    expect(await store.find("r.example")).toBeUndefined();
    write(".docker/config.json", { auths: { "r.example": basic("one") } }, 1000);
    expect((await store.find("r.example"))?.username).toBe("one");
    write(".docker/config.json", { auths: { "r.example": basic("two") } }, 2000);
    expect((await store.find("r.example"))?.username).toBe("two");
    rmSync(join(folder, ".docker/config.json"));
    expect(await store.find("r.example")).toBeUndefined();
  });

  it("warns of a malformed file, a folder in its place and an oversize one, and uses the next", async () => {
    env.REGISTRY_AUTH_FILE = write("named.json", "{");
    env.XDG_RUNTIME_DIR = join(folder, "run");
    mkdirSync(join(folder, "run/containers/auth.json"), { recursive: true });
    write(".config/containers/auth.json", " ".repeat(1024 * 1024 + 1));
    write(".docker/config.json", { auths: { "r.example": basic("me") } });
    let now = 0;
    const store = readCredentials(env, () => now);
    expect((await store.find("r.example"))?.username).toBe("me");
    expect(store.warnings()).toEqual([
      "named.json is not a file of credentials, and was not used",
      "auth.json is not a file of up to 1 MiB",
      "auth.json is not a file of up to 1 MiB",
    ]);
    write("named.json", {});
    now = 999;
    await store.find("r.example");
    expect(store.warnings()).toHaveLength(3);
    now = 1000;
    await store.find("r.example");
    expect(store.warnings()).toHaveLength(2);
  });
});

describe("helpers", () => {
  const ANSWER = `echo '{"ServerURL":"x","Username":"me","Secret":"s3cret"}'`;

  it("asks the host's own helper, then the file, then the store", async () => {
    helper(
      "own",
      `[ "$server" = a.example ] && ${ANSWER} || { echo "credentials not found in native keychain"; exit 1; }`,
    );
    helper("store", `echo '{"Username":"stored","Secret":"s"}'`);
    write(".docker/config.json", {
      auths: { "a.example": {}, "b.example": basic("filed"), "c.example": {} },
      credHelpers: { "a.example": "own", "b.example": "own" },
      credsStore: "store",
    });
    const store = readCredentials(env);
    expect(await store.find("a.example", "x")).toMatchObject({
      username: "me",
      secret: "s3cret",
      kind: "password",
      source: "config.json, docker-credential-own, user me",
    });
    expect((await store.find("b.example"))?.username).toBe("filed");
    expect((await store.find("c.example"))?.username).toBe("stored");
    expect(store.warnings()).toEqual([]);
  });

  it("asks for Docker Hub by the key that docker login uses", async () => {
    helper("hub", `[ "$server" = https://index.docker.io/v1/ ] && ${ANSWER}`);
    write(".docker/config.json", { credsStore: "hub" });
    expect((await find("docker.io", "library/ubuntu"))?.username).toBe("me");
  });

  it("reads an identity token", async () => {
    helper("token", `echo '{"Username":"<token>","Secret":"idt"}'`);
    write(".docker/config.json", { credsStore: "token" });
    expect(await find("r.example")).toMatchObject({
      kind: "identity-token",
      secret: "idt",
      source: "config.json, docker-credential-token",
    });
  });

  it("starts a helper once a minute for a server, and tells its problem until it works", async () => {
    helper("flaky", `echo x >> ${folder}/runs; [ -f ${folder}/ok ] && ${ANSWER} || { echo s3cret; exit 3; }`);
    write(".docker/config.json", { credsStore: "flaky" });
    let now = 0;
    const store = readCredentials(env, () => now);
    await Promise.all([store.find("r.example"), store.find("r.example", "a"), store.find("r.example", "b")]);
    expect(store.warnings()).toEqual(["docker-credential-flaky ended with code 3"]);
    write("ok", "");
    now = 59_000;
    expect(await store.find("r.example")).toBeUndefined();
    now = 61_000;
    expect((await store.find("r.example"))?.username).toBe("me");
    expect(store.warnings()).toEqual([]);
  });

  it.each([
    ["../../bin/sh", "other than a-z"],
    ["Store", "other than a-z"],
    ["none", "could not be started"],
    ["html", "is no credential"],
    ["huge", "more than 65536 bytes"],
    ["hangs", "did not answer in 300 ms"],
  ])("says what is wrong with %s", async (name, problem) => {
    helper("html", "echo '<html>'");
    helper("huge", "yes | head -c 200000");
    helper("hangs", "sleep 5");
    const start = performance.now();
    const answer = await askHelper(name, "r.example", { env, timeoutMs: 300 });
    expect(answer && "problem" in answer && answer.problem).toContain(problem);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe("one file alone", () => {
  it("is all that is looked at", async () => {
    write(".docker/config.json", { auths: { "r.example": basic("reader") } });
    const path = write("writers.json", { auths: { "w.example": basic("writer") } });
    const alone = readCredentialFile(path, env);
    expect(await alone.find("w.example", "scratch")).toMatchObject({
      username: "writer",
      source: "writers.json, user writer",
    });
    expect(await alone.find("r.example")).toBeUndefined();
    expect(await find("r.example")).toMatchObject({ username: "reader" });
    expect(await readCredentialFile(join(folder, "none.json"), env).find("w.example")).toBeUndefined();
  });
});
