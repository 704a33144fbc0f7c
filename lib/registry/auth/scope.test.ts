import { describe, expect, it } from "vitest";
import { type Deed, mergeScopes, scopeFor } from "./scope.ts";

describe("mergeScopes", () => {
  it.each([
    [["repository:a/b:pull"], ["repository:a/b:pull"]],
    [["repository:a:pull", "repository:a:pull"], ["repository:a:pull"]],
    [["repository:a:pull", "repository:a:metadata_read"], ["repository:a:metadata_read,pull"]],
    [
      ["repository:b:pull", "repository:a:pull"],
      ["repository:a:pull", "repository:b:pull"],
    ],
    [["registry:catalog:*"], ["registry:catalog:*"]],
    [["repository:a:pull", ""], ["repository:a:pull"]],
    [["odd"], ["odd"]],
    [[scopeFor("localhost:5000/a", "read")], ["repository:localhost:5000/a:pull"]],
  ])("%j", (scopes, expected) => {
    expect(mergeScopes(scopes)).toEqual(expected);
  });

  it("asks for no more than reading", () => {
    expect(mergeScopes(["repository:a:pull,push,delete", "repository:b:*", "repository:c:push"])).toEqual([
      "repository:a:pull",
      "repository:b:pull",
    ]);
  });

  it.each<[Deed, string]>([
    ["read", "repository:a:pull"],
    ["push", "repository:a:pull,push"],
    ["delete", "repository:a:delete,pull,push"],
  ])("to %s asks for that much in its own repository alone", (deed, expected) => {
    const named = [
      "repository:a:*",
      "repository:a:pull,push,delete",
      "repository:a/b:push",
      "repository(x):a:push",
    ];
    expect(mergeScopes([scopeFor("a", deed), ...named], { repository: "a", deed })).toEqual([expected]);
  });

  it("is bounded", () => {
    const many = Array.from({ length: 100 }, (_, i) => `repository:r${i}:pull`);
    expect(mergeScopes(many)).toHaveLength(10);
    expect(mergeScopes([`repository:${"a".repeat(5000)}:pull`])).toEqual([]);
  });
});
