import { describe, expect, it } from "vitest";
import { authKey, keysFor, parseAuthFile } from "./auth-file.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const read = (json: unknown) => parseAuthFile(JSON.stringify(json), "config.json");

describe("parseAuthFile", () => {
  it.each([
    ["auth", { auth: base64("me:s3cret") }, ["password", "me", "s3cret"]],
    ["a colon in the password", { auth: base64("me:a:b") }, ["password", "me", "a:b"]],
    ["Docker's padding", { auth: base64("me:pw\0\0") }, ["password", "me", "pw"]],
    ["plain fields", { username: "me", password: "pw" }, ["password", "me", "pw"]],
    ["identity token", { auth: base64("me:"), identitytoken: "idt" }, ["identity-token", "me", "idt"]],
    ["identity token alone", { identitytoken: "idt" }, ["identity-token", "", "idt"]],
  ])("%s", (_, entry, expected) => {
    const credential = read({ auths: { "r.example": entry } }).credentials.get("r.example");
    expect([credential?.kind, credential?.username, credential?.secret]).toEqual(expected);
  });

  it.each([{}, { auth: "" }, { email: "a@b.example" }])("takes %j for no credential", (entry) => {
    const file = read({ auths: { "r.example": entry } });
    expect([file.credentials.size, file.warnings]).toEqual([0, []]);
  });

  it("names the entry that it cannot read, and reads the others", () => {
    const file = read({
      auths: {
        "a.example": { auth: "***" },
        "b.example": 7,
        "c.example": { auth: base64("no colon") },
        "d.example": { auth: base64("me:pw") },
      },
      credHelpers: { "e.example": 1, "f.example": "pass" },
      credsStore: "desktop",
    });
    expect(file.warnings).toHaveLength(4);
    expect(file.warnings[0]).toBe("config.json: the entry for a.example cannot be read");
    expect([...file.credentials.keys()]).toEqual(["d.example"]);
    expect([...file.helpers]).toEqual([["f.example", "pass"]]);
    expect(file.store).toBe("desktop");
  });

  it.each(["", "{", "[]", "null", '{"auths":[]}', '"text"'])("warns of %j", (text) => {
    expect(parseAuthFile(text, "auth.json").warnings).toEqual([
      "auth.json is not a file of credentials, and was not used",
    ]);
  });

  it("reads the flat form of .dockercfg", () => {
    const file = parseAuthFile(
      JSON.stringify({ "r.example": { auth: base64("me:pw") } }),
      ".dockercfg",
      "flat",
    );
    expect(file.credentials.get("r.example")?.username).toBe("me");
  });

  it.each([
    ["robot$ci", "config.json, user robot$ci"],
    ["ghp_0123456789abcdefghij0123456789abcdef", "config.json"],
    ["x".repeat(80), "config.json"],
    ["two\nlines", "config.json"],
  ])("labels the user %j", (username, source) => {
    const file = read({ auths: { "r.example": { username, password: "pw" } } });
    expect(file.credentials.get("r.example")?.source).toBe(source);
  });
});

describe("authKey", () => {
  it.each([
    ["r.example", "r.example"],
    ["R.Example:5000", "r.example:5000"],
    ["r.example/", "r.example"],
    ["r.example/team/App", "r.example/team/App"],
    ["https://index.docker.io/v1/", "index.docker.io"],
    ["https://r.example", "r.example"],
    ["http://r.example:5000/v2/", "r.example:5000"],
    ["https://r.example/some/where", "r.example"],
    ["index.docker.io/v1/", "index.docker.io"],
  ])("%s is %s", (raw, key) => {
    expect(authKey(raw)).toBe(key);
  });
});

describe("keysFor", () => {
  it("puts the longest first, the host last", () => {
    expect(keysFor("r.example", "a/b/c")).toEqual([
      "r.example/a/b/c",
      "r.example/a/b",
      "r.example/a",
      "r.example",
    ]);
    expect(keysFor("r.example")).toEqual(["r.example"]);
  });
});
