import { describe, expect, test } from "vitest";
import { ask as askAnywhere, IMAGE, image, listening, push, type Running } from "./sandbox.test-support.ts";

const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
});
const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token}` });

function filled(running: Running): Running {
  for (const name of ["public/app", "private/app"]) {
    running.registry.put(name, { tag: "1.0", mediaType: IMAGE, bytes: image(name) });
  }
  return running;
}

const withBasic = filled(await listening({ auth: { kind: "basic", user: "demo", password: "pass:word" } }));

describe("Basic", () => {
  const { ask } = withBasic;

  test("nobody, somebody else and the wrong scheme: 401 with the challenge", async () => {
    for (const headers of [{}, basic("demo", "wrong"), bearer("x"), { authorization: "Basic" }]) {
      const answer = await ask("/v2/", { headers });
      expect(answer).toMatchObject({ status: 401, code: "UNAUTHORIZED" });
      expect(answer.headers.get("www-authenticate")).toMatch(/^Basic realm="127\.0\.0\.1:\d+"$/);
    }
  });

  test("the user may do everything", async () => {
    const headers = basic("demo", "pass:word");
    for (const path of ["/v2/", "/v2/_catalog", "/v2/private/app/manifests/1.0"]) {
      expect((await ask(path, { headers })).status).toBe(200);
    }
  });

  test("there is no token service", async () => expect((await ask("/token")).status).toBe(404));
});

const auth = {
  kind: "bearer",
  user: "demo",
  password: "demo",
  service: "guarded.localhost",
  anonymousRepositories: ["public/"],
} as const;
const running = filled(await listening({ auth }));

describe("Bearer", () => {
  const { ask, origin } = running;

  const token = async (scope: string, headers = {}) => {
    const answer = await ask(`/token?service=guarded.localhost&scope=${encodeURIComponent(scope)}`, {
      headers,
    });
    return answer.json?.token;
  };
  const read = async (name: string, held: string | undefined) =>
    (await ask(`/v2/${name}/manifests/1.0`, { headers: bearer(held) })).status;

  test("the challenge names realm, service and the scope needed", async () => {
    const ping = await ask("/v2/");
    const base = `Bearer realm="${origin}/token",service="guarded.localhost"`;
    expect([ping.status, ping.headers.get("www-authenticate")]).toEqual([401, base]);
    const pull = await ask("/v2/public/app/manifests/1.0");
    expect(pull.headers.get("www-authenticate")).toBe(`${base},scope="repository:public/app:pull"`);
    const start = await ask("/v2/a/blobs/uploads/?mount=x&from=b", { method: "POST" });
    expect(start.headers.get("www-authenticate")).toBe(
      `${base},scope="repository:a:pull,push repository:b:pull"`,
    );
    expect((await ask("/v2/_catalog")).headers.get("www-authenticate")).toContain(
      'scope="registry:catalog:*"',
    );
  });

  test("anyone may pull what is public, and nothing else", async () => {
    const held = await token("repository:public/app:pull,push");
    expect(await read("public/app", held)).toBe(200);
    expect(await read("private/app", held)).toBe(401);
    const write = await push(running, "/v2/public/app/manifests/2.0", IMAGE, image("x"), bearer(held));
    expect(write.status).toBe(401);
    expect(write.headers.get("www-authenticate")).toContain('error="insufficient_scope"');
  });

  test("an anonymous token for what is private is given, and worth nothing", async () => {
    const held = await token("repository:private/app:pull");
    expect(held).toBeTypeOf("string");
    expect(await read("private/app", held)).toBe(401);
    expect((await ask("/v2/", { headers: bearer(held) })).status).toBe(200);
  });

  test("the user gets what is asked for, no more; a wrong password is a 401", async () => {
    const held = await token("repository:private/app:pull", basic("demo", "demo"));
    expect(await read("private/app", held)).toBe(200);
    expect(await read("public/app", held)).toBe(401);
    const wrong = await ask("/token?scope=repository:private/app:pull", { headers: basic("demo", "wrong") });
    expect(wrong).toMatchObject({ status: 401, code: "UNAUTHORIZED" });
  });

  test("DELETE needs delete, the catalog its own scope", async () => {
    const user = basic("demo", "demo");
    const path = "/v2/public/app/manifests/1.0";
    const remove = async (scope: string) =>
      (await ask(path, { method: "DELETE", headers: bearer(await token(scope, user)) })).status;
    expect(await remove("repository:public/app:pull,push")).toBe(401);
    expect(await remove("repository:public/app:delete")).toBe(202);
    const catalog = async (held: string | undefined) =>
      (await ask("/v2/_catalog", { headers: bearer(held) })).status;
    expect(await catalog(await token("registry:catalog:*", user))).toBe(200);
    expect(await catalog(await token("registry:catalog:*"))).toBe(401);
  });

  test("a blob of a private repository is mounted for nobody who may not read it", async () => {
    const secret = running.registry.putBlob("private/app", "secret");
    const held = await token("repository:mine:pull,push", basic("demo", "demo"));
    const mount = await ask(`/v2/mine/blobs/uploads/?mount=${secret}`, {
      method: "POST",
      headers: bearer(held),
    });
    expect(mount.status).toBe(202);
  });

  test("tokens end: by time, and all at once", async () => {
    const brief = filled(await listening({ auth: { ...auth, tokenSeconds: 0 } }));
    const spent = await brief.ask("/token?scope=repository:public/app:pull");
    expect(spent.json?.expires_in).toBe(0);
    const late = await brief.ask("/v2/public/app/manifests/1.0", { headers: bearer(spent.json?.token) });
    expect(late.status).toBe(401);
    const held = await token("repository:public/app:pull", basic("demo", "demo"));
    running.registry.tokens.revokeAll();
    const answer = await ask("/v2/", { headers: bearer(held) });
    expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
  });

  test("the token service may be another origin of the same registry", async () => {
    const second = await running.registry.listen();
    running.registry.switches.auth = { ...auth, realm: `${second.origin}/token` };
    const challenge = (await ask("/v2/public/app/tags/list")).headers.get("www-authenticate");
    expect(challenge).toContain(`realm="${second.origin}/token"`);
    const given = await askAnywhere(`${second.origin}/token?scope=repository:public/app:pull`);
    const list = await ask("/v2/public/app/tags/list", { headers: bearer(given.json?.token) });
    expect(list.status).toBe(200);
    await second.close();
  });
});
