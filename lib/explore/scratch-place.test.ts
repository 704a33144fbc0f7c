import { expect, it } from "vitest";
import { scratchPlace } from "./scratch-place.ts";

it.each([
  ["r.example", "team/app", "r.example", "team/app"],
  ["R.Example:5000", "a", "r.example:5000", "a"],
  ["localhost:5000", "a/b.c/d_e", "localhost:5000", "a/b.c/d_e"],
  ["index.docker.io", "busybox", "docker.io", "library/busybox"],
  ["docker.io", "team/app", "docker.io", "team/app"],
])("%s and %s are a place", (registry, repository, ...canonical) => {
  const [host, name] = canonical;
  expect(scratchPlace(registry, repository)).toEqual({ registry: host, repository: name });
});

it.each([
  ["r.example", "team/app?x"],
  ["r.example", "team/app#x"],
  ["r.example", "team/app:latest"],
  ["r.example", `team/app@sha256:${"0".repeat(64)}`],
  ["r.example", "a/../b"],
  ["r.example", "Team/App"],
  ["r.example", "/app"],
  ["r.example", ""],
  ["r.example/team", "app"],
  // Without a dot or a port this would be a name on Docker Hub.
  ["registry", "team/app"],
  ["", "team/app"],
])("%j and %j are none", (registry, repository) => {
  expect(() => scratchPlace(registry, repository)).toThrow(
    expect.objectContaining({ code: "bad-reference" }),
  );
});
