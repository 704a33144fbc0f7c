import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readCredentials } from "../index.ts";
import {
  type Asked,
  base64,
  type Opened,
  onlyFor,
  openOn,
  type Script,
  type ScriptedServer,
  serve,
  type Told,
} from "../scripted-server.test-support.ts";
import {
  BASIC,
  bearerRegistry,
  challenge,
  expectNoSecret,
  ME,
  PASSWORD,
  queryOf,
  TAGS,
} from "./accounts.test-support.ts";
import { createCredential } from "./credential.ts";

const IDENTITY = "canary-identity-token";

let registry: ScriptedServer;
let other: ScriptedServer;
let opened: Opened | undefined;
beforeAll(async () => {
  registry = await serve();
  other = await serve(undefined, "localhost");
});
afterEach(() => opened?.close());
afterAll(() => Promise.all([registry.close(), other.close()]));

function open(options: Parameters<typeof openOn>[1] = {}) {
  opened = openOn([registry, other], options);
  return opened.registry;
}

const me = () => onlyFor(registry.host, ME);
const paths = (server: ScriptedServer) => server.asked.map(({ path }) => path.split("?")[0]);

describe("without credentials", () => {
  it("asks as nobody, and once", async () => {
    registry.use(() => TAGS);
    expect(await open().tags("a")).toMatchObject({ found: true, value: { items: ["v1"] } });
    expect(registry.asked).toHaveLength(1);
    expect(registry.asked[0]?.headers.authorization).toBeUndefined();
  });

  it("gets an anonymous token for a public repository, and uses it again", async () => {
    registry.use(bearerRegistry(registry.origin));
    const client = open();
    const answer = await client.tags("a/b");
    expect(answer).toMatchObject({ found: true });
    expect(answer.exchanges.map(({ purpose, status }) => [purpose, status])).toEqual([
      ["tags", 401],
      ["token", 200],
      ["tags", 200],
    ]);
    expect(answer.exchanges[2]?.credential).toBe("anonymous token");
    expect(queryOf(registry.asked[1]!).getAll("scope")).toEqual(["repository:a/b:pull"]);
    expect(queryOf(registry.asked[1]!).get("service")).toBe("demo");
    expect(registry.asked[1]?.headers.authorization).toBeUndefined();
    const again = await client.tags("a/b");
    expect(again.exchanges.map(({ status }) => status)).toEqual([200]);
    expectNoSecret(answer, opened?.exchanges);
  });

  it("is denied a private repository, and says by whom", async () => {
    registry.use(bearerRegistry(registry.origin, { token: () => ({ status: 401, body: "canary-echo" }) }));
    const answer = await open().tags("private");
    expect(answer).toMatchObject({
      found: false,
      status: 401,
      reason: `The token service ${registry.origin} answered 401 to a request without credentials.`,
    });
    expect(answer.exchanges).toHaveLength(2);
  });

  it("takes a 401 without a challenge for an answer", async () => {
    registry.use(() => ({ status: 401, body: { errors: [{ code: "UNAUTHORIZED" }] } }));
    const answer = await open({ credentials: me() }).tags("a");
    expect(answer).toMatchObject({ found: false, status: 401, errorCode: "UNAUTHORIZED" });
    expect(answer.found || answer.reason).toContain("named no way to log in");
    expect(registry.asked).toHaveLength(1);
  });

  it("says that a password is missing", async () => {
    registry.use(() => challenge('Basic realm="r"'));
    const answer = await open().tags("a");
    expect(answer.found || answer.reason).toContain("none is configured");
  });
});

