// The main job on real registries, filled by real clients: what Refscope reports must equal what they say.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Exploration } from "#lib/api";
import { explore, probe } from "./ask.ts";
import { orasDiscover, type Pushed, pushImage } from "./push.ts";
import { has, type RealRegistry, startDockerRegistry, startMotorcycle } from "./servers.ts";

const REPOSITORY = "shop/app";

const REGISTRIES = [
  {
    name: "docker-registry (a bicycle)",
    needs: "docker-registry",
    start: () => startDockerRegistry(),
    way: "referrers-tag",
    support: { referrersApi: "unsupported", tagListing: "supported", extensionDiscovery: "unsupported" },
    proposalE: "bicycle",
    oci11: "tag-schema",
  },
  {
    name: "olareg (a motorcycle)",
    needs: "motorcycle",
    start: () => startMotorcycle({ kind: "olareg" }),
    way: "referrers-api",
    support: {
      referrersApi: "supported",
      artifactTypeFilter: "supported",
      extensionDiscovery: "unsupported",
    },
    proposalE: "motorcycle",
    oci11: "complete-passive",
  },
  {
    name: "go-containerregistry (a motorcycle)",
    needs: "motorcycle",
    start: () => startMotorcycle({ kind: "ggcr" }),
    way: "referrers-api",
    support: { referrersApi: "supported" },
    proposalE: "motorcycle",
    oci11: "complete-passive",
  },
] as const;

describe.each(REGISTRIES)("$name", ({ needs, start, way, support, proposalE, oci11 }) => {
  const ready = has(needs) && has("oras") && has("crane");
  let registry: RealRegistry;
  let pushed: Pushed;
  let found: Exploration;

  beforeAll(async () => {
    if (!ready) return;
    registry = await start();
    pushed = await pushImage(registry.host, REPOSITORY);
    const answer = await explore(`${registry.host}/${REPOSITORY}:1.0`, `http://${registry.host}`);
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    found = answer.ok;
  });
  afterAll(() => registry?.stop());

  test.skipIf(!ready)("the graph below the index equals `oras discover`, digest by digest", async () => {
    for (const subject of [pushed.index, pushed.amd64, pushed.arm64]) {
      const said = await orasDiscover(`${registry.host}/${REPOSITORY}@${subject}`);
      expect(below(found, subject), subject).toEqual(said);
    }
    expect(below(found, pushed.index)).toEqual([pushed.sbom, pushed.signature].sort());
    expect(below(found, pushed.amd64)).toEqual([pushed.report]);
  });

  test.skipIf(!ready)("every node was read, every edge is proven by the referrer's own subject", () => {
    expect(found.graph.nodes.map(({ state }) => state)).toEqual(found.graph.nodes.map(() => "present"));
    const refers = found.graph.edges.filter(({ relation }) => relation === "refers");
    expect(refers.map(({ proof }) => proof)).toEqual(["verified", "verified", "verified"]);
    for (const edge of refers) expect(edge.foundBy).toContain(way);
    expect(found.completeness).toBe("complete");
  });

  test.skipIf(!ready)("the raw answer on the wire lists the same digests", async () => {
    const path =
      way === "referrers-api" ? `referrers/${pushed.index}` : `manifests/${pushed.index.replace(":", "-")}`;
    const answer = await fetch(`http://${registry.host}/v2/${REPOSITORY}/${path}`, {
      headers: { accept: "application/vnd.oci.image.index.v1+json" },
    });
    const raw: { manifests: { digest: string }[] } = await answer.json();
    const direct = found.graph.edges.filter(
      ({ target, relation }) => target === pushed.index && relation === "refers",
    );
    expect(direct.map(({ source }) => source).sort()).toEqual(
      raw.manifests.map(({ digest }) => digest).sort(),
    );
  });

  test.skipIf(!ready)(
    "its upgrade state and capabilities are right, with evidence, from explorer and probe alike",
    async () => {
      const { ok } = await probe(registry.host, REPOSITORY, `http://${registry.host}`);
      for (const upgrade of [found.upgrade, ok?.upgrade]) {
        expect(upgrade?.proposalE.state).toBe(proposalE);
        expect(upgrade?.oci11.state).toBe(oci11);
        expect(upgrade?.capabilities.referrersApi.support).toBe(support.referrersApi);
        expect(upgrade?.capabilities.referrersApi.evidence.length).toBeGreaterThan(0);
      }
      for (const [name, verdict] of Object.entries(support)) {
        expect(ok?.upgrade.capabilities[name as keyof typeof support].support, name).toBe(verdict);
      }
      const ids = new Set(ok?.exchanges.map(({ id }) => id));
      for (const { support: verdict, evidence } of Object.values(ok?.upgrade.capabilities ?? {})) {
        if (verdict !== "unknown") expect(evidence.length).toBeGreaterThan(0);
        for (const id of evidence) expect(ids).toContain(id);
      }
      // What only a push can show stays unknown.
      expect(ok?.upgrade.capabilities.artifactManifest.support).toBe("unknown");
    },
  );

  test.skipIf(!ready)("nothing but reading was sent", () => {
    expect(new Set(found.exchanges.map(({ method }) => method))).toEqual(new Set(["GET", "HEAD"]));
  });
});

/** Every digest that refers, directly or not, to `subject`, sorted. */
function below({ graph }: Exploration, subject: string): string[] {
  const direct = graph.edges.filter(({ target, relation }) => target === subject && relation === "refers");
  return direct.flatMap(({ source }) => [source, ...below({ graph } as Exploration, source)]).sort();
}
