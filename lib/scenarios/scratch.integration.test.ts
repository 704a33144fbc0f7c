// The rows in a scratch repository of a named registry: only those of its kind, and nothing is left behind.
import { expect, it } from "vitest";
import { ALL, scratchOn, verdicts } from "./scenarios.test-support.ts";

const BICYCLE_ROWS = [1, 2, 3, 7, 8, 9, 13, 14, 15];
const expected = (rows: number[]) => ALL.map((n) => `${n} ${rows.includes(n) ? "holds" : "not-run"}`);
const MOTORCYCLE_ROWS = ALL.filter((n) => !BICYCLE_ROWS.includes(n));

it.each(["proposal-e", "oci-1.1"] as const)("a bicycle is asked for its own rows, %s", async (reading) => {
  const scratch = await scratchOn("bicycle");
  const runs = await scratch.run(reading);
  expect(verdicts(runs)).toEqual(expected(BICYCLE_ROWS));
  expect(runs[3]).toMatchObject({ observed: "not run: a bicycle", holds: false, checks: [] });
  expect(runs[3]?.why).toContain(
    "This registry is a 🚲 bicycle: the referrers API answered 404 (text/plain)",
  );
  expect(runs[3]?.why).toContain("row 1 is its row");
  expect(runs[3]?.exchanges).toMatchObject([{ method: "GET", status: 404 }]);
  expect(scratch.held()).toEqual([]);
  expect(await scratch.ledger.leftovers()).toEqual([]);
  expect(runs.flatMap(({ leftovers }) => leftovers)).toEqual([]);
  const [first] = runs;
  expect(first?.steps.at(-1)).toMatchObject({ what: "clears away what was pushed" });
  expect(first?.steps.at(-1)?.outcome).toContain("nothing is left");
  for (const { steps, exchanges } of runs) {
    const owned = new Set(steps.flatMap((step) => step.exchanges));
    expect(exchanges.filter(({ id }) => !owned.has(id))).toEqual([]);
  }
});

it.each([
  ["motorcycle", "oci-1.1"],
  ["rc-motorcycle", "proposal-e"],
] as const)("a %s is asked for its own rows, %s", async (stage, reading) => {
  const scratch = await scratchOn(stage);
  const runs = await scratch.run(reading);
  expect(verdicts(runs)).toEqual(expected(MOTORCYCLE_ROWS));
  expect(runs[0]?.why).toContain("row 4 is its row");
  expect(runs[15]?.why).toContain(
    reading === "oci-1.1" ? "withdrew the artifact manifest" : "another manifest",
  );
  expect(scratch.held()).toEqual([]);
});

it("what differs from the seed is told as what it is", async () => {
  const final = await scratchOn("motorcycle");
  const literal = await final.run("proposal-e");
  expect(verdicts(literal.slice(9, 12))).toEqual(["10 holds", "11 differs", "12 differs"]);
  expect(literal[10]?.why).toContain("indexes the field subject and not Proposal E's refers");
  expect(verdicts(literal.slice(15))).toEqual(["16 differs", "17 differs", "18 differs"]);
  expect(literal[15]?.why).toContain("The modern equivalent is an image manifest with artifactType");

  const early = await scratchOn("rc-motorcycle");
  const modern = await early.run("oci-1.1", [10, 16, 17, 18]);
  expect(verdicts(modern)).toEqual(["10 differs", "16 differs", "17 differs", "18 differs"]);
  expect(modern[0]?.why).toContain("did not confirm the push with OCI-Subject");
  expect(modern[1]?.why).toContain("takes the artifact manifest although OCI 1.1 withdrew it");

  const anything = await scratchOn("bicycle", { artifactManifest: "accepted" });
  const stored = await anything.run("oci-1.1", [13, 14, 15]);
  expect(verdicts(stored)).toEqual(["13 differs", "14 differs", "15 differs"]);
  for (const { why } of stored) expect(why).toContain("stores manifests of types that it does not know");
});

it("what cannot be removed is listed, row by row and in the ledger", async () => {
  const scratch = await scratchOn("bicycle", { deletes: false });
  const runs = await scratch.run("oci-1.1", [1, 4, 8]);
  expect(verdicts(runs)).toEqual(["1 holds", "4 not-run", "8 holds"]);
  const [one, four, eight] = runs;
  expect(one?.leftovers.some((left) => /^refscope-[0-9a-f]{16} \(tag: /.test(left))).toBe(true);
  expect(one?.leftovers.join()).toMatch(/sha256:[0-9a-f]{64} \(manifest: DELETE answered 405/);
  expect(four?.leftovers).toEqual([]);
  expect(eight?.leftovers.some((left) => left.startsWith("sha256-"))).toBe(true);
  const told = runs.flatMap(({ leftovers }) => leftovers.map((left) => left.split(" ")[0]));
  expect([...told].sort()).toEqual(scratch.held().sort());
  const written = (await scratch.ledger.leftovers()).flatMap(({ entries }) =>
    entries.map(({ name }) => name),
  );
  expect([...written].sort()).toEqual(scratch.held().sort());
});

it("is left as it was by a caller who leaves in the middle", async () => {
  const scratch = await scratchOn("bicycle");
  const left = new AbortController();
  let manifests = 0;
  scratch.sandbox.onRequest = ({ method, url }) => {
    if (method === "PUT" && url?.includes("/manifests/") && ++manifests === 3) left.abort();
    return undefined;
  };
  await expect(scratch.run("oci-1.1", [7, 8], left.signal)).rejects.toMatchObject({ code: "cancelled" });
  expect(scratch.held()).toEqual([]);
  // Whether the push that was under way is over is not known, so it stays listed.
  expect(await scratch.ledger.leftovers()).toMatchObject([{ entries: [{ kind: "manifest" }] }]);
});
