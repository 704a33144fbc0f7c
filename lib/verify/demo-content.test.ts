// What the demo registries hold is verified with the root that lies beside it, at the demo's hosts and nowhere else.
import { describe, expect, it } from "vitest";
import { VERIFICATION_STATES, type Verification } from "#lib/evidence";
import { DEMO_HOST, DEMO_LAYERS, DEMO_REPOSITORY, type DemoLayer, demoTrust } from "./demo.test-support.ts";
import { REPOSITORY, sha256, trustOf, verified } from "./fixtures.test-support.ts";
import type { Trust } from "./index.ts";

const LAYERS = DEMO_LAYERS.filter(({ at }) => !at.includes(" verification/"));
const SIGNED = /sigstore\.bundle|cosign\.simplesigning|dsse\.envelope/;

/** By the manifest's subject, else by the tag's name. */
function attachedTo({ manifest, tags }: DemoLayer): string {
  const [, hex] = /^sha256-([0-9a-f]{64})\./.exec(tags[0] ?? "") ?? [];
  return (manifest.subject ?? manifest.refers)?.digest ?? `sha256:${hex}`;
}

function ask(held: DemoLayer, trust: Trust, repository = DEMO_REPOSITORY): Promise<Verification> {
  const { layer, manifest, bytes } = held;
  // One bundle signs the bytes of what it is attached to.
  const image = DEMO_LAYERS.find((each) => sha256(each.bytes) === attachedTo(held));
  const about = { digest: attachedTo(held), repository, ...(image ? { bytes: image.bytes } : {}) };
  return verified({ bytes, layer, manifest, about, trust });
}

describe("the demo's signatures", () => {
  const signed = LAYERS.filter(({ layer }) => SIGNED.test(layer.mediaType));
  const swapped = signed.filter(({ at, tags }) => at.includes("base/hardened") && tags[0]?.endsWith(".sig"));
  const right = signed.filter((each) => !swapped.includes(each));

  it("are bundles, .sig and .att", () => {
    expect(right.length).toBeGreaterThan(12);
    expect(new Set(right.map(({ layer }) => layer.mediaType)).size).toBe(3);
    expect(swapped.length).toBeGreaterThan(0);
  });

  it.each(right)("$at holds at the demo's hosts", async (held) => {
    const { state, reason, checks } = await ask(held, await demoTrust());
    if (reason.includes("not at hand")) expect(state).toBe("unverifiable-no-material");
    else {
      expect(state, reason).toBe("valid-identity-unchecked");
      expect(checks.filter(({ result }) => result === "failed")).toEqual([]);
    }
  });

  it.each(swapped)("$at names another image", async (held) => {
    expect((await ask(held, await demoTrust())).state).toBe("subject-mismatch");
  });

  it("nobody trusts them anywhere else, whoever trusts what", async () => {
    for (const held of right) {
      const elsewhere = await ask(held, await demoTrust(), REPOSITORY);
      const bare = await ask(held, await trustOf());
      for (const { state } of [elsewhere, bare])
        expect(["self-consistent-untrusted", "unverifiable-no-material"]).toContain(state);
    }
  });

  it("a .sig is verified as well where it is attached by its manifest, as cosign's experiment with OCI 1.1 did", async () => {
    const held = right.find(({ layer }) => layer.mediaType.includes("simplesigning"));
    if (!held) throw new Error("The demo holds no .sig.");
    const subject = {
      mediaType: "application/vnd.oci.image.index.v1+json",
      digest: attachedTo(held),
      size: 1,
    };
    const artifactType = "application/vnd.dev.cosign.artifact.sig.v1+json";
    const manifest = { ...held.manifest, artifactType, subject };
    const { state, checks } = await ask({ ...held, manifest, tags: [] }, await demoTrust());
    expect(state).toBe("valid-identity-unchecked");
    expect(checks.find(({ name }) => name === "manifest-subject")?.result).toBe("passed");
  });

  it("what nobody signed is unsigned", async () => {
    const claims = LAYERS.filter(({ layer }) => /in-toto\+json|spdx|cyclonedx|sarif/.test(layer.mediaType));
    expect(claims.length).toBeGreaterThan(5);
    for (const held of claims) expect((await ask(held, await demoTrust())).state).toBe("unsigned");
  });
});

describe("the verification samples", () => {
  const titled = DEMO_LAYERS.filter(({ at }) => at.includes("verification/states ")).flatMap((held) => {
    const title = held.manifest.annotations["org.opencontainers.image.title"];
    return title === undefined || title.includes("/") ? [] : [{ ...held, title }];
  });

  it("have content for each state but for those of content that cannot be had", () => {
    const without = VERIFICATION_STATES.filter((state) => state !== "error" && state !== "skipped");
    expect(titled.map(({ title }) => title).toSorted()).toEqual(without.toSorted());
  });

  it.each(titled)("$title is reached at its own repository, with the demo's trust file", async (held) => {
    const { state, reason } = await ask(held, await demoTrust(), `${DEMO_HOST}/verification/states`);
    expect(state, reason).toBe(held.title);
  });

  it.each(titled)("$title is nothing good at any other repository", async (held) => {
    for (const repository of [DEMO_REPOSITORY, REPOSITORY]) {
      const { state } = await ask(held, await demoTrust(), repository);
      expect(["verified", "valid-identity-unchecked", "identity-mismatch"]).not.toContain(state);
    }
  });
});
