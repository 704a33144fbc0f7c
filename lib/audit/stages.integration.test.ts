// The demo registries' repositories, audited: what lies there by design is found, and nothing else.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "#lib/sandbox";
import { auditOf } from "./audit.test-support.ts";

/** Findings by kind, the digests of the gap (their beginnings), and each tag's generation. */
type Expected = {
  counts: Record<string, number>;
  step: 1 | 3 | null;
  gap?: string[];
  rows: Record<string, string>;
};

const EXPECTED: Record<string, Expected> = {
  "bicycle refscope/app": {
    counts: {},
    step: 1,
    rows: { "0.1": "branch-with-tag", latest: "branch-with-tag" },
  },
  "bicycle legacy/report": { counts: {}, step: null, rows: { "7": "nothing" } },
  "bicycle base/hardened": {
    counts: { "wrong-subject": 1, "wrong-description": 1 },
    step: 1,
    rows: { "3": "branch-with-tag" },
  },
  "bicycle refscope/dangling": {
    counts: { "dangling-tag": 2, "orphaned-referrer": 1, "missing-entry": 1 },
    step: 1,
    rows: { "1.0": "branch-with-tag" },
  },
  "bicycle proposal-e/app": { counts: {}, step: 1, rows: { "1.0": "branch-with-tag" } },
  "bicycle refscope/external": { counts: {}, step: null, rows: { "1.0": "nothing" } },
  // Its image is in refscope/external.
  "bicycle refscope/signatures": { counts: { "dangling-tag": 1 }, step: 1, rows: {} },
  "motorcycle refscope/app": {
    counts: { "api-only": 14 },
    step: 3,
    rows: { "0.1": "branch-without-tag", latest: "branch-without-tag" },
  },
  "motorcycle tools/scanner": { counts: { "api-only": 14 }, step: 3, rows: { "1.0": "branch-without-tag" } },
  "motorcycle base/hardened": {
    counts: { "wrong-subject": 1, "wrong-description": 1 },
    step: 3,
    gap: [],
    rows: { "3": "branch-with-tag" },
  },
  "motorcycle refscope/unsigned": {
    counts: { "api-only": 1 },
    step: 3,
    rows: { "1.0": "branch-without-tag" },
  },
  "motorcycle verification/states": {
    counts: { "api-only": 12 },
    step: 3,
    rows: { "1": "branch-without-tag" },
  },
  "motorcycle verification/verified": {
    counts: { "api-only": 4 },
    step: 3,
    rows: { "1": "branch-without-tag" },
  },
  "motorcycle refscope/sha512": { counts: { "api-only": 1 }, step: 3, rows: { "1.0": "branch-without-tag" } },
  "rc-motorcycle refscope/app": {
    counts: { "api-only": 14 },
    step: 3,
    rows: { "0.1": "tree", latest: "tree" },
  },
  "rc-motorcycle proposal-e/app": { counts: { "api-only": 2 }, step: 3, rows: { "1.0": "tree" } },
  "midway refscope/app": {
    counts: { "tag-only": 3, "api-only": 7 },
    step: 3,
    gap: ["sha256:22183ed4", "sha256:2de4ae27", "sha256:d46bf0a7"],
    rows: { "0.1": "branch-without-tag", latest: "branch-without-tag" },
  },
  "extended refscope/app": {
    counts: { "api-only": 4 },
    step: 3,
    rows: { "0.1": "branch-without-tag", latest: "branch-without-tag" },
  },
  // What is attached there only the working group's API tells, which an audit does not ask.
  "extended proposal-e/app": { counts: {}, step: 3, rows: { "1.0": "nothing" } },
  "quay-like refscope/mini": { counts: {}, step: 3, gap: [], rows: { "0.1": "branch-with-tag" } },
  "ghcr-like refscope/mini": { counts: {}, step: 1, rows: { "0.1": "branch-with-tag" } },
  "gitlab-like refscope/mini": { counts: { "tag-is-subject": 1 }, step: 1, rows: { "0.1": "cosign-tags" } },
  "html-like refscope/mini": { counts: {}, step: 1, rows: { "0.1": "branch-with-tag" } },
  // What a producer pushed without a tag, trusting the header, nobody outside can find.
  "header-only refscope/mini": { counts: {}, step: 1, rows: { "0.1": "branch-with-tag" } },
  "empty-proxy refscope/mini": {
    counts: { "tag-only": 1 },
    step: 3,
    gap: ["sha256:d099a0d9"],
    rows: { "0.1": "branch-with-tag" },
  },
  "guarded public/app": { counts: {}, step: 3, gap: [], rows: { "0.1": "branch-with-tag" } },
};

let sandbox: Sandbox;
beforeAll(async () => {
  const contentDirectory = new URL("../sandbox/content", import.meta.url).pathname;
  sandbox = await startSandbox({ contentDirectory });
});
afterAll(() => sandbox.close());

test.each(Object.entries(EXPECTED))("%s", async (name, expected) => {
  const [id = "", repository = ""] = name.split(" ");
  const stage = sandbox.stages.find((one) => one.id === id);
  const found = await auditOf(new URL(stage?.origin ?? "").host, repository);
  const counted = found.counts.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]);
  const { step } = found.upgrade.proposalE;
  const gap = found.upgrade.reindexGap?.map((digest) => digest.slice(0, 15)).sort();
  expect({
    counts: Object.fromEntries(counted),
    step,
    ...(gap ? { gap } : {}),
    rows: Object.fromEntries(found.rows.map(({ tag, generation }) => [tag, generation])),
  }).toEqual(expected);
  expect(found).toMatchObject({ end: "complete", completeness: "complete" });
  expect(found.exchanges.every(({ method }) => method === "GET" || method === "HEAD")).toBe(true);
});

test("every repository that everyone may read is in the table", () => {
  const all = sandbox.stages.flatMap(({ id, registry }) =>
    [...registry.store.repositories.keys()].map((repository) => `${id} ${repository}`),
  );
  expect(Object.keys(EXPECTED).sort()).toEqual(all.filter((name) => name !== "guarded private/app").sort());
});

test("a cache that answers from its own empty list is suspected aloud", async () => {
  const stage = sandbox.stages.find(({ id }) => id === "empty-proxy");
  const { notes } = await auditOf(new URL(stage?.origin ?? "").host, "refscope/mini");
  expect(notes).toEqual([
    "the API lists nothing that a referrers tag lists: a pull-through cache may answer for itself",
  ]);
});
