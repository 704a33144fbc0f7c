// The active probe on real registries: each capability as that registry is known to have it, and nothing left behind.
import { expect, test } from "vitest";
import { probe } from "#lib/discovery";
import { CAPABILITIES } from "#lib/evidence";
import { createRegistryClient } from "#lib/registry";
import { activeProbe, inScratch, newRun, openLedger } from "#lib/scratch";
import { has, type RealRegistry, scratch, startDockerRegistry, startMotorcycle } from "./servers.ts";

const REPOSITORY = "interop/active";

/** Reads, pushes and cleans up, as the product does. */
async function probeOn({ host }: RealRegistry) {
  const folder = scratch();
  const [address = "", port] = host.split(":");
  const policy = { privateRegistries: [{ host: address, port: Number(port), http: true }] };
  const client = createRegistryClient({ policy, writes: true });
  const { signal } = new AbortController();
  const open = (until: AbortSignal) =>
    client.openForWriting(host, REPOSITORY, { signal: until, onExchange: () => {} });
  try {
    const { upgrade } = await probe({ registry: open(signal).reading, repository: REPOSITORY, signal });
    const run = newRun();
    const ledger = openLedger(folder.path);
    const { value, cleaning } = await inScratch(
      { record: await ledger.begin(run), open, signal, workMs: 60_000 },
      (repository, working) =>
        activeProbe({ run, repository, signal: working, passive: { capabilities: upgrade.capabilities } }),
    );
    const listed = (await ledger.leftovers()).flatMap(({ entries }) => entries);
    expect(listed).toHaveLength(cleaning.left.length);
    return { ...value, cleaning };
  } finally {
    await client.close();
    folder.remove();
  }
}

type Probed = Awaited<ReturnType<typeof probeOn>>;

const SIGNS = { supported: "yes", unsupported: "no", unknown: "?" };
const observed = new Map<string, Probed>();

const verdicts = ({ upgrade }: Probed) =>
  CAPABILITIES.map((name) => SIGNS[upgrade.capabilities[name].support]);
const outcomeOf = ({ steps }: Probed, id: string) => steps.find((step) => step.id === id)?.outcome;

async function expectOn(name: string, start: () => Promise<RealRegistry>, check: (probed: Probed) => void) {
  const registry = await start();
  try {
    const probed = await probeOn(registry);
    check(probed);
    observed.set(name, probed);
  } finally {
    await registry.stop();
  }
}

/** In the order of CAPABILITIES. */
const words = (row: string) => row.split(" ");

test.skipIf(!has("docker-registry"))("docker-registry: a bicycle", async () => {
  await expectOn("docker-registry 2.8", startDockerRegistry, (probed) => {
    expect(verdicts(probed)).toEqual(words("no no no no no yes no yes no no yes yes no"));
    expect(probed.upgrade).toMatchObject({
      proposalE: { state: "bicycle", step: 1 },
      oci11: { state: "tag-schema" },
    });
    expect(outcomeOf(probed, "A13")).toBe("yes");
    expect(probed.cleaning.left).toEqual([]);
  });
});

test.skipIf(!has("motorcycle"))("olareg: OCI 1.1; its blobs cannot be deleted, and are listed", async () => {
  await expectOn(
    "olareg",
    () => startMotorcycle({ kind: "olareg" }),
    (probed) => {
      expect(verdicts(probed)).toEqual(words("yes yes yes ? no yes no yes yes no yes no no"));
      expect(probed.upgrade).toMatchObject({
        proposalE: { state: "not-representable", step: 3 },
        oci11: { state: "complete" },
      });
      expect(["A3", "A4", "A6", "A7", "A12", "A13"].map((id) => outcomeOf(probed, id))).toEqual(
        words("yes yes yes no no yes"),
      );
      expect(probed.cleaning.left.map(({ entry, reason }) => [entry.kind, reason])).toEqual([
        ["blob", "DELETE answered 405; it is still there"],
        ["blob", "DELETE answered 405; it is still there"],
      ]);
    },
  );
});

test.skipIf(!has("motorcycle"))("olareg with its referrers API off: a bicycle", async () => {
  const start = () => startMotorcycle({ kind: "olareg", referrers: false });
  await expectOn("olareg, its API off", start, (probed) => {
    expect(verdicts(probed)).toEqual(words("no no no no no yes no yes yes no yes no no"));
    expect(probed.upgrade).toMatchObject({
      proposalE: { state: "bicycle", step: 1 },
      oci11: { state: "tag-schema" },
    });
  });
});

test.skipIf(!has("motorcycle"))(
  "go-containerregistry: it takes whatever is pushed, the old manifests too",
  async () => {
    await expectOn(
      "go-containerregistry",
      () => startMotorcycle({ kind: "ggcr" }),
      (probed) => {
        expect(verdicts(probed)).toEqual(words("yes no no ? no yes yes yes yes no yes yes no"));
        expect(probed.upgrade).toMatchObject({
          proposalE: { state: "motorcycle", step: 3 },
          oci11: { state: "rc-era" },
        });
        expect(outcomeOf(probed, "A9")).toBe("yes");
        expect(probed.cleaning.left).toEqual([]);
      },
    );
  },
);

test.skipIf(!has("docker-registry") || !has("motorcycle"))(
  "the table in the docs is what was observed",
  async () => {
    const rows = [...observed].map(([name, probed]) => {
      const { proposalE, oci11 } = probed.upgrade;
      return `| ${[name, ...verdicts(probed), `${proposalE.state}, step ${proposalE.step}`, oci11.state].join(" | ")} |`;
    });
    const head = ["registry", ...CAPABILITIES, "Proposal E, literal", "OCI 1.1"];
    const table = `# What pushing shows of real registries

Written by \`interop/active-probe.interop.test.ts\` (\`npm run test:interop\`), which holds every cell. Each verdict was
reached by the active probe on a registry that was started for it. olareg deletes no blobs: the two that were pushed
there are listed as left, with the 405 that says so.

| ${head.join(" | ")} |
|${head.map(() => "---").join("|")}|
${rows.join("\n")}
`;
    await expect(table).toMatchFileSnapshot("../docs/figures/active-verdicts-real.md");
  },
);
