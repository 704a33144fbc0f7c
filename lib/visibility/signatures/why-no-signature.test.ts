import { describe, expect, test } from "vitest";
import type { Finding } from "#lib/evidence";
import type { Node } from "#lib/graph";
import { type Attached, digest, type Explored, explored, IMAGE } from "../account.test-support.ts";
import type { OpenedSignature, SignatureAnswer, SignatureReason, SignedImage } from "./shapes.ts";
import { whyNoSignature } from "./why-no-signature.ts";

const [AMD, ARM, SIG, OTHER] = [digest("2"), digest("3"), digest("a"), digest("b")];
const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const ASKED: SignedImage = {
  registry: "registry.test",
  repository: "shop/app",
  digest: IMAGE,
  tag: "2.4.1",
};

const bundle: Attached = {
  ...{ id: SIG, kind: "signature", kindBy: "annotation", title: "cosign bundle", artifactType: BUNDLE },
  ...{ by: ["referrers-api"], exchanges: ["own"] },
};
const sigTag: Attached = {
  ...{ id: OTHER, kind: "signature", title: "cosign signature", by: ["cosign-tag"] },
  tags: [`${IMAGE.replace(":", "-")}.sig`],
};

type Case = Omit<Explored, "attached"> & {
  attached?: Attached[];
  image?: Partial<SignedImage>;
  root?: Partial<Node>;
};

function answer({ image = {}, root = {}, attached = [], ...said }: Case): SignatureAnswer {
  const { graph, account } = explored({ attached, ...said });
  const kind = said.children ? ("index" as const) : ("image" as const);
  const nodes = graph.nodes.map((node) => (node.id === IMAGE ? { ...node, kind, ...root } : node));
  const made = whyNoSignature({ ...graph, nodes }, account, { ...ASKED, ...image });
  if (!made) throw new Error("no answer");
  return made;
}

function reasons(given: Case): string[] {
  return answer(given).reasons.map(({ id }) => id);
}

function reason(given: Case, id: SignatureReason["id"]): SignatureReason {
  const found = answer(given).reasons.find((each) => each.id === id);
  if (!found) throw new Error(`no reason ${id} among ${reasons(given).join(", ")}`);
  return found;
}

const OPENED: [what: string, opened: OpenedSignature | undefined, finds: string, reasons: string[]][] = [
  ["was not opened", undefined, "some", ["cosign-tag", "unopened"]],
  ["names this digest", { isNamed: true, digests: [IMAGE] }, "some", ["cosign-tag"]],
  ["names no digest that could be read", { digests: [] }, "some", ["cosign-tag"]],
  ["names another digest", { isNamed: false, digests: [AMD] }, "none", ["other-digest"]],
];

describe("what is signed", () => {
  test.each(OPENED)("at the .sig tag %s", (_, opened, finds, ids) => {
    const { graph, account } = explored({ attached: [sigTag] });
    const edges = graph.edges.map((edge) => ({ ...edge, proof: "claimed" as const }));
    const known = new Map(opened ? [[OTHER, opened]] : []);
    const made = whyNoSignature({ ...graph, edges }, account, ASKED, known);
    expect(made?.finds).toBe(finds);
    expect(made?.reasons.map(({ id }) => id)).toEqual(ids);
  });

  test("of another digest is rejected, wherever it is kept, and the digest is told", () => {
    const { graph, account } = explored({ attached: [bundle, sigTag] });
    const wrong = { isNamed: false, digests: [AMD] };
    const made = whyNoSignature(
      graph,
      account,
      ASKED,
      new Map([
        [SIG, wrong],
        [OTHER, wrong],
      ]),
    );
    expect(made).toMatchObject({
      finds: "none",
      headline:
        "cosign accepts no signature of the image that the tag 2.4.1 names: what is there names another digest.",
    });
    expect(made?.reasons[0]).toMatchObject({ id: "other-digest", nodes: [SIG, OTHER] });
    expect(made?.reasons[0]?.sentence).toContain(`names another digest: ${AMD}. cosign finds it`);
    const one = whyNoSignature(graph, account, ASKED, new Map([[OTHER, wrong]]));
    expect(one?.finds).toBe("some");
  });

  test.each([
    [
      "nothing says what",
      { kind: "signature", kindBy: "tag", title: "cosign signature" },
      "nothing in its manifest",
    ],
    ["an SBOM", { kind: "sbom", kindBy: "layer", title: "SPDX SBOM" }, "it is SPDX SBOM"],
    ["an image", { kind: "image", title: "image" }, "it is image"],
  ] as const)("at the .sig tag is %s", (_, node, words) => {
    const given: Case = { attached: [{ ...sigTag, ...node }] };
    expect(answer(given).finds).toBe("none");
    expect(reasons(given)).toEqual(["misnamed"]);
    expect(reason(given, "misnamed").sentence).toContain(words);
  });

  test("is an attestation, and cosign verify counts none", () => {
    const provenance: Attached = { ...bundle, kind: "provenance", title: "SLSA provenance v1" };
    const att: Attached = { ...sigTag, kind: "sbom", tags: [`${IMAGE.replace(":", "-")}.att`] };
    expect(reasons({ attached: [provenance, att] })).toEqual(["attestations", "none"]);
    const { sentence, command } = reason({ attached: [provenance, att] }, "attestations");
    expect(sentence).toMatch(/^2 attestations are attached to /);
    expect(command).toMatch(/^cosign verify-attestation --type=TYPE /);
    expect(reasons({ attached: [{ ...att, tags: [] }] })).toEqual(["none"]);
  });
});

