// One row a rule: an image that has everything attached, as each client sees it, on a registry with the API and on
// one without. A letter is what becomes of one artifact: Found, Unreadable, "-" not found, "?" not known.
import { describe, expect, test } from "vitest";
import type { StrategyId } from "#lib/evidence";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import { type ApiSaid, type Attached, digest, explored, IMAGE } from "./account.test-support.ts";
import { CLIENT_RULES } from "./client-rules.ts";
import { lookAs } from "./look-as.ts";
import type { Verdict } from "./shapes.ts";
import { terrainOf } from "./terrain.ts";

const AMD64 = digest("2");
const SBOM = digest("a");
const tagOf = (suffix: string) => `${referrersTag(IMAGE)}${suffix}`;

/** In the order of the letters: sbom, bundle, notation, artifact manifest, on amd64, on the sbom, .sig, .att, .sbom, in the index. */
function everything(listed: StrategyId[]): Attached[] {
  return [
    { id: SBOM, artifactType: "application/spdx+json", by: listed },
    { id: digest("b"), artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json", by: listed },
    { id: digest("c"), artifactType: "application/vnd.cncf.notary.signature", by: listed },
    {
      id: digest("d"),
      artifactType: "application/vnd.in-toto.x",
      mediaType: MEDIA_TYPES.ociArtifact,
      by: listed,
    },
    { id: digest("e"), artifactType: "application/sarif+json", about: AMD64, by: listed },
    { id: digest("f"), artifactType: "application/x", about: SBOM, by: listed },
    { id: digest("3"), tags: [tagOf(".sig")], by: ["cosign-tag", "tag-listing"] },
    { id: digest("4"), tags: [tagOf(".att")], by: ["cosign-tag", "tag-listing"] },
    { id: digest("5"), tags: [tagOf(".sbom")], by: ["cosign-tag", "tag-listing"] },
    { id: digest("6"), about: AMD64, by: ["buildkit"] },
  ];
}

const LETTERS: Record<Verdict["state"], string> = {
  found: "F",
  unreadable: "U",
  "not-found": "-",
  "not-known": "?",
};

function seenBy(id: string, attached: Attached[], api: ApiSaid): string {
  const { graph, account } = explored({ attached, children: [AMD64], api });
  const terrain = terrainOf(graph, account);
  const rule = CLIENT_RULES.find((one) => one.id === id);
  if (!terrain || !rule) throw new Error(`no rule ${id}`);
  const verdicts = lookAs(rule, terrain);
  return attached.map((one) => LETTERS[verdicts.get(one.id)?.state ?? "not-known"]).join("");
}

/** With the API; without it, so that the referrers tag is the list. */
const ROWS: Record<string, [api: string, tag: string]> = {
  containerd: ["----------", "----------"],
  docker: ["----------", "----------"],
  buildx: ["---------F", "---------F"],
  skopeo: ["------?---", "------?---"],
  crane: ["---------F", "---------F"],
  "ggcr-old": ["FFFF------", "FFFF------"],
  ggcr: ["FFFF------", "FFFF------"],
  "oras-old": ["FFFF-F----", "FFFF-F----"],
  oras: ["FFFF-F----", "FFFF-F----"],
  regctl: ["FFFFFF---F", "FFFFFF---F"],
  "regctl-tags": ["FFFFFFFFFF", "FFFFFFFFFF"],
  cue: ["FFFF------", "FFFF------"],
  "cosign-1-tree": ["------FFF-", "------FFF-"],
  "cosign-2-tree": ["------FFF-", "------FFF-"],
  "cosign-3-tree": ["FFFU--FFF-", "FFFU--FFF-"],
  "cosign-verify": ["UFUU------", "UFUU------"],
  "sigstore-js": ["----------", "----------"],
  gh: ["-F--------", "-F--------"],
  "notation-old": ["----------", "--F-------"],
  notation: ["--F-------", "--F-------"],
  ratify: ["FFFF-??---", "FFFF-??---"],
  trivy: ["F---------", "F---------"],
  "kyverno-cosign": ["------FF--", "------FF--"],
  "kyverno-bundle": ["-F--------", "-F--------"],
  "kyverno-notary": ["??F?------", "??F?------"],
  flux: ["UFUU------", "UFUU------"],
  "policy-controller": ["---?--F?--", "---?--F?--"],
};

describe("one row a client", () => {
  test("no rule is without its row", () => {
    expect(CLIENT_RULES.map(({ id }) => id).sort()).toEqual(Object.keys(ROWS).sort());
  });

  test.each(Object.entries(ROWS))("%s, with the API", (id, [api]) => {
    expect(seenBy(id, everything(["referrers-api"]), {})).toBe(api);
  });

  test.each(Object.entries(ROWS))("%s, without it", (id, [, tag]) => {
    expect(seenBy(id, everything(["referrers-tag"]), { status: 404, contentType: "text/plain" })).toBe(tag);
  });

  test.each(CLIENT_RULES)(
    "$id says where its rule was read, and when",
    ({ sources, read, looks, versions }) => {
      expect(sources.length).toBeGreaterThan(0);
      for (const { text, url } of sources) {
        expect(text).not.toBe("");
        if (url !== undefined) expect(url).toMatch(/^https:\/\/github\.com\//);
      }
      expect(read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(looks).toMatch(/\.$/);
      expect(versions).not.toBe("");
    },
  );
});

/** Statuses and types of the API's answer, with an SBOM that the tag lists besides: who goes on to the tag? */
const ANSWERS: [what: string, api: ApiSaid, seen: Record<string, string>][] = [
  ["400", { status: 400 }, { oras: "-", ggcr: "F", "ggcr-old": "F", regctl: "F", cue: "-", notation: "-" }],
  ["405", { status: 405 }, { oras: "-", ggcr: "-", regctl: "F", cue: "-", notation: "-" }],
  ["406", { status: 406 }, { oras: "-", ggcr: "F", "ggcr-old": "-", regctl: "F" }],
  ["404 NAME_UNKNOWN", { status: 404, errorCode: "NAME_UNKNOWN" }, { oras: "-", ggcr: "F", regctl: "F" }],
  ["a web page with 200", { contentType: "text/html" }, { oras: "F", ggcr: "F", regctl: "F", cue: "-" }],
  [
    "an index of another type",
    { contentType: "application/json" },
    { oras: "F", ggcr: "F", regctl: "-", cue: "-" },
  ],
  [
    "a type with parameters",
    { contentType: `${MEDIA_TYPES.ociIndex}; charset=utf-8` },
    { oras: "F", ggcr: "F" },
  ],
  [
    "401",
    { status: 401 },
    { oras: "?", ggcr: "?", regctl: "?", cue: "?", notation: "?", "cosign-3-tree": "?" },
  ],
  ["429", { status: 429 }, { oras: "?", ggcr: "?", regctl: "?" }],
  ["503", { status: 503 }, { oras: "?", ggcr: "?", regctl: "?" }],
  ["a redirect", { status: 303 }, { oras: "?", ggcr: "?", regctl: "?" }],
  ["nothing at all", { isSilent: true }, { oras: "?", ggcr: "?", regctl: "?" }],
];

describe.each(ANSWERS)("the API answers %s", (_, api, seen) => {
  const sbom: Attached[] = [{ id: SBOM, artifactType: "application/spdx+json", by: ["referrers-tag"] }];
  test.each(Object.entries(seen))("%s: %s", (id, letter) => {
    const attached =
      id === "notation" ? [{ ...sbom[0], artifactType: "application/vnd.cncf.notary.signature" }] : sbom;
    expect(seenBy(id, attached as Attached[], api)).toBe(letter);
  });
});
