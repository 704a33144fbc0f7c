// A real registry upgraded under a real client's content: pushed by oras with olareg's referrers API off, then served
// with it on. The audit follows it from step 1 to step 3, and finds in the API every digest that tags listed before.
import { afterAll, describe, expect, test } from "vitest";
import type { Audit, Exploration } from "#lib/api";
import { transition } from "#lib/upgrade";
import { audit, explore } from "./ask.ts";
import { orasDiscover, type Pushed, pushImage } from "./push.ts";
import { has, type RealRegistry, scratch, startDockerRegistry, startMotorcycle } from "./servers.ts";

const REPOSITORY = "shop/app";
const folder = scratch();
afterAll(() => folder.remove());

/** Runs with olareg over the same folder, its referrers API off or on. */
async function withOlareg<T>(referrers: boolean, work: (registry: RealRegistry) => Promise<T>): Promise<T> {
  const registry = await startMotorcycle({ kind: "olareg", dir: folder.path, referrers });
  return work(registry).finally(registry.stop);
}

async function auditOf({ host }: RealRegistry): Promise<Audit> {
  const answer = await audit(host, REPOSITORY, `http://${host}`);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.ok;
}

function standOf({ upgrade, tags, compared }: Audit) {
  const { reindexGap } = upgrade;
  const digestTags = tags.referrers + tags.cosign + tags.others;
  const audited = {
    digestTags,
    referrersTags: tags.referrers,
    isListWhole: !tags.truncated,
    compared,
    reindexGap,
  };
  return transition(upgrade, [audited]);
}

const attached = ({ sbom, signature, report }: Pushed) => [sbom, signature, report].sort();

/** What refers to something, and the ways by which that was found. */
function waysOf({ graph }: Exploration): [string, string[]][] {
  const refers = graph.edges.filter(({ relation, proof }) => relation === "refers" && proof === "verified");
  return refers.map(({ source, foundBy }): [string, string[]] => [source, foundBy]).sort();
}

async function exploreOf({ host }: RealRegistry): Promise<Exploration> {
  const answer = await explore(`${host}/${REPOSITORY}:1.0`, `http://${host}`);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.ok;
}

describe.skipIf(!has("motorcycle") || !has("oras") || !has("crane"))("olareg, switched over", () => {
  test("from step 1 to step 3, digest by digest", async () => {
    const before = await withOlareg(false, async (registry) => {
      const pushed = await pushImage(registry.host, REPOSITORY);
      return { pushed, found: await auditOf(registry), seen: await exploreOf(registry) };
    });
    const all = attached(before.pushed);
    expect(before.found).toMatchObject({ end: "complete", completeness: "complete", findings: [] });
    expect(before.found.upgrade).toMatchObject({ proposalE: { state: "bicycle", step: 1 } });
    expect(before.found.upgrade.capabilities.referrersApi.support).toBe("unsupported");
    expect(standOf(before.found).steps.map(({ place }) => place)).toEqual(["here", "unknown", "ahead"]);
    // On each digest that has a list: the index, the SBOM, a platform.
    expect(before.found.tags).toMatchObject({ plain: 3, referrers: 3 });
    const made = Object.fromEntries(before.found.rows.map(({ tag, generation }) => [tag, generation]));
    expect(made).toEqual({ "1.0": "branch-with-tag", amd64: "branch-with-tag", arm64: "nothing" });
    for (const [digest, ways] of waysOf(before.seen)) {
      expect(all).toContain(digest);
      expect(ways).not.toContain("referrers-api");
    }

    await withOlareg(true, async (registry) => {
      const found = await auditOf(registry);
      expect(found).toMatchObject({ end: "complete", completeness: "complete" });
      expect(found.upgrade).toMatchObject({ proposalE: { state: "motorcycle", step: 3 } });
      expect(standOf(found).steps[2].place).toBe("here");
      // olareg takes in what the tags list, and removes them: every digest is in the API, and none in a tag alone.
      expect(found.findings.filter(({ kind }) => kind !== "api-only")).toEqual([]);
      expect(standOf(found).gap).toEqual([]);
      expect(found.tags.referrers).toBe(0);
      expect(standOf(found).steps[2].proven).toContain(
        "No tag made from a digest is left in what was audited.",
      );
      // The signature is about the SBOM, which nothing tags any more: the explorer, which goes on from each, has it too.
      const { pushed } = before;
      const listed = found.findings.map(({ digest, subject }) => [digest, subject]).sort();
      expect(listed).toEqual(
        [
          [pushed.sbom, pushed.index],
          [pushed.report, pushed.amd64],
        ].sort(),
      );
      const ways = waysOf(await exploreOf(registry));
      expect(ways.map(([digest]) => digest)).toEqual(all);
      for (const [, by] of ways) expect(by).toContain("referrers-api");
      expect(await orasDiscover(`${registry.host}/${REPOSITORY}@${pushed.index}`)).toEqual(
        [pushed.sbom, pushed.signature].sort(),
      );
    });
  });
});

describe.skipIf(!has("docker-registry") || !has("oras") || !has("crane"))("docker-registry", () => {
  test("is at step 1: tags alone, none dangling, nothing unchecked", async () => {
    const registry = await startDockerRegistry();
    try {
      await pushImage(registry.host, REPOSITORY);
      const found = await auditOf(registry);
      expect(found).toMatchObject({ end: "complete", completeness: "complete", findings: [] });
      expect(found.upgrade).toMatchObject({ proposalE: { state: "bicycle", step: 1 } });
      expect(found.tags).toMatchObject({ plain: 3, referrers: 3 });
    } finally {
      await registry.stop();
    }
  });
});
