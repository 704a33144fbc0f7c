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

  it.each(["ubuntu", "a b.c", "ghcr.io:99999", "..", "%E0%A4%A", "a.b/../c"])("%s names none", (segment) =>
    expect(hostOf(segment)).toHaveProperty("message"),
  );
});
