import { expect, test } from "vitest";
import { isLoopback, readSettings } from "./settings.ts";

test("the defaults bind this machine only, with the demo on, nothing private listed and writes off", () => {
  expect(readSettings({}, "/app")).toMatchObject({
    host: "127.0.0.1",
    port: 3000,
    demo: true,
    demoPort: 5001,
    writes: false,
    privateRegistries: "",
    contentDirectory: "/app/lib/sandbox/content",
  });
});

test.each(["0.0.0.0", "::", "192.168.1.4", "refscope.example.com", "127.0.0.1.example.com", "128.0.0.1"])(
  "HOST=%s is wider than this machine, so it refuses",
  (HOST) => {
    expect(() => readSettings({ HOST }, "/app")).toThrow(/no login/);
    expect(isLoopback(HOST)).toBe(false);
  },
);

test.each(["127.0.0.1", "127.0.0.2", "localhost", "::1"])("HOST=%s is this machine", (HOST) => {
  expect(readSettings({ HOST }, "/app").host).toBe(HOST);
});

test.each([
  [{ PORT: "70000" }, /PORT=70000/],
  [{ PORT: "http" }, /PORT=http/],
  [{ REFSCOPE_DEMO: "yes" }, /REFSCOPE_DEMO=yes/],
  [{ REFSCOPE_WRITES: "true" }, /REFSCOPE_WRITES=true/],
  [{ REFSCOPE_DEMO_PORT: "-1" }, /REFSCOPE_DEMO_PORT=-1/],
])("%j is named in the refusal", (env, message) => {
  expect(() => readSettings(env, "/app")).toThrow(message);
});

test("writes are on only where it says so", () => {
  expect(readSettings({ REFSCOPE_WRITES: "on" }, "/app").writes).toBe(true);
  expect(readSettings({ REFSCOPE_WRITES: "off" }, "/app").writes).toBe(false);
});

test("what is written down lies beside the program, unless told otherwise", () => {
  const of = (env: Record<string, string>) => readSettings(env, "/app");
  expect(of({})).toMatchObject({ dataDirectory: "/app/.refscope/data", writeAuthFile: undefined });
  expect(of({ REFSCOPE_DATA_DIR: "data" }).dataDirectory).toBe("/app/data");
  expect(of({ REFSCOPE_DATA_DIR: "/var/refscope" }).dataDirectory).toBe("/var/refscope");
  expect(of({ REFSCOPE_WRITE_AUTH_FILE: "auth.json" }).writeAuthFile).toBe("/app/auth.json");
});

test("an empty value is as good as none", () => {
  expect(readSettings({ HOST: "", PORT: "", REFSCOPE_DEMO: "" }, "/app")).toMatchObject({
    port: 3000,
    demo: true,
  });
});

test("files of trust are found from where the program runs, and none is asked for", () => {
  const of = (env: Record<string, string>) => readSettings(env, "/app");
  expect(of({})).toMatchObject({ trustFile: undefined, trustedRoot: undefined, trustStore: undefined });
  expect(of({ REFSCOPE_TRUST_FILE: "trust.json" }).trustFile).toBe("/app/trust.json");
  expect(of({ REFSCOPE_TRUSTED_ROOT: "/etc/root.json" }).trustedRoot).toBe("/etc/root.json");
  expect(of({ REFSCOPE_TRUST_STORE: "store" }).trustStore).toBe("/app/store");
});