describe("Basic", () => {
  const basic: Script = ({ headers }) =>
    headers.authorization === BASIC ? TAGS : challenge('Basic realm="r"');

  it("logs in with Docker's config file, and then without being asked", async () => {
    const folder = mkdtempSync(join(tmpdir(), "refscope-docker-"));
    const auths = { [registry.host]: { auth: base64(`robot$ci:${PASSWORD}`) } };
    writeFileSync(join(folder, "config.json"), JSON.stringify({ auths }));
    registry.use(basic);
    const client = open({ credentials: readCredentials({ HOME: folder, DOCKER_CONFIG: folder }) });
    const first = await client.tags("a");
    expect(first.exchanges.map(({ status, credential }) => [status, credential])).toEqual([
      [401, undefined],
      [200, "config.json, user robot$ci"],
    ]);
    expect((await client.tags("a")).exchanges).toHaveLength(1);
    expectNoSecret(first, opened?.exchanges);
    rmSync(folder, { recursive: true });
  });

  it("logs in with a helper's answer", async () => {
    const folder = mkdtempSync(join(tmpdir(), "refscope-helper-"));
    const script = `#!/bin/sh\nread -r server\n[ "$server" = ${registry.host} ] && echo '{"Username":"robot$ci","Secret":"${PASSWORD}"}'\n`;
    writeFileSync(join(folder, "docker-credential-demo"), script);
    chmodSync(join(folder, "docker-credential-demo"), 0o755);
    mkdirSync(join(folder, ".docker"));
    writeFileSync(
      join(folder, ".docker/config.json"),
      JSON.stringify({ credHelpers: { [registry.host]: "demo" } }),
    );
    registry.use(basic);
    const credentials = readCredentials({ HOME: folder, PATH: `${folder}:${process.env.PATH}` });
    const answer = await open({ credentials }).tags("a");
    expect(answer.exchanges.at(-1)?.credential).toBe("config.json, docker-credential-demo, user robot$ci");
    expectNoSecret(answer, opened?.exchanges);
    rmSync(folder, { recursive: true });
  });

  it("does not try wrong credentials twice", async () => {
    registry.use(() => challenge('Basic realm="r"'));
    const answer = await open({ credentials: me() }).tags("a");
    expect(answer).toMatchObject({ found: false, status: 401 });
    expect(answer.found || answer.reason).toContain("still answered 401 (sent: config.json, user robot$ci)");
    expect(registry.asked).toHaveLength(2);
    expectNoSecret(answer, opened?.exchanges);
  });

  it("is chosen beside a token service that may not see the credentials", async () => {
    registry.use(({ headers }) =>
      headers.authorization?.startsWith("Basic ")
        ? TAGS
        : challenge([`Bearer realm="${other.origin}/token",service="x"`, 'Basic realm="r"']),
    );
    other.use(() => ({ body: { token: "canary-x" } }));
    expect(await open({ credentials: me() }).tags("a")).toMatchObject({ found: true });
    expect(other.asked).toHaveLength(0);
  });
});