describe("where it hangs", () => {
  const onAmd = { attached: [{ ...bundle, about: AMD }], children: [AMD, ARM] };

  test("on a platform, and not on the index that the tag names", () => {
    expect(answer(onAmd)).toMatchObject({
      finds: "none",
      headline: "cosign finds no signature of the index that the tag 2.4.1 names.",
    });
    const { sentence, command, nodes, exchanges } = reason(onAmd, "on-platforms");
    expect(sentence).toMatch(
      /^1 signature is attached to .*, and none to the index that the tag 2\.4\.1 names\./,
    );
    expect(command).toBe(
      `cosign verify --allow-http-registry --certificate-identity=IDENTITY --certificate-oidc-issuer=ISSUER registry.test/shop/app@${AMD}`,
    );
    expect(nodes).toEqual([AMD, SIG]);
    expect(exchanges).toEqual(["own"]);
  });

  test("on the index, and not on the platforms", () => {
    const given = { attached: [bundle], children: [AMD, ARM] };
    expect(answer(given).finds).toBe("some");
    expect(reason(given, "on-index").nodes).toEqual([AMD, ARM, SIG]);
  });

  test("on the index; of a platform that was not asked about nothing is said", () => {
    const given: Case = { attached: [bundle], children: [AMD], failed: ["cosign-tag"] };
    expect(reasons(given)).not.toContain("on-index");
    expect(reasons(given)).toContain("could-not-ask");
  });

  test("on an SBOM, and not on the image", () => {
    const sbom: Attached = { id: OTHER, kind: "sbom", by: ["referrers-api"] };
    const given = { attached: [sbom, { ...bundle, about: OTHER }] };
    expect(answer(given).finds).toBe("none");
    expect(reason(given, "on-others").command).toContain(`@${OTHER}`);
  });

  test("in another repository, which cosign has to be told", () => {
    const away: Attached = { ...sigTag, repository: "shop/signatures", by: ["other-repository"], tags: [] };
    const given = { attached: [away] };
    expect(answer(given).finds).toBe("none");
    expect(reason(given, "other-repository").command).toMatch(
      /^COSIGN_REPOSITORY=registry\.test\/shop\/signatures cosign verify /,
    );
  });

  test("on a digest that the tag named before", () => {
    const earlier = { digest: AMD, at: "2026-11-20T08:00:00Z" };
    const { sentence, command } = reason({ image: { earlier } }, "tag-moved");
    expect(sentence).toContain("named sha256:222222…222222 when this browser saw it on 2026-11-20");
    expect(command).toContain(`cosign tree --allow-http-registry registry.test/shop/app@${AMD}`);
    expect(reasons({ image: { earlier: { ...earlier, digest: IMAGE } } })).not.toContain("tag-moved");
    expect(reasons({ image: { earlier, tag: undefined } })).not.toContain("tag-moved");
  });

  test("nowhere any more: a tag names it, and the registry does not have it", () => {
    const given = { attached: [{ ...sigTag, state: "missing" as const }] };
    expect(answer(given).finds).toBe("none");
    expect(reason(given, "missing").sentence).toContain(`does not have ${IMAGE.replace(":", "-")}.sig`);
  });

  test("nowhere any more, and nobody can tell what it was", () => {
    const gone: Attached = { id: OTHER, kind: "unknown", state: "missing", by: ["referrers-tag"] };
    const { sentence, nodes } = reason({ attached: [gone] }, "missing");
    expect(sentence).toContain("nobody can tell any more whether it was a signature");
    expect(nodes).toEqual([OTHER]);
    expect(reasons({ attached: [gone] })).not.toContain("none");
    expect(reasons({ attached: [{ ...gone, kind: "sbom" }] })).toEqual(["none"]);
  });

  test("by a tag alone; its own manifest names another digest", () => {
    const { graph, account } = explored({ attached: [bundle] });
    const edges = graph.edges.map((edge) => ({
      ...edge,
      proof: "contradicted" as const,
      reason: `names ${AMD} instead`,
    }));
    const made = whyNoSignature({ ...graph, edges }, account, ASKED);
    expect(made?.finds).toBe("none");
    expect(made?.reasons.map(({ id }) => id)).toEqual(["contradicted"]);
    expect(made?.reasons[0]?.sentence).toContain(`names ${AMD} instead`);
  });
});

