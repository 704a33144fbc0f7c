import { expect, it } from "vitest";
import { endpoint, repositoryOf } from "./endpoint.ts";

const home = { host: "r.example", origin: "https://r.example" };

it.each([
  [["v2", "a/b", "manifests", "sha256:1"], {}, "/v2/a/b/manifests/sha256:1"],
  [["v2", "a", "manifests", "test+x.y:1=_-"], {}, "/v2/a/manifests/test+x.y:1%3D_-"],
  [["v2", "a?b#c", "manifests", "v%31"], {}, "/v2/a%3Fb%23c/manifests/v%2531"],
  [["v2", "%2e%2e", "tags"], {}, "/v2/%252e%252e/tags"],
  [["v2", "a\\b"], {}, "/v2/a%5Cb"],
  [["v2", "a"], { artifactType: "a/b+c d" }, "/v2/a?artifactType=a%2Fb%2Bc+d"],
])("%j", (pieces, query, expected) => {
  expect(endpoint(home, pieces, query).href).toBe(`https://r.example${expected}`);
});

it.each(["..", "a/../../b", "", "a//b", ".", "/a", "a/"])("refuses %j", (name) => {
  expect(() => endpoint(home, ["v2", name, "manifests", "v1"])).toThrow("no empty part");
});

it.each([
  ["/v2/a/b/referrerz/sha256:1", "a/b"],
  ["/v2/a/manifests/v1", "a"],
  ["/v2/a/b/_oci/ext/discover", "a/b"],
  ["/v2/_oci/ext/discover", undefined],
  ["/v2/_catalog", undefined],
  ["/v2/", undefined],
  ["/", undefined],
  ["/other/a/manifests/v1", undefined],
])("%s is about %s", (path, repository) => {
  expect(repositoryOf(path)).toBe(repository);
});
