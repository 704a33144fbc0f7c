import { describe, expect, test } from "vitest";
import { digest, explored } from "./account.test-support.ts";
import { followOpened, type OpenedContent } from "./follow-opened.ts";
import { visibilityMatrix } from "./matrix.ts";
import type { Verdict } from "./shapes.ts";

const BUNDLE = digest("a");
const OTHER = digest("b");
const artifactType = "application/vnd.dev.sigstore.bundle.v0.3+json";

const { graph, account } = explored({
  attached: [
    { id: BUNDLE, artifactType, by: ["referrers-api"] },
    { id: OTHER, artifactType, by: ["referrers-api"] },
  ],
});
const matrix = visibilityMatrix(graph, account);

/** What a client's column says of the bundle, and the column itself, once the bundle was opened. */
function opened(content: OpenedContent | undefined, client = "cosign-verify") {
  const followed = followOpened(matrix, new Map(content ? [[BUNDLE, content]] : []));
  const at = followed.columns.findIndex(({ id }) => id === client);
  const verdicts = followed.cells.map((cells): Verdict | undefined => followed.verdicts[cells[at] ?? -1]);
  return { column: followed.columns[at], verdicts };
}

const MISSING: OpenedContent = { state: "unreadable", why: "the registry answered 404", exchanges: ["x9"] };

describe("the matrix after artifacts were opened", () => {
  test("says of what was not opened that its content was not read", () => {
    const { verdicts, column } = opened(undefined);
    expect(verdicts[0]).toMatchObject({
      state: "found",
      reason: "the referrers API names it; its content was not read",
    });
    expect(column?.sentence).toBe("cosign 2.6, 3.x (verify, verify-attestation) sees 2 of 2");
  });

  test("content that is not there makes it not readable, with the request that showed it", () => {
    const { verdicts, column } = opened(MISSING);
    expect(verdicts.map((one) => one?.state)).toEqual(["unreadable", "found"]);
    expect(verdicts[0]?.reason).toBe(
      "the referrers API names it, but its content cannot be had: the registry answered 404",
    );
    expect(verdicts[0]?.exchanges).toContain("x9");
    expect(column?.counts).toEqual({ found: 1, unreadable: 1, "not-found": 0, "not-known": 0 });
    expect(column?.sentence).toMatch(/sees 1 of 2; it cannot read 1$/);
  });

  test("content that Refscope alone could not read leaves it open", () => {
    const { verdicts } = opened({ state: "not-known", why: "429", exchanges: [] });
    expect(verdicts[0]).toMatchObject({ state: "not-known" });
  });

  test("content that was read is said to be", () => {
    const { verdicts } = opened({ state: "read", why: "", exchanges: [] });
    expect(verdicts[0]).toMatchObject({
      state: "found",
      reason: expect.stringMatching(/its content was read$/),
    });
  });

  test("a client that does not come upon it is not touched", () => {
    expect(opened(MISSING, "notation").verdicts).toEqual(opened(undefined, "notation").verdicts);
    expect(opened(MISSING, "notation").verdicts[0]?.state).toBe("not-found");
  });
});
