import { describe, expect, it } from "vitest";
import { createCredential } from "./credential.ts";
import { isSamePlan, planAuthorization, tokenKey } from "./plan.ts";
import type { Deed } from "./scope.ts";

const registry = new URL("https://r.example");
const password = createCredential("password", "me", "s3cret", "config.json");
const token = createCredential("identity-token", "", "idt", "config.json");
const HOME = 'Bearer realm="https://r.example/token",service="s"';
const FOREIGN = 'Bearer realm="https://auth.example/token"';
const PLAIN = 'Bearer realm="http://r.example/token"';
const BASIC = 'Basic realm="r"';

const plan = (header: string | undefined, credential?: typeof password, deed: Deed = "read") =>
  planAuthorization({ registry, header, repository: "a", deed, credential, trustedRealms: [] });

describe("planAuthorization", () => {
  it.each([
    ["home realm, nobody", HOME, undefined, { scheme: "bearer" }],
    ["home realm", HOME, password, { scheme: "bearer", service: "s", credential: password }],
    ["home realm, identity token", HOME, token, { scheme: "bearer", credential: token }],
    ["foreign realm, nobody", FOREIGN, undefined, { scheme: "bearer" }],
    [
      "foreign realm: as nobody",
      FOREIGN,
      password,
      { scheme: "bearer", withheld: expect.stringContaining("auth.example") },
    ],
    ["foreign realm or Basic", `${FOREIGN}, ${BASIC}`, password, { scheme: "basic", credential: password }],
    ["foreign realm or Basic, nobody", `${FOREIGN}, ${BASIC}`, undefined, { scheme: "bearer" }],
    ["both at home", `${BASIC}, ${HOME}`, password, { scheme: "bearer" }],
    ["denied realm or Basic", `${PLAIN}, ${BASIC}`, password, { scheme: "basic" }],
    [
      "denied realm, then a good one",
      `${PLAIN}, ${HOME}`,
      password,
      { scheme: "bearer", credential: password },
    ],
    ["denied realm", PLAIN, password, { reason: expect.stringContaining("plain http") }],
    ["no realm", "Bearer", password, { reason: expect.stringContaining("not an absolute address") }],
    ["Basic, nobody", BASIC, undefined, { reason: expect.stringContaining("none is configured") }],
    ["Basic, identity token", BASIC, token, { reason: expect.stringContaining("identity token") }],
    ["another scheme", "Negotiate", password, { reason: expect.stringContaining("no way to log in") }],
    ["nothing", undefined, password, { reason: expect.stringContaining("no way to log in") }],
  ])("%s", (_, header, credential, expected) => {
    const planned = plan(header, credential);
    expect(planned).toMatchObject(expected);
    if ("withheld" in expected) expect(planned).not.toHaveProperty("credential");
  });

  it("asks for the repository's scope and what the registry names", () => {
    expect(plan(`${HOME},scope="repository:a:metadata_read registry:catalog:*"`)).toMatchObject({
      scopes: ["registry:catalog:*", "repository:a:metadata_read,pull"],
    });
    expect(plan(HOME)).toMatchObject({ scopes: ["repository:a:pull"] });
  });

  it("asks for writing only when it writes, and only in the one repository", () => {
    const greedy = `${HOME},scope="repository:a:delete,pull,push repository:b:pull,push registry:catalog:*"`;
    const scopes = (deed: Deed) => plan(greedy, password, deed);
    const others = ["registry:catalog:*", "repository:b:pull"];
    const own = (actions: string) => ({ scopes: [others[0], `repository:a:${actions}`, others[1]] });
    expect(scopes("read")).toMatchObject(own("pull"));
    expect(scopes("push")).toMatchObject(own("pull,push"));
    expect(scopes("delete")).toMatchObject(own("delete,pull,push"));
    const keys = (["read", "push", "delete"] as const).map((deed) => {
      const planned = scopes(deed);
      return "scopes" in planned ? tokenKey(planned) : "";
    });
    expect(new Set(keys).size).toBe(3);
  });
});

it("tells plans apart by what changes the token", () => {
  const of = (header: string, credential?: typeof password) => {
    const planned = plan(header, credential);
    if ("reason" in planned) throw new Error(planned.reason);
    return planned;
  };
  expect(isSamePlan(of(HOME), of(HOME))).toBe(true);
  expect(isSamePlan(of(HOME), of(`${HOME},scope="repository:a:pull"`))).toBe(true);
  expect(isSamePlan(of(HOME), of(`${HOME},scope="repository:b:pull"`))).toBe(false);
  expect(isSamePlan(of(HOME), of(HOME, password))).toBe(false);
  expect(isSamePlan(of(BASIC, password), of(HOME, password))).toBe(false);
  expect(isSamePlan(of(BASIC, password), of(BASIC, password))).toBe(true);
});
