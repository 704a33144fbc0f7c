import { expect, test } from "vitest";
import { seamsOf } from "./seams.ts";

test.each([
  ["an address, after its slashes", "https://a.example/b/c", "https://|a.|example/|b/|c"],
  [
    "a document's name",
    "http://spdx.org/spdxdocs/refscope-0.1.0",
    "http://|spdx.|org/|spdxdocs/|refscope-0.1.0",
  ],
  ["a tag, before its number and not within", "refscope/app:0.1", "refscope/|app:|0.1"],
  ["a port", "localhost:5000/app", "localhost:|5000/|app"],
  [
    "a media type",
    "application/vnd.oci.image.manifest.v1+json",
    "application/|vnd.|oci.|image.|manifest.|v1+|json",
  ],
  ["a version in a media type", "x/bundle.v0.3+json", "x/|bundle.|v0.3+|json"],
  ["a moment nowhere", "2026-01-02T03:04:05.25Z", "2026-01-02T03:04:05.25Z"],
  ["a word nowhere", "demo-content", "demo-content"],
  ["nothing", "", ""],
])("parts %s", (_, text, parted) => {
  expect(seamsOf(text).join("|")).toBe(parted);
  expect(seamsOf(text).join("")).toBe(text);
});