describe("what carries it", () => {
  test("notation alone: cosign does not read it", () => {
    const given: Case = {
      attached: [
        { ...bundle, title: "notation signature", artifactType: "application/vnd.cncf.notary.signature" },
      ],
    };
    expect(answer(given).finds).toBe("none");
    expect(reasons(given)).toEqual(["notation"]);
    expect(reason(given, "notation").command).toBe(
      `notation verify --insecure-registry registry.test/shop/app@${IMAGE}`,
    );
  });

  test("notation's beside what cosign reads: it is no signature to cosign, and no client's that the API answers", () => {
    const type = "application/vnd.cncf.notary.signature";
    const left: Attached = { id: OTHER, kind: "signature", artifactType: type, by: ["referrers-tag"] };
    const given: Case = { attached: [bundle, left], children: [AMD] };
    expect(reasons(given)).toEqual(["on-index", "notation", "bundle"]);
    expect(reason(given, "on-index").sentence).toMatch(/^1 signature that cosign reads is attached /);
    const name = `registry.test/shop/app@${OTHER}`;
    const regctl = "regctl --host reg=registry.test,tls=disabled manifest";
    const again = `${regctl} get --format raw-body ${name} | ${regctl} put ${name}`;
    expect(reason(given, "notation").command).toBe(again);
    expect(reason(given, "notation").sentence).toContain("Nor does notation find it here");
    const indexed = { ...given, attached: [bundle, { ...left, by: ["referrers-api" as const] }] };
    expect(reason(indexed, "notation").command).toMatch(/^notation verify /);
  });

  test("a bundle alone: versions that look at the tag find none", () => {
    expect(answer({ attached: [bundle] }).finds).toBe("some");
    expect(reasons({ attached: [bundle] })).toEqual(["bundle"]);
  });

  test("the .sig tag alone", () => {
    expect(answer({ attached: [sigTag] }).finds).toBe("some");
    expect(reasons({ attached: [sigTag] })).toEqual(["cosign-tag"]);
  });

  test("the .sig tag, where a bundle of another kind keeps cosign from it", () => {
    const provenance: Attached = { ...bundle, kind: "provenance", title: "SLSA provenance v1" };
    const given = { attached: [provenance, sigTag] };
    expect(answer(given).finds).toBe("none");
    expect(reasons(given)).toEqual(["passed-over"]);
    expect(reason(given, "passed-over").command).toContain("--new-bundle-format=false");
  });

  test("cosign's older form among the referrers, behind a flag", () => {
    const older: Attached = { ...bundle, artifactType: "application/vnd.dev.cosign.artifact.sig.v1+json" };
    expect(answer({ attached: [older] }).finds).toBe("none");
    expect(reason({ attached: [older] }, "cosign-referrer").command).toContain("--experimental-oci11");
  });

  test("the referrers tag alone, though there is an API", () => {
    const left: Attached = { ...bundle, by: ["referrers-tag"] };
    expect(answer({ attached: [left] }).finds).toBe("none");
    expect(reason({ attached: [left] }, "tag-only").command).toContain(
      `| regctl --host reg=registry.test,tls=disabled manifest put registry.test/shop/app@${SIG}`,
    );
    const noApi = { attached: [left], api: { status: 404 } };
    expect(answer(noApi).finds).toBe("some");
    expect(reasons(noApi)).not.toContain("tag-only");
  });

  test("notation's, on an SBOM: it is there, and no signature of the image", () => {
    const sbom: Attached = { id: OTHER, kind: "sbom", by: ["referrers-api"] };
    const signed: Attached = {
      ...bundle,
      artifactType: "application/vnd.cncf.notary.signature",
      about: OTHER,
    };
    const given = { attached: [sbom, signed] };
    expect(answer(given).finds).toBe("none");
    expect(reasons(given)).toEqual(["notation"]);
    expect(reason(given, "notation")).toMatchObject({
      sentence:
        "1 signature is there, made by notation (Notary Project), of another artifact, and none of the image that the tag 2.4.1 names. cosign does not read that format, in any version.",
      nodes: [SIG, OTHER],
      command: `notation verify --insecure-registry registry.test/shop/app@${OTHER}`,
    });
    expect(reasons({ attached: [...given.attached, sigTag] })).toEqual(["cosign-tag"]);
  });

  describe.each(["notation's", "cosign's"])("%s of a platform, by the referrers tag", (whose) => {
    const artifactType = whose === "cosign's" ? BUNDLE : "application/vnd.cncf.notary.signature";
    const left: Attached = { ...bundle, artifactType, about: AMD, by: ["referrers-tag"] };
    const id = whose === "cosign's" ? "tag-only" : "notation";

    /** The API answers as `api` says about that platform, and with a whole list about all else. */
    function sentences(api: Explored["api"]): string[] {
      const ofPlatform = explored({ attached: [left], children: [AMD], api }).account;
      const { graph, account } = explored({ attached: [left], children: [AMD] });
      const isItsApi = ({ strategy, subject }: Finding) => strategy === "referrers-api" && subject === AMD;
      const findings = account.findings.map((each) =>
        isItsApi(each) ? (ofPlatform.findings.find(isItsApi) ?? each) : each,
      );
      const exchanges = account.exchanges.map((each) =>
        each.url.endsWith(`referrers/${AMD}`)
          ? (ofPlatform.exchanges.find((one) => one.id === each.id) ?? each)
          : each,
      );
      const made = whyNoSignature(graph, { findings, exchanges }, ASKED);
      return made?.reasons.filter((each) => each.id === id).map(({ sentence }) => sentence) ?? [];
    }

    test("is left behind where the API lists nothing for it", () => {
      expect(sentences({}).join()).toContain("the referrers API, which this registry has");
    });

    test.each([{ status: 403 }, { isSilent: true }, { isCut: true }])(
      "is not said to be missing from a list that nobody read to its end: %o",
      (api) => expect(sentences(api).join()).not.toContain("the referrers API, which this registry has"),
    );
  });

  test("a bundle that does not tell what is in it", () => {
    const silent: Attached = { ...bundle, kind: "attestation", kindBy: "layer", title: "sigstore bundle" };
    expect(answer({ attached: [silent] }).finds).toBe("not-known");
    expect(reasons({ attached: [silent] })).toEqual(["unsaid"]);
  });
});

