// One place has one name here, in whichever of its spellings it is asked for.
import { describe, expect, it } from "vitest";
import { ABOUT, envelope, LEAF, NOW, ROOT, signedLayer, store } from "../notation/envelopes.test-support.ts";
import { verifyNotation } from "../notation/index.ts";
import { isInScope } from "../trust.ts";
import { placeOf } from "./place.ts";
import { readScope } from "./scope.ts";

describe("placeOf", () => {
  it.each([
    ["ghcr.io/org/app", "ghcr.io/org/app"],
    ["GHCR.io/Org/app", "ghcr.io/org/app"],
    ["ghcr.io:443/org/app", "ghcr.io/org/app"],
    ["ghcr.io:0443/org/app", "ghcr.io/org/app"],
    ["ghcr.io./org/app", "ghcr.io/org/app"],
    ["registry.example:80/org/app", "registry.example/org/app"],
    ["registry.example:05000/org/app", "registry.example:5000/org/app"],
    ["registry.example:8080/org/app", "registry.example:8080/org/app"],
    ["docker.io:443/org/app", "docker.io/org/app"],
    ["index.docker.io/org/app", "docker.io/org/app"],
    ["registry-1.docker.io:443/org/app", "docker.io/org/app"],
    ["registry.hub.docker.com/org/app", "docker.io/org/app"],
    ["registry-1.docker.io/nginx", "docker.io/library/nginx"],
    ["ghcr.io/nginx", "ghcr.io/nginx"],
    ["127.1:5000/app", "127.0.0.1:5000/app"],
    ["2130706433:5000/app", "127.0.0.1:5000/app"],
    ["[0:0:0:0:0:0:0:1]:5000/app", "[::1]:5000/app"],
    ["my_registry:5000/app", "my_registry:5000/app"],
    ["Registry/app", "registry/app"],
    ["who@ghcr.io/org/app", "who@ghcr.io/org/app"],
    ["GHCR.io", "ghcr.io"],
  ])("%s is %s", (text, place) => expect(placeOf(text)).toBe(place));
});

describe("a scope", () => {
  it.each([
    ["GHCR.io/org/app", ["ghcr.io/org/app"]],
    ["ghcr.io:443", ["ghcr.io"]],
    ["[::1]:5000", ["[::1]:5000"]],
    ["index.docker.io/org", ["docker.io/library/org", "docker.io/org"]],
    ["docker.io/nginx", ["docker.io/library/nginx", "docker.io/nginx"]],
    ["docker.io/library/nginx", ["docker.io/library/nginx"]],
    ["docker.io", ["docker.io"]],
  ])("%s holds at %j", (text, places) => expect(readScope(text)).toEqual({ places }));

  it.each([
    ["ghcr.io:", "A port is a colon and a number from 1 to 65535"],
    ["https:", "A port is a colon and a number from 1 to 65535"],
    ["ghcr.io.", 'Write "ghcr.io"'],
    ["ghcr.io./org", 'Write "ghcr.io/org"'],
    ["a..b", "letters, digits, - and dots between them"],
    ["registry", "has a dot or a port"],
    ["ghcr.io/Org/app", 'Write "ghcr.io/org/app"'],
    ["ghcr.io/org/app:1", "joined by . _ __ or -"],
    ["ghcr.io/a..b", "joined by . _ __ or -"],
  ])("%s is refused with what to write", (text, why) =>
    expect(readScope(text)).toEqual({ why: expect.stringContaining(why) }),
  );

  it.each(["registry.example:443/org/app", "REGISTRY.example/org/app", "registry.example:0443/org/app"])(
    "holds for %s as well, so that a rule for it is not left out",
    async (repository) => {
      const scope = ["registry.example/org"];
      expect(isInScope(scope, repository)).toBe(true);
      const identities = [{ name: "only us", scope, subject: "CN=somebody else" }];
      const trust = { roots: [], keys: [], stores: [store("ca", ROOT)], identities };
      const { bytes } = envelope({ leaf: LEAF });
      const { state } = await verifyNotation(signedLayer(bytes), { ...ABOUT, repository }, trust, NOW);
      expect(state).toBe("identity-mismatch");
    },
  );

  it("ends at a whole part of a name, and at a port", () => {
    expect(isInScope(["registry.example/org"], "registry.example/organ/app")).toBe(false);
    expect(isInScope(["registry.example"], "registry.example:5000/org")).toBe(false);
  });
});
