// Real bundles, attestations and signatures of the field, each in the state that the index of the fixtures expects.
import { describe, expect, it } from "vitest";
import type { Verification } from "#lib/evidence";
import type { Descriptor } from "#lib/oci";
import {
  firstSubject,
  fixture,
  fixturePath,
  HAS_FIXTURES,
  NO_FIXTURES,
  resultOf,
  sha256,
  trustOf,
  verified,
} from "./fixtures.test-support.ts";
import type { Trust } from "./index.ts";

it.runIf(process.env.CI === "true")("the fixtures are there, since this is CI", () =>
  expect(HAS_FIXTURES).toBe(true),
);
if (!HAS_FIXTURES) console.warn(NO_FIXTURES);

type Row = {
  file: string;
  digest?: string;
  state: Verification["state"];
  says: RegExp;
  layer?: Partial<Descriptor>;
};

/** `digest`: what it is attached to; else what its first subject names. */
const ROWS: Row[] = [
  {
    file: "bundles/npm-provenance.sigstore.json",
    state: "valid-identity-unchecked",
    says: /actions\.githubusercontent/,
  },
  {
    file: "bundles/othername.sigstore.json",
    digest: "sha256:bc103b4a84971ef6459b294a2b98568a2bfb72cded09d4acd1e16366a401f95b",
    state: "unverifiable-no-material",
    says: /No trust root .* covers .*bytes .* not at hand/,
  },
  {
    file: "github-attestations/sigstore-js-2.1.0-bundle.json",
    state: "valid-identity-unchecked",
    says: /sigstore-js/,
  },
  {
    file: "github-attestations/reusable-workflow-attestation.sigstore.json",
    state: "valid-identity-unchecked",
    says: /artifact-attestations-workflows/,
  },
  {
    file: "github-attestations/github_provenance_demo-0.0.12-py3-none-any-bundle.jsonl",
    state: "self-consistent-untrusted",
    says: /No trust root .* covers O=GitHub/,
  },
  {
    file: "provenance/binary-linux-amd64-push-v14.2.intoto.build.slsa",
    state: "valid-identity-unchecked",
    says: /slsa-framework/,
  },
  {
    file: "provenance/gcloud-container-mismatch-payload-digest.json",
    digest: "sha256:f472ca4b68898c951ac3b476cba919d0d56fca4ced631fabcead51e4b2b690e7",
    state: "subject-mismatch",
    says: /f472.*690e8, not .*690e7.*Google Cloud Build/,
  },
  {
    file: "provenance/gcloud-container-mismatch-payload-digest.json",
    digest: "sha256:f472ca4b68898c951ac3b476cba919d0d56fca4ced631fabcead51e4b2b690e8",
    state: "unverifiable-no-material",
    says: /Google Cloud Build, for which there is no trust root/,
  },
  {
    file: "docker-attest/example_attestation.json",
    state: "unverifiable-no-material",
    says: /signed with a key, and none/,
  },
  {
    file: "attestations/centos-7-cyclonedx.intoto.jsonl",
    state: "unverifiable-no-material",
    says: /with a key, and none/,
  },
  {
    file: "attestations/sbom.cdx.intoto.jsonl",
    state: "unverifiable-no-material",
    says: /with a key, and none/,
  },
  {
    file: "helm/hashtest-1.2.3.tgz.prov",
    digest: `sha256:${"0".repeat(64)}`,
    state: "unverifiable-no-material",
    says: /PGP/,
  },
];

describe.skipIf(!HAS_FIXTURES)("real signatures", () => {
  it.each(ROWS)("$file is $state", async ({ file, digest, state, says, layer = {} }) => {
    const bytes = fixture(file);
    const about = { digest: digest ?? firstSubject(bytes) };
    const verification = await verified({ bytes, about, trust: await trustOf(), layer });
    expect(verification.state, verification.reason).toBe(state);
    expect(verification.reason).toMatch(says);
    if (state !== "valid-identity-unchecked") return;
    expect(verification.checks.filter(({ result }) => result === "failed")).toEqual([]);
    expect(verification.trust).toEqual({
      name: "Sigstore public good",
      asOf: expect.stringMatching(/^2025-/),
    });
    expect(verification.time?.by).toMatch(/rekor\.sigstore\.dev/);
  });
});

describe.skipIf(!HAS_FIXTURES)("the index of the fixtures", () => {
  /** What it expects, before any question of who may sign and of what a file is attached to. */
  const EXPECTED: [RegExp, Verification["state"][]][] = [
    [/^verified-crypto/, ["valid-identity-unchecked"]],
    [/^unverifiable: no trust root/, ["self-consistent-untrusted", "unverifiable-no-material"]],
    [/^unverifiable: no (key|PGP)/, ["unverifiable-no-material"]],
    [/^subject-mismatch/, ["subject-mismatch"]],
  ];

  it("expects no other state for any file than is found above", () => {
    const { files } = JSON.parse(fixture("index.json").toString());
    for (const { file, expected_state: top, must_show: shown } of files) {
      const expected: unknown = top ?? shown?.expected_state;
      if (typeof expected !== "string" || /^notation\/|cosign-legacy-sig/.test(file)) continue;
      const states = EXPECTED.find(([pattern]) => pattern.test(expected))?.[1] ?? [];
      const found = ROWS.filter((row) => row.file === file).map(({ state }) => state);
      expect(found.length, file).toBeGreaterThan(0);
      expect(states, `${file}: ${expected}`).toEqual(expect.arrayContaining(found.slice(0, 1)));
    }
  });
});

