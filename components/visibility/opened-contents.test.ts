import { describe, expect, test } from "vitest";
import type { Inspection } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { openedContents, withOpened } from "./opened-contents.ts";

const LAYER = `sha256:${"a".repeat(64)}`;
const OTHER = `sha256:${"b".repeat(64)}`;

const asked = (id: string, layer: string, status: number) =>
  ({ id, url: `https://registry.example/v2/app/blobs/${layer}`, status }) as Exchange;

const document = (state: string, over: object = {}, layer: string | undefined = LAYER) => ({
  layer,
  verification: { state, reason: "The content could not be read: it said no.", checks: [], ...over },
});

function contentOf(reports: object[], exchanges: Exchange[] = []) {
  const inspection = { reports, exchanges } as unknown as Inspection;
  return openedContents(new Map([["node", inspection]])).get("node");
}

describe("what opening brought to light of the content", () => {
  test("a 404 is content that nobody can have, whatever was asked before", () => {
    const exchanges = [asked("x1", LAYER, 401), asked("x2", LAYER, 404)];
    expect(contentOf([document("error")], exchanges)).toEqual({
      state: "unreadable",
      why: "the registry answered 404 when it was opened here",
      exchanges: ["x2"],
    });
  });

  test.each([401, 403, 429, 500, 503])("a %i says nothing of anybody else", (status) => {
    expect(contentOf([document("error")], [asked("x1", LAYER, status)])).toMatchObject({
      state: "not-known",
      why: "the content could not be read: it said no",
    });
  });

  test("bytes of another digest are not that content", () => {
    const checks = [{ name: "blob-digest", result: "failed", detail: "" }];
    expect(contentOf([document("error", { checks })], [asked("x1", LAYER, 200)])?.state).toBe("unreadable");
  });

  test("of several documents one that is gone leaves it open, and says how many", () => {
    const exchanges = [asked("x1", LAYER, 404), asked("x2", OTHER, 200)];
    expect(contentOf([document("error"), document("invalid", {}, OTHER)], exchanges)).toMatchObject({
      state: "not-known",
      why: "1 of 2 documents: the content could not be read: it said no",
    });
  });

  test("what was read is read, whatever its signature came to, and what is too large was not read", () => {
    expect(contentOf([document("invalid")], [asked("x1", LAYER, 200)])).toEqual({
      state: "read",
      why: "",
      exchanges: ["x1"],
    });
    expect(contentOf([document("skipped")])).toBeUndefined();
    expect(openedContents(undefined).size).toBe(0);
  });

  test("a request that the matrix and the opening share is there once", () => {
    const [shared, own] = [asked("x1", LAYER, 200), asked("x2", LAYER, 200)];
    const opened = new Map([["node", { exchanges: [shared, own] } as unknown as Inspection]]);
    expect(withOpened([shared], opened).map(({ id }) => id)).toEqual(["x1", "x2"]);
    expect(withOpened([shared], undefined)).toEqual([shared]);
  });
});
