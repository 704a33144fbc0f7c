import { describe, expect, it } from "vitest";
import { repositoryOf } from "./repository-of.ts";

describe("repositoryOf", () => {
  it.each([
    ["ghcr.io", ["org", "app"], "org/app"],
    ["ghcr.io", ["app"], "app"],
    ["localhost:5000", ["a", "b", "c.d_e"], "a/b/c.d_e"],
    ["ghcr.io", ["org%2Fapp"], "org/app"],
    ["docker.io", ["ubuntu"], "library/ubuntu"],
  ])("%s %j names %s", (registry, segments, repository) =>
    expect(repositoryOf(registry, segments)).toEqual({ repository }),
  );

  it.each([
    [["Org", "App"]],
    [["app:1.0"]],
    [[`app@sha256:${"a".repeat(64)}`]],
    [["..", "x"]],
    [["%E0%A4%A"]],
    [["a b"]],
  ])("%j names none", (segments) => expect(repositoryOf("ghcr.io", segments)).toHaveProperty("message"));
});
