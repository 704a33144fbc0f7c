// A real registry goes through the transition: content is pushed with olareg's referrers API off, then the same folder
// is served with it on. What only the tag listed before, the API must list after.
import { afterAll, expect, test } from "vitest";
import { branch, leaf, makeImage, pullAs, type Step } from "#lib/clients";
import type { Exchange } from "#lib/evidence";
import { createRegistryClient } from "#lib/registry";
import type { Run } from "#lib/scenarios";
import { goldenOf } from "../lib/scenarios/golden.test-support.ts";
import { has, scratch, startMotorcycle } from "./servers.ts";

const REPOSITORY = "interop/transition";
const folder = scratch();
afterAll(() => folder.remove());

const ARTIFACT = { artifactType: "application/vnd.example.sbom.v1+json", content: "{}" };
const image = makeImage({ purpose: "transition" });

test.skipIf(!has("motorcycle"))("olareg, upgraded: by the tag before, by the API after", async () => {
  const steps: (Step & { actor: "producer" | "registry" | "consumer" })[] = [];
  const exchanges: Exchange[] = [];
  const on = async (referrers: boolean, work: (by: Clients) => Promise<void>) => {
    const registry = await startMotorcycle({ kind: "olareg", dir: folder.path, referrers });
    const outcome = `olareg over the same folder, its referrers API ${referrers ? "on" : "off"}`;
    steps.push({ actor: "registry", what: "is started", outcome, exchanges: [] });
    const by = clientsOf(registry.host, exchanges, (actor, step) => steps.push({ actor, ...step }));
    await work(by).finally(() => by.close().then(registry.stop));
  };

  let before = "";
  let told = 0;
  await on(false, async (by) => {
    await by.pushImage();
    const pushed = await by.attach("before");
    expect(pushed.ociSubject).toBeUndefined();
    expect(pushed.tag).toMatchObject({ state: "kept", losses: [] });
    before = pushed.made.digest;
    const lookup = await by.look();
    expect(lookup?.asked.map(({ way, said }) => [way, said])).toEqual([
      ["referrers-api", "absent"],
      ["referrers-tag", "list"],
    ]);
    expect(lookup?.found).toMatchObject([{ digest: before, state: "usable", foundBy: "referrers-tag" }]);
  });
  await on(true, async (by) => {
    const lookup = await by.look();
    expect(lookup?.asked).toMatchObject([{ way: "referrers-api", said: "list" }]);
    expect(lookup?.found).toMatchObject([{ digest: before, state: "usable", foundBy: "referrers-api" }]);
    const late = await by.attach("after");
    expect(late.indexedBy).toBe("OCI-Subject");
    // olareg lists two in either order, so this look is not in the trace.
    told = steps.length;
    const both = (await by.look())?.found.map(({ digest }) => digest);
    expect(both?.sort()).toEqual([before, late.made.digest].sort());
  });

  const statuses = exchanges.filter(({ url }) => url.includes("/referrers/")).map(({ status }) => status);
  expect(statuses).toEqual([404, 200, 200]);
  const run: Run = {
    id: "live-transition",
    number: null,
    producer: "branch",
    registry: "motorcycle",
    consumer: "squirrel",
    description: "Pushed with the API off, found with it on",
    supportedBySeed: false,
    reading: "oci-1.1",
    target: { registry: "127.0.0.1:0", repository: REPOSITORY },
    expected: "found by the tag before, by the API after",
    observed: "found by the tag before, by the API after",
    holds: true,
    verdict: "holds",
    why: "The upgraded registry takes in what the referrers tag lists.",
    checks: [],
    steps: steps.slice(0, told),
    exchanges,
    leftovers: [],
    startedAt: "",
    durationMs: 0,
  };
  await expect(goldenOf([run])).toMatchFileSnapshot("__golden__/olareg.transition.txt");
});

type Clients = ReturnType<typeof clientsOf>;

function clientsOf(
  host: string,
  exchanges: Exchange[],
  tell: (actor: "producer" | "consumer", step: Step) => void,
) {
  const [address = "", port] = host.split(":");
  const policy = { privateRegistries: [{ host: address, port: Number(port), http: true }] };
  const client = createRegistryClient({ policy, writes: true });
  const session = {
    signal: AbortSignal.timeout(60_000),
    onExchange: (exchange: Exchange) => void exchanges.push(exchange),
  };
  const to = client.openForWriting(host, REPOSITORY, session);
  const producing = { tell: (step: Step) => tell("producer", step) };
  return {
    pushImage: () => leaf(to, image, { tag: "1.0", ...producing }),
    attach: (by: string) => branch("oci-1.1", to, image, { ...ARTIFACT, annotations: { by } }, producing),
    look: async () => {
      const question = { registry: to.reading, repository: REPOSITORY, digest: image.digest };
      const consuming = { tell: (step: Step) => tell("consumer", step) };
      return (await pullAs("squirrel", "oci-1.1", { ...question, ...consuming })).lookup;
    },
    close: () => client.close(),
  };
}