describe("none anywhere", () => {
  test("is said where all ways have answered, with the requests", () => {
    const { finds, reasons: told } = answer({ children: [AMD, ARM] });
    expect(finds).toBe("none");
    expect(told.map(({ id }) => id)).toEqual(["none"]);
    expect(told[0]?.sentence).toBe(
      "4 ways were asked about the index that the tag 2.4.1 names and its 2 platforms, all of them answered, and none has a signature: there is none in shop/app. Signatures that are kept in another repository are found only where somebody names it, and those in another registry not from here.",
    );
    expect(told[0]?.exchanges.length).toBeGreaterThan(3);
    expect(told[0]?.command).toContain("cosign sign --recursive");
  });

  test.each([
    [{ api: { status: 401 } }, "denied", "docker login registry.test"],
    [{ api: { status: 429 } }, "rate limit", "docker login registry.test"],
    [{ api: { status: 503 } }, "was not answered", "cosign tree"],
    [{ failed: ["cosign-tag" as const] }, "was not answered", "cosign tree"],
  ] satisfies [Case, string, string][])("is not said where %o", (given, words, command) => {
    const { finds, reasons: told } = answer(given);
    expect(finds).toBe("not-known");
    expect(told.map(({ id }) => id)).toEqual(["could-not-ask"]);
    expect(told[0]?.sentence).toContain(words);
    expect(told[0]?.sentence).toContain("nobody can tell");
    expect(told[0]?.command).toContain(command);
  });
});

test("every reason has its next step, and registry text breaks out of no sentence and no command", () => {
  const hostile = "'; rm -rf / #\u202e\n";
  const given: Case = {
    attached: [{ ...bundle, about: AMD, title: hostile, state: "present" }],
    children: [AMD],
    image: { tag: hostile, repository: "shop/app", registry: "registry.test" },
  };
  for (const { sentence, next, command } of answer(given).reasons) {
    expect(sentence).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(next).toMatch(/^[A-Z].*\.$/);
    expect(command ?? "").not.toContain("rm -rf");
  }
  expect(whyNoSignature({ nodes: [], edges: [] }, { findings: [], exchanges: [] }, ASKED)).toBeUndefined();
});