describe.skipIf(!HAS_FIXTURES)("cosign's tags of old", () => {
  const manifest = HAS_FIXTURES
    ? JSON.parse(fixture("cosign-legacy-sig/manifest.json").toString())
    : undefined;
  const payload = HAS_FIXTURES ? fixture("cosign-legacy-sig/payload.json") : Buffer.alloc(0);
  const image = "sha256:c05263d2ff654c3a94243662440913f045075d59c436e2c69e9145ec2b87a321";
  const ask = (layer: Descriptor, bytes: Uint8Array = payload, digest = image) =>
    trustOf().then((trust) => verified({ bytes, about: { digest }, trust, layer }));
  const withAnnotation = (name: string, value: string): Descriptor => {
    const [layer] = manifest.layers;
    return { ...layer, annotations: { ...layer.annotations, [name]: value } };
  };

  it("a .sig holds by hashedrekord and its signed timestamp", async () => {
    const verification = await ask(manifest.layers[0]);
    expect(verification.state, verification.reason).toBe("valid-identity-unchecked");
    expect(verification.identity?.subject).toMatch(
      /go-bazel-github-workflow\/\.github\/workflows\/release\.yaml/,
    );
    expect(verification.time).toEqual({ at: "2026-02-27T18:20:46Z", by: "the log rekor.sigstore.dev" });
  });

  it("another image, a changed payload, a changed time and another signature are each found", async () => {
    const [layer] = manifest.layers;
    expect((await ask(layer, payload, image.replace("c0", "c1"))).state).toBe("subject-mismatch");
    const forged = Buffer.from(payload.toString().replace("c05263", "c05264"));
    expect((await ask({ ...layer, digest: sha256(forged) }, forged)).state).toBe("invalid");
    expect((await ask(layer, forged)).state).toBe("error");
    const bundle = layer.annotations["dev.sigstore.cosign/bundle"].replace("1772216446", "1772216447");
    expect((await ask(withAnnotation("dev.sigstore.cosign/bundle", bundle))).reason).toMatch(
      /inclusion promise/,
    );
    const other = await ask(withAnnotation("dev.cosignproject.cosign/signature", "AAAA"));
    expect(other.state).toBe("invalid");
    expect(resultOf(other, "signature")).toBe("failed");
    expect((await ask(withAnnotation("dev.sigstore.cosign/bundle", ""))).state).toBe("time-unproven");
  });

  it.each(["v1.8.0", "v2.1.0"])("an .att of the generator %s holds", async (version) => {
    const folder = `cosign-legacy-att-layouts/${version}`;
    const json = (file: string) => JSON.parse(fixture(`${folder}/${file}`).toString());
    const blob = (digest: string) => `blobs/${digest.replace(":", "/")}`;
    const trust: Trust = await trustOf();
    const kinds: string[] = [];
    for (const { digest, annotations } of json("index.json").manifests) {
      if (annotations?.kind !== "dev.cosignproject.cosign/atts") continue;
      for (const layer of json(blob(digest)).layers) {
        const bytes = fixture(`${folder}/${blob(layer.digest)}`);
        const verification = await verified({ bytes, about: { digest: firstSubject(bytes) }, trust, layer });
        expect(verification.state, verification.reason).toBe("valid-identity-unchecked");
        const { Payload } = JSON.parse(layer.annotations["dev.sigstore.cosign/bundle"]);
        const { kind, apiVersion } = JSON.parse(Buffer.from(Payload.body, "base64").toString());
        kinds.push(`${kind} ${apiVersion}`);
        const swapped = Buffer.from(`${JSON.stringify(JSON.parse(bytes.toString()))} `);
        if (kind !== "intoto") continue;
        const other = await verified({
          bytes: swapped,
          about: { digest: firstSubject(bytes) },
          trust,
          layer: { annotations: layer.annotations },
        });
        expect([other.state, other.reason]).toEqual(["invalid", expect.stringMatching(/another envelope/)]);
      }
    }
    expect(kinds).toHaveLength(1);
  });
});

describe.skipIf(!HAS_FIXTURES)("the public-good roots of other days", () => {
  it.each([
    ["public-good-no-tsa.json", "valid-identity-unchecked"],
    ["public-good-with-tsa.json", "valid-identity-unchecked"],
    ["public-good-current.json", "valid-identity-unchecked"],
  ] as const)("%s covers a bundle of its time: %s", async (file, state) => {
    const trusted = await trustOf({ trustedRoot: fixturePath(`trust-roots/${file}`) });
    const trust = { ...trusted, roots: trusted.roots.slice(0, 1) };
    const bytes = fixture("github-attestations/sigstore-js-2.1.0-bundle.json");
    const verification = await verified({ bytes, about: { digest: firstSubject(bytes) }, trust });
    expect(verification.state, verification.reason).toBe(state);
    expect(verification.trust?.name).toBe(file);
  });
});
