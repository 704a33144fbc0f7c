// The eighteen rows in scratch repositories of real registries: of each kind its own rows, as they are there. The
// traces are kept; what differs from the seed stands in them with its reason.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scenarioRunSchema } from "#lib/api";
import { createRegistryClient, type RegistryClient } from "#lib/registry";
import { type Run, runOnDemo, runOnScratch, scratchTarget } from "#lib/scenarios";
import { openLedger } from "#lib/scratch";
import type { Reading } from "#lib/upgrade";
import { goldenOf } from "../lib/scenarios/golden.test-support.ts";
import { rowsTable } from "./rows-table.ts";
import { has, type RealRegistry, scratch, startDockerRegistry, startMotorcycle } from "./servers.ts";

const REPOSITORY = "interop/scratch";
const ALL = Array.from({ length: 18 }, (_, n) => n + 1);
const BICYCLE_ROWS = [1, 2, 3, 7, 8, 9, 13, 14, 15];
const MOTORCYCLE_ROWS = [4, 5, 6, 10, 11, 12, 16, 17, 18];

const folder = scratch();
afterAll(() => folder.remove());

/** What came of the rows, by reading and registry. */
const seen: Record<Reading, Map<string, Run[]>> = { "oci-1.1": new Map(), "proposal-e": new Map() };

/** The registry's own rows, and which of them differ there from the seed. */
const REGISTRIES = [
  {
    name: "docker-registry",
    needs: "docker-registry",
    start: () => startDockerRegistry(),
    rows: BICYCLE_ROWS,
    differ: { "oci-1.1": [], "proposal-e": [] },
  },
  {
    name: "olareg",
    needs: "motorcycle",
    start: () => startMotorcycle({ kind: "olareg" }),
    rows: MOTORCYCLE_ROWS,
    // It indexes subject alone, and has no new manifest.
    differ: { "oci-1.1": [], "proposal-e": [11, 12, 16, 17, 18] },
  },
  {
    name: "go-containerregistry",
    needs: "motorcycle",
    start: () => startMotorcycle({ kind: "ggcr" }),
    rows: MOTORCYCLE_ROWS,
    // No OCI-Subject (10), the config's type in the lists (11, 12), and manifests of any type stored (16 to 18).
    differ: { "oci-1.1": [10, 11, 12, 16, 17, 18], "proposal-e": [11, 12, 17, 18] },
  },
  {
    name: "go-containerregistry.api-off",
    needs: "motorcycle",
    start: () => startMotorcycle({ kind: "ggcr", referrers: false }),
    rows: BICYCLE_ROWS,
    differ: { "oci-1.1": [13, 14, 15], "proposal-e": [13, 14, 15] },
  },
  {
    name: "olareg.api-off",
    needs: "motorcycle",
    start: () => startMotorcycle({ kind: "olareg", referrers: false }),
    rows: BICYCLE_ROWS,
    differ: { "oci-1.1": [], "proposal-e": [] },
  },
] as const;

describe.each(REGISTRIES)("$name", ({ name, needs, start, rows, differ }) => {
  const ready = has(needs);
  let registry: RealRegistry;
  let client: RegistryClient;
  beforeAll(async () => {
    if (!ready) return;
    registry = await start();
    client = clientFor(registry.host);
  });
  afterAll(async () => {
    await client?.close();
    await registry?.stop();
  });

  test.skipIf(!ready).each(["oci-1.1", "proposal-e"] as const)("%s", async (reading) => {
    const runs = await runOn(client, registry.host, reading);
    seen[reading].set(name, runs);
    const kept: readonly number[] = rows;
    const different: readonly number[] = differ[reading];
    expect(runs.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(
      ALL.map((n) => `${n} ${different.includes(n) ? "differs" : kept.includes(n) ? "holds" : "not-run"}`),
    );
    for (const run of runs) expect(scenarioRunSchema.parse(run)).toEqual(run);
    const notRun = runs.filter(({ verdict }) => verdict === "not-run");
    for (const [at, { why }] of notRun.entries()) expect(why).toContain(`row ${rows[at]} is its row`);
    const own = runs.filter(({ verdict }) => verdict !== "not-run");
    await expect(goldenOf([...own, ...notRun.slice(0, 1)])).toMatchFileSnapshot(
      `__golden__/${name}.${reading}.txt`,
    );
  });

  test.skipIf(!ready)("nothing is left there but what its answers say", async () => {
    const tags = await fetch(`http://${registry.host}/v2/${REPOSITORY}/tags/list`);
    const listed: { tags?: string[] | null } = tags.ok ? await tags.json() : {};
    expect(listed.tags ?? []).toEqual([]);
  });
});

describe("the table in the documentation", () => {
  const isWhole = has("docker-registry") && has("motorcycle");
  test.skipIf(!isWhole)("says what was seen", async () => {
    const signal = AbortSignal.timeout(60_000);
    for (const reading of ["oci-1.1", "proposal-e"] as const)
      seen[reading].set("demo registries", await runOnDemo(ALL, { reading, signal, emit: () => {} }));
    await expect(rowsTable(seen)).toMatchFileSnapshot("../docs/figures/scenarios.md");
  });
});

function clientFor(host: string): RegistryClient {
  const [address = "", port] = host.split(":");
  const policy = { privateRegistries: [{ host: address, port: Number(port), http: true }] };
  return createRegistryClient({ policy, writes: true });
}

function runOn(client: RegistryClient, host: string, reading: Reading): Promise<Run[]> {
  const target = scratchTarget(host, REPOSITORY, {
    open: (session) => client.openForWriting(host, REPOSITORY, session),
    ledger: openLedger(folder.path),
  });
  return runOnScratch(ALL, target, { reading, signal: AbortSignal.timeout(120_000), emit: () => {} });
}
