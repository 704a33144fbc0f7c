import { describe, expect, it } from "vitest";
import { hostOf } from "./host-of.ts";

describe("hostOf", () => {
  it.each([
    ["ghcr.io", "ghcr.io"],
    ["bicycle.localhost%3A5001", "bicycle.localhost:5001"],
    ["bicycle.localhost:5001", "bicycle.localhost:5001"],
    ["localhost", "localhost"],
    ["%5B%3A%3A1%5D:5000", "[::1]:5000"],
    ["GHCR.IO", "ghcr.io"],
    ["registry-1.docker.io", "docker.io"],
  ])("%s names %s", (segment, registry) => expect(hostOf(segment)).toEqual({ registry }));

  it.each([
    ["ubuntu", "ubuntu", /^A registry's host has a dot or a port\./],
    ["Not%20a%20host!", "Not a host!", /^A registry's host has no spaces\.$/],
    ["a b.c", "a b.c", /has no spaces/],
    ["docker%20pull%20ghcr.io", "docker pull ghcr.io", /has no spaces/],
    ["host!", "host!", /^A registry's host has letters, digits, - and dots/],
    ["ghcr.io%2Forg", "ghcr.io/org", /letters, digits/],
    ["a.b/../c", "a.b/../c", /letters, digits/],
    ["..", "..", /letters, digits/],
    ["%E0%A4%A", "%E0%A4%A", /letters, digits/],
    ["ghcr.io:99999", "ghcr.io:99999", /^A port is/],
  ])("%s names none, for the reason that it has", (segment, text, message) =>
    expect(hostOf(segment)).toEqual({ text, message: expect.stringMatching(message) }),
  );
});
