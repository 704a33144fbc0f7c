import { describe, expect, it } from "vitest";
import { openApiDocument } from "#lib/api";
import { CALLS, callId } from "./calls.ts";

describe("CALLS", () => {
  it("has words for every call of the contract, and for none besides", () => {
    const paths = openApiDocument("1.0.0").paths as Record<string, object>;
    const calls = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(CALLS.map(({ method, path }) => `${method} ${path}`)).toEqual(calls);
  });

  it("gives each an address of its own", () => {
    expect(new Set(CALLS.map(callId)).size).toBe(CALLS.length);
    expect(callId({ method: "POST", path: "/api/explore" })).toBe("post-api-explore");
  });
});
