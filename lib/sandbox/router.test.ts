import { describe, expect, test } from "vitest";
import { matchRoute } from "./router.ts";

const D = `sha256:${"a".repeat(64)}`;

describe("matchRoute", () => {
  test.each([
    ["/v2/", "ping", "", ""],
    ["/v2", "ping", "", ""],
    ["/token", "token", "", ""],
    ["/v2/_catalog", "catalog", "", ""],
    ["/v2/_oci/ext/discover", "ext-discover", "", ""],
    ["/v2/a/_oci/ext/discover", "ext-discover", "a", ""],
    ["/v2/a/_oras/artifacts/referrers", "oras-ext", "a", ""],
    [`/oras/artifacts/v1/a/b/manifests/${D}/referrers`, "oras-v1", "a/b", D],
    ["/v2/a/_oci/artifacts/referrers", "wg", "a", ""],
    ["/v2/a/b/c/tags/list", "tags", "a/b/c", ""],
    ["/v2/a/manifests/1.0", "manifest", "a", "1.0"],
    ["/v2/a/manifests/manifests/manifests", "manifest", "a/manifests", "manifests"],
    [`/v2/a/manifests/sha256%3A${"a".repeat(64)}`, "manifest", "a", D],
    [`/v2/a/blobs/${D}`, "blob", "a", D],
    ["/v2/a/blobs/uploads/", "uploads", "a", ""],
    ["/v2/a/blobs/uploads", "uploads", "a", ""],
    ["/v2/a/blobs/uploads/id-1", "upload", "a", "id-1"],
    [`/v2/a/referrers/${D}`, "referrers", "a", D],
    ["/v2/a/referrers/not-a-digest", "referrers", "a", "not-a-digest"],
  ])("%s", (path, name, repository, reference) => {
    expect(matchRoute(path)).toEqual({ name, repository, reference });
  });

  test.each([
    "/",
    "/v1/",
    "/v2/a",
    "/v2/a/referrerz/x",
    "/v2/manifests/1.0",
    "/v2/A/manifests/1.0",
    "/v2/a//manifests/1.0",
    "/v2/a/manifests/",
    `/v2/a/manifests/${"t".repeat(129)}`,
    "/v2/a/manifests/%zz",
    "/v2/a/manifests/..%2f..",
    "/oras/artifacts/v2/a/manifests/x/referrers",
  ])("%s is no route", (path) => expect(matchRoute(path)).toBeUndefined());
});
