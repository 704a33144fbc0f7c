// Registries that deny, limit, fail or die on the way: nothing is proven then, and that is what is said.
import { describe, expect, it } from "vitest";
import { MEDIA_TYPES } from "#lib/oci";
import type { OnRequest } from "#lib/sandbox";
import { type Scratch, scratchOn, verdicts } from "./scenarios.test-support.ts";

type Request = Parameters<OnRequest>[0];
type Answer = Awaited<ReturnType<OnRequest>>;
/** Whether this one is X: the second manifest of a row, by digest. */
const isX = ({ method, url }: Request) => method === "PUT" && url?.includes("/manifests/sha256:");
const isReferrers = ({ url }: Request) => url?.includes("/referrers/") === true;
const isTagRead = ({ method, url }: Request) => method === "GET" && url?.includes("/manifests/sha256-");
const isTagList = ({ url }: Request) => url?.includes("/tags/list") === true;

const FAULTS: [string, Exclude<Answer, undefined>][] = [
  ["401", { status: 401 }],
  ["403", { status: 403 }],
  ["429", { status: 429 }],
  ["500", { status: 500 }],
  ["a dropped connection", "drop"],
];

describe.each(FAULTS)("%s", (_, fault) => {
  it.each([
    ["while X is pushed", "bicycle", isX, [7, 8, 9, 13, 14]],
    ["when the tag is read", "bicycle", isTagRead, [7, 8]],
    ["when the tags are listed", "bicycle", isTagList, [7]],
    ["while X is pushed", "motorcycle", isX, [10, 11, 16, 17]],
  ] as const)("%s, on a %s: could not check, and nothing is left", async (_when, stage, isIt, rows) => {
    const scratch = await scratchOn(stage);
    scratch.sandbox.onRequest = (request) => (isIt(request) ? fault : undefined);
    const runs = await scratch.run("oci-1.1", rows);
    expect(verdicts(runs)).toEqual(rows.map((n) => `${n} not-run`));
    for (const { why, holds, steps } of runs) {
      expect(why).toContain("Could not check");
      expect(holds).toBe(false);
      expect(steps.length).toBeGreaterThan(0);
    }
    await nothingUnlisted(scratch, fault);
  });

  it("when the API is first asked: every row is not run, and says what was answered", async () => {
    const scratch = await scratchOn("motorcycle");
    scratch.sandbox.onRequest = (request) => (isReferrers(request) ? fault : undefined);
    const runs = await scratch.run("oci-1.1", [1, 4, 11]);
    expect(verdicts(runs)).toEqual(["1 not-run", "4 not-run", "11 not-run"]);
    for (const { why, observed, exchanges } of runs) {
      expect(why).toContain("Could not check what this registry is");
      expect(observed).toBe("could not check");
      expect(exchanges.length).toBeGreaterThan(0);
    }
    await nothingUnlisted(scratch, fault);
  });

  it("when the API is asked a second time: its rows are not run, those of the rat hold", async () => {
    const scratch = await scratchOn("motorcycle");
    let asked = 0;
    scratch.sandbox.onRequest = (request) => (isReferrers(request) && ++asked > 1 ? fault : undefined);
    const runs = await scratch.run("oci-1.1", [4, 5, 11, 12, 17]);
    expect(verdicts(runs)).toEqual(["4 holds", "5 not-run", "11 not-run", "12 not-run", "17 not-run"]);
    for (const { observed } of runs.slice(1)) expect(observed).toContain("could not check");
  });

  it("on every push: not run, for the image could not be pushed", async () => {
    const scratch = await scratchOn("bicycle");
    scratch.sandbox.onRequest = ({ method }) => (method === "PUT" ? fault : undefined);
    const runs = await scratch.run("oci-1.1", [1, 8]);
    expect(verdicts(runs)).toEqual(["1 not-run", "8 not-run"]);
    expect(runs[0]?.why).toContain("an image could not be pushed");
  });
});

it("a registry that dies in the middle of a row is not waited for in the next", async () => {
  const scratch = await scratchOn("bicycle");
  let isDead = false;
  scratch.sandbox.onRequest = (request) => {
    isDead ||= isX(request) === true;
    return isDead ? "drop" : undefined;
  };
  const runs = await scratch.run("oci-1.1", [1, 2, 7, 8, 9]);
  expect(verdicts(runs)).toEqual(["1 holds", "2 holds", "7 not-run", "8 not-run", "9 not-run"]);
  // What may be left is told, since nothing could be looked for.
  expect(runs[2]?.leftovers.length).toBeGreaterThan(0);
  const written = (await scratch.ledger.leftovers()).flatMap(({ entries }) =>
    entries.map(({ name }) => name),
  );
  expect(scratch.held().filter((name) => !written.includes(name))).toEqual([]);
});

it("a row that takes longer than it may is not run", async () => {
  const scratch = await scratchOn("bicycle");
  scratch.sandbox.onRequest = (request) => (isReferrers(request) ? "handled" : undefined);
  const runs = await scratch.run("oci-1.1", [2], AbortSignal.timeout(300));
  expect(verdicts(runs)).toEqual(["2 not-run"]);
  expect(scratch.held()).toEqual([]);
});

/** A registry that asked to be left alone is left alone: what lies there is listed, and cleaned later. */
async function nothingUnlisted(scratch: Scratch, fault: Exclude<Answer, undefined>): Promise<void> {
  const listed = (await scratch.ledger.leftovers()).flatMap(({ entries }) => entries.map(({ name }) => name));
  expect(scratch.held().filter((name) => !listed.includes(name))).toEqual([]);
  const mayBeLeft = typeof fault === "object" && fault.status === 429;
  if (!mayBeLeft) expect(scratch.held()).toEqual([]);
}

it("a registry's text takes no more room than a sentence", async () => {
  const scratch = await scratchOn("motorcycle");
  const long = `application/${"x".repeat(100_000)}`;
  scratch.sandbox.onRequest = ({ url }) => {
    const [, digest] = /referrers\/(sha256:[0-9a-f]{64})/.exec(url ?? "") ?? [];
    if (!digest) return undefined;
    const manifests = [{ mediaType: long, artifactType: long, digest, size: 1 }];
    const body = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests });
    return { status: 200, headers: { "Content-Type": MEDIA_TYPES.ociIndex }, body };
  };
  const [run] = await scratch.run("oci-1.1", [11]);
  expect(run?.verdict).toBe("differs");
  expect(JSON.stringify({ ...run, exchanges: [] }).length).toBeLessThan(20_000);
});

it("a list that comes late is waited for: the rows hold, and the trace says how often it was asked", async () => {
  const scratch = await scratchOn("motorcycle");
  const firstAsked = new Map<string, number>();
  scratch.sandbox.onRequest = ({ method, url = "" }) => {
    if (method !== "GET" || !url.includes("/referrers/")) return undefined;
    const since = firstAsked.get(url) ?? Date.now();
    firstAsked.set(url, since);
    return Date.now() - since < 200 ? EMPTY_LIST : undefined;
  };
  const runs = await scratch.run("oci-1.1", [11, 12]);
  expect(verdicts(runs)).toEqual(["11 holds", "12 holds"]);
  for (const { steps } of runs) expect(steps.map(({ what }) => what)).toContain("looks again");
});

const EMPTY_LIST = {
  status: 200,
  headers: { "content-type": MEDIA_TYPES.ociIndex },
  body: JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [] }),
};