describe("Bearer with credentials", () => {
  const owned = (asked: Asked): Told | undefined =>
    asked.headers.authorization === BASIC ? undefined : { status: 401 };

  it("reads a private repository", async () => {
    registry.use(bearerRegistry(registry.origin, { token: owned }));
    const answer = await open({ credentials: me() }).tags("private");
    expect(answer).toMatchObject({ found: true });
    expect(answer.exchanges.map(({ credential }) => credential)).toEqual([
      undefined,
      "config.json, user robot$ci",
      "token for config.json, user robot$ci",
    ]);
    expectNoSecret(answer, opened?.exchanges);
  });

  it("is told that the credentials are wrong", async () => {
    registry.use(bearerRegistry(registry.origin, { token: owned }));
    const wrong = onlyFor(
      registry.host,
      createCredential("password", "robot$ci", "canary-wrong", "config.json"),
    );
    const answer = await open({ credentials: wrong }).tags("private");
    expect(answer).toMatchObject({ found: false, status: 401 });
    expect(answer.found || answer.reason).toContain(
      "answered 401 to the credential of config.json, user robot$ci",
    );
    expectNoSecret(answer, opened?.exchanges);
  });

  it("answers one more challenge when the first scope was too narrow, and no third", async () => {
    registry.use(
      bearerRegistry(registry.origin, { scope: (name) => `repository:${name}:metadata_read,pull` }),
    );
    const answer = await open().tags("a");
    expect(answer).toMatchObject({ found: true });
    // The first token is asked for with the scope that the registry names, so one is enough here.
    expect(registry.asked).toHaveLength(3);
    let named = 0;
    registry.use(({ path }) =>
      path.startsWith("/token")
        ? { body: { token: `canary-${named}` } }
        : challenge(`Bearer realm="${registry.origin}/token",scope="repository:a:extra${++named}"`),
    );
    const never = await open().tags("a");
    expect(never).toMatchObject({ found: false, status: 401 });
    expect(paths(registry)).toEqual([
      "/v2/a/tags/list",
      "/token",
      "/v2/a/tags/list",
      "/token",
      "/v2/a/tags/list",
    ]);
    expect(never.found || never.reason).toContain("still answered 401 (sent: anonymous token)");
  });

  it("replaces a token that the registry no longer takes", async () => {
    const answers = bearerRegistry(registry.origin);
    registry.use(answers);
    const client = open();
    await client.tags("a");
    // The registry restarts: it knows none of its tokens any more.
    registry.use(bearerRegistry(registry.origin, { token: () => undefined }));
    const answer = await client.tags("a");
    expect(answer).toMatchObject({ found: true });
    expect(paths(registry)).toEqual(["/v2/a/tags/list", "/token", "/v2/a/tags/list"]);
  });

  it("fetches a new token before the old one ends", async () => {
    registry.use(bearerRegistry(registry.origin, { life: 60 }));
    let now = 1_000_000;
    const client = open({ now: () => now });
    await client.tags("a");
    now += 49_000;
    expect((await client.tags("a")).exchanges.map(({ purpose }) => purpose)).toEqual(["tags"]);
    now += 2_000;
    expect((await client.tags("a")).exchanges.map(({ purpose }) => purpose)).toEqual(["token", "tags"]);
  });

  it("fetches one token for 50 requests at once, and no request a third time", async () => {
    registry.use(bearerRegistry(registry.origin, { token: owned }));
    const client = open({ credentials: me() });
    const ask = () => Array.from({ length: 50 }, (_, i) => client.bare(`/v2/a/tags/list?x=${i}`));
    const answers = await Promise.all(ask());
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(paths(registry).filter((path) => path === "/token")).toHaveLength(1);
    expect(registry.asked.length).toBeLessThanOrEqual(101);
    registry.asked.length = 0;
    await Promise.all(ask());
    expect(registry.asked).toHaveLength(50);
  });

  it("does not take the others' token with it when one exploration is cancelled", async () => {
    registry.use(bearerRegistry(registry.origin));
    const client = open();
    const leaving = new AbortController();
    const left = opened?.again(leaving.signal).tags("a");
    const kept = client.bare("/v2/a/tags/list?x");
    setTimeout(() => leaving.abort(), 15);
    await expect(left).rejects.toMatchObject({ code: "cancelled" });
    expect((await kept).status).toBe(200);
    expect(paths(registry).filter((path) => path === "/token")).toHaveLength(1);
  });

  it("trades an identity token by POST, and keeps it out of every receipt", async () => {
    registry.use(({ method, path, body, headers }) => {
      if (path === "/token" && method === "POST") {
        const form = new URLSearchParams(body);
        const isRight = form.get("refresh_token") === IDENTITY && form.get("grant_type") === "refresh_token";
        // An echo of what was sent, as careless services do.
        const hello = `you sent ${form.get("refresh_token")}`;
        return isRight ? { body: { access_token: "canary-access", hello } } : { status: 400, body: hello };
      }
      return headers.authorization === "Bearer canary-access"
        ? TAGS
        : challenge(`Bearer realm="${registry.origin}/token",service="demo"`);
    });
    const credentials = onlyFor(registry.host, createCredential("identity-token", "", IDENTITY, "auth.json"));
    const answer = await open({ credentials }).tags("a");
    expect(answer).toMatchObject({ found: true });
    const form = new URLSearchParams(registry.asked[1]?.body);
    expect([form.get("service"), form.get("scope")]).toEqual(["demo", "repository:a:pull"]);
    expect(answer.exchanges.at(-1)?.credential).toBe("token for auth.json");
    expectNoSecret(answer, opened?.exchanges);
  });
});
