import { describe, expect, test } from "vitest";
import { captionOf, filterWords, partialWords } from "./about.ts";
import { exportFileName } from "./file-name.ts";
import { exportOf, node, ROOT } from "./sample-export.test-support.ts";

const GRAPH = { nodes: [node(ROOT), node("sha256:b", { state: "denied" })], edges: [] };

describe("an export says whether it is all", () => {
  test("nothing where every list was read to its end", () => {
    expect(partialWords(exportOf(GRAPH))).toBeUndefined();
    expect(captionOf(exportOf(GRAPH))[2]).toContain("complete");
  });

  test.each([
    ["denied", "a list was denied: there may be more; 1 of its nodes could not be read"],
    [
      "rate-limited",
      "a list was not read, since the registry limits the rate of requests: there may be more",
    ],
    ["truncated", "a list was not read to its end: there may be more"],
    ["failed", "a list could not be read: there may be more"],
  ] as const)("%s", (completeness, words) => {
    expect(partialWords(exportOf(GRAPH, { completeness }))).toContain(words);
  });

  test("never complete while more may come", () => {
    expect(partialWords(exportOf(GRAPH, { isOver: false }))).toContain("had not come to its end");
    expect(captionOf(exportOf(GRAPH, { isOver: false }))[2]).toContain("partial");
  });
});

test("filters are said in words", () => {
  expect(filterWords(exportOf(GRAPH))).toBe("none");
  const filter = { kinds: ["sbom" as const], platforms: [], ways: ["cosign-tag" as const] };
  expect(filterWords(exportOf(GRAPH, { filter }))).toBe("kind sbom; found by cosign-tag");
});

describe("a file's name", () => {
  test.each([
    [
      { registry: "ghcr-like.localhost:5001", repository: "shop/checkout", tag: "2.4.1" },
      "ghcr-like.localhost-5001_shop-checkout_2.4.1.graph.svg",
    ],
    [{ registry: "r", repository: "a", digest: ROOT }, "r_a_sha256-aaaaaaaaaaaa.graph.svg"],
    [
      { registry: "[::1]:5000", repository: "../../etc/passwd", tag: "..\\..\\x\u0000y" },
      "1-5000_etc-passwd_x-y.graph.svg",
    ],
    [{ registry: "r", repository: "x".repeat(300), tag: "CON" }, `r_${"x".repeat(60)}_CON.graph.svg`],
  ])("of %o", (resolved, name) => {
    expect(exportFileName({ reference: "x", resolved: { digest: "", ...resolved } }, "graph", "svg")).toBe(
      name,
    );
  });

  test("of what was not resolved, the reference", () => {
    expect(exportFileName({ reference: "r/a:1" }, "graph", "json")).toBe("r-a-1.graph.json");
  });
});
