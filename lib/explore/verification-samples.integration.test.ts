// The demo's verification samples, opened as the inspector opens them: each comes to its state, and says by which check.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { explorationSchema, type Inspection } from "#lib/api";
import { type CheckName, VERIFICATION_STATES, type VerificationState } from "#lib/evidence";
import type { Node } from "#lib/graph";
import { context } from "./context.ts";
import { exploreReference } from "./explore-reference.ts";
import { listSamples } from "./home.ts";
import { inspected } from "./inspect.test-support.ts";

/** The first check that did not pass and is the reason for the state, and what the reason says. */
const EXPECTED: Record<VerificationState, { check?: [CheckName, "failed" | "not-checked"]; why: RegExp }> = {
  verified: { why: /^Signed by https:\/\/refscope\.example\/scripts.* as the rule "demo build" says\.$/ },
  "valid-identity-unchecked": {
    check: ["identity", "not-checked"],
    why: /^A valid signature by CN=Refscope demo signer.*; no rule in scope says who may sign\.$/,
  },
  "self-consistent-untrusted": {
    check: ["certificate-chain", "not-checked"],
    why: /^No trust root that is configured here covers/,
  },
  "unverifiable-no-material": {
    check: ["signature", "not-checked"],
    why: /^It is signed with a key, and none is configured for .*verification\/states/,
  },
  "identity-mismatch": {
    check: ["identity", "failed"],
    why: /people\/reviewer .* is not https:\/\/refscope\.example\/scripts/,
  },
  expired: { check: ["expiry", "failed"], why: /^The signature expired at 2/ },
  "time-unproven": {
    check: ["trusted-time", "failed"],
    why: /^Nobody who is trusted says when it was signed/,
  },
  "subject-mismatch": { check: ["payload-subject", "failed"], why: /^It names sha256:.*, not / },
  invalid: { check: ["signature", "failed"], why: /^The signature was not made over this content/ },
  unsigned: { why: /^It is not signed itself: what it says is a claim/ },
  error: {
    check: ["blob-digest", "not-checked"],
    why: /^Its content is missing: the registry does not have it \(it answered 404/,
  },
  skipped: { check: ["blob-digest", "not-checked"], why: /too large.*50331648 bytes/ },
};

type Opened = { node: Node; inspection: Inspection };
let states: Opened[];
let verified: Opened[];

beforeAll(async () => {
  vi.stubEnv("REFSCOPE_DEMO_PORT", "0");
  vi.stubEnv("REFSCOPE_DEMO", "on");
  const sample = (await listSamples()).find(({ reference }) => reference.endsWith("/verification/states:1"));
  const reference = sample?.reference ?? expect.fail("no sample");
  states = await openAll(reference);
  verified = await openAll(reference.replace("/states:", "/verified:"));
});
afterAll(async () => {
  const { sandbox, reading } = await context();
  await reading.close();
  await sandbox?.close();
  vi.unstubAllEnvs();
});

/** Everything that is attached to the image, opened. */
async function openAll(reference: string): Promise<Opened[]> {
  const { graph, resolved } = explorationSchema.parse(
    await exploreReference(
      { reference, otherRepositories: [], lens: "everything", depth: 8, maxNodes: 500 },
      { signal: new AbortController().signal, emit: () => {}, onExchange: () => {} },
    ),
  );
  const attached = graph.nodes.filter(({ digest }) => digest !== resolved.digest);
  return Promise.all(
    attached.map(async (node) => {
      const { registry, repository, digest: subject } = resolved;
      return { node, inspection: await inspected(registry, repository, node.digest, { subject }) };
    }),
  );
}

const titleOf = ({ node }: Opened) =>
  node.annotations.find(([name]) => name === "org.opencontainers.image.title")?.[1];

describe("the image with an attachment for each state", () => {
  test("has one for each of the twelve, and the signatures of cosign's tag", () => {
    const titles = states.map(titleOf).filter((title) => title !== undefined);
    expect(titles.toSorted()).toEqual(VERIFICATION_STATES.toSorted());
    expect(states).toHaveLength(VERIFICATION_STATES.length + 1);
  });

  test.each(VERIFICATION_STATES)("%s is reached, and nothing else, for the reason that is shown", (state) => {
    const { inspection } = states.find((each) => titleOf(each) === state) ?? expect.fail(state);
    const { verification, reports } = inspection;
    expect(
      reports.map((report) => report.verification.state),
      verification.reason,
    ).toEqual([state]);
    const { check, why } = EXPECTED[state];
    expect(verification.reason).toMatch(why);
    const failed = verification.checks.filter(({ result }) => result === "failed").map(({ name }) => name);
    expect(failed).toEqual(check?.[1] === "failed" ? [check[0]] : []);
    const result = verification.checks.find(({ name }) => name === check?.[0])?.result;
    expect(result).toBe(check?.[1]);
  });

  test("of several signatures in one artifact each has a state of its own", () => {
    const { inspection } = states.find((each) => titleOf(each) === undefined) ?? expect.fail("no .sig");
    expect(
      inspection.reports.map(({ kind, verification: { state, identity } }) => [
        kind,
        state,
        identity?.subject,
      ]),
    ).toEqual([
      ["signature", "verified", "https://refscope.example/scripts/demo-content/make.mts"],
      ["signature", "identity-mismatch", "https://refscope.example/people/reviewer"],
      ["signature", "self-consistent-untrusted", "https://refscope.example/scripts/demo-content/make.mts"],
    ]);
  });

  test("what could not be had is told, and what is too large was never asked for", () => {
    const { inspection } = states.find((each) => titleOf(each) === "skipped") ?? expect.fail("skipped");
    expect(inspection.exchanges.filter(({ purpose }) => purpose === "content")).toEqual([]);
    expect(inspection.notes.join()).toMatch(/it has 50331648 bytes, and at most 33554432 are read/);
    const lost = states.find((each) => titleOf(each) === "error") ?? expect.fail("error");
    expect(lost.inspection.notes.join()).toMatch(/the registry does not have it/);
    const [report] = lost.inspection.reports;
    expect([report?.kind, report?.headline]).toEqual([
      "signature",
      "Said to be a sigstore bundle, and not read: no content",
    ]);
    // Of what was not read nothing else is said.
    expect(report?.problems).toEqual([expect.stringMatching(/^Its content could not be read: /)]);
  });
});

test("the other image is verified in each way: by certificate, by key, and by notation's two envelopes", () => {
  expect(verified.map(({ inspection }) => inspection.verification.state)).toEqual(Array(4).fill("verified"));
  const by = verified.map(({ inspection: { verification } }) => [
    verification.identity?.kind,
    verification.identity?.rule,
  ]);
  expect(by.toSorted()).toEqual([
    ["certificate", "demo signer"],
    ["certificate", "demo signer"],
    ["key", "demo key"],
    ["uri", "demo build"],
  ]);
});
