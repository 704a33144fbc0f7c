import { describe, expect, it } from "vitest";
import { readHost } from "./reference-grammar.ts";

describe("readHost", () => {
  it.each([
    ["ghcr.io", "ghcr.io"],
    ["GHCR.IO", "ghcr.io"],
    ["localhost", "localhost"],
    ["localhost:05000", "localhost:5000"],
    ["myregistry:5000", "myregistry:5000"],
    ["[::1]:5000", "[::1]:5000"],
    ["index.docker.io", "docker.io"],
  ])("%j is the registry %s", (text, registry) => expect(readHost(text)).toEqual({ registry }));

  it.each([
    ["", "There is no host here.", [0, 0]],
    ["Not a host!", "A registry's host has no spaces.", [3, 4]],
    ["docker pull ghcr.io", "A registry's host has no spaces.", [6, 7]],
    ["ghcr.io ", "A registry's host has no spaces.", [7, 8]],
    ["host!", "A registry's host has letters, digits, - and dots", [0, 5]],
    ["ghcr.io/org", "A registry's host has letters, digits, - and dots", [0, 11]],
    [`${"a".repeat(254)}.io`, "A registry's host has letters, digits, - and dots", [0, 257]],
    ["ghcr.io:0", "A port is a colon and a number from 1 to 65535.", [7, 9]],
    ["ubuntu", "A registry's host has a dot or a port.", [0, 6]],
    ["Ubuntu", "A registry's host has a dot or a port.", [0, 6]],
  ] as const)("%j is none", (text, sentence, [start, end]) =>
    expect(readHost(text)).toMatchObject({ sentence: expect.stringContaining(sentence), start, end }),
  );

  it("suggests only what is a host", () => {
    expect(readHost("ghcr.io.")).toMatchObject({ candidate: "ghcr.io" });
    expect(readHost("ghcr.")).toMatchObject({ candidate: undefined });
  });
});
