// The rules of named clients, as data: how each looks for what is attached to an image, where that was read, and when.
// A row here and a row in client-rules.test.ts add a client. What nobody has read is "unknown"; nothing is guessed.
import { MEDIA_TYPES } from "#lib/oci";
import type { ApiRule, ClientRule, CosignWay, ReferrersWay } from "./client-rule.ts";

const READ = "2026-11-24";

const source = (repository: string, version: string, path: string) => ({
  text: `${repository} ${version}: ${path}`,
  url: `https://github.com/${repository}/blob/${version}/${path}`,
});

const client = (id: string, name: string, versions: string, runs: string) => ({ id, name, versions, runs });

/** Asks about what was named alone; an error ends it. */
const DIRECT = { children: "none", nested: false, fails: "everything", read: READ } as const;
const LENIENT = { ...DIRECT, fails: "this way" } as const;
const PULL = { ...LENIENT, children: "own platform", ways: [] } as const;

const NOTATION = "application/vnd.cncf.notary.signature";
const BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle/;
const BUNDLES = "application/vnd.dev.sigstore.bundle…";

/** oras-go: a 404 is the absence of the API, and so is another Content-Type; every other status is an error. */
const ORAS_API: ApiRule = {
  takes: "index type",
  fallsBackOn: [404],
  mindsUnknownNames: true,
  pages: "all",
};
const GGCR_API: ApiRule = { takes: "index type", fallsBackOn: [400, 404, 406], pages: "first" };
const GGCR: ReferrersWay = { by: "referrers", api: GGCR_API, tag: "as it is" };
const GGCR_SOURCE = source("google/go-containerregistry", "v0.22.1", "pkg/v1/remote/referrers.go");

const IMAGE_ONLY = [MEDIA_TYPES.ociManifest, MEDIA_TYPES.dockerManifest];
const COSIGN_TAGS: CosignWay = { by: "cosign tags", suffixes: [".sig", ".att", ".sbom"] };
const SIG: CosignWay = { by: "cosign tags", suffixes: [".sig"] };
/** Fetches every referrer, and passes over what has not one layer of a bundle's type. */
const COSIGN_BUNDLES: ReferrersWay = {
  ...GGCR,
  opens: { media: IMAGE_ONLY, types: [BUNDLE], by: "layer", what: "a sigstore bundle of version 0.3" },
};

const RUNTIMES: ClientRule[] = [
  {
    ...client("containerd", "containerd", "2.x", "ctr image pull"),
    looks: "Pulls the image of its platform, and looks for nothing that is attached.",
    ...PULL,
    sources: [source("containerd/containerd", "320e644", "core/images/image.go")],
  },
  {
    ...client("docker", "docker", "as of 0031b7a", "docker pull"),
    looks: "Pulls by containerd's client: the image of its platform, and nothing that is attached.",
    ...PULL,
    sources: [source("moby/moby", "0031b7a", "daemon/containerd/image_pull.go")],
  },
  {
    ...client("buildx", "docker buildx", "as of 1383aa3", "imagetools inspect"),
    looks: "Reads everything in the index, attestations among it. It asks no registry for referrers.",
    ...{ ...DIRECT, children: "all", ways: [] },
    sources: [source("docker/buildx", "1383aa3", "util/imagetools/loader.go")],
  },
  {
    ...client("skopeo", "skopeo, podman", "as of f0ddf1a", "policy check"),
    looks: "Knows no referrers; reads the .sig tag where use-sigstore-attachments is set.",
    ...PULL,
    ways: [[{ ...SIG, onlyIf: "use-sigstore-attachments is set for the registry" }]],
    sources: [{ text: "containers/container-libs f0ddf1a, read 2026-04; pull request 1111 is open" }],
  },
];

const GGCR_CLIENTS: ClientRule[] = [
  {
    ...client("crane", "crane", "0.22.1", "crane copy"),
    looks: "Takes all that the index contains. It has no command that asks for referrers.",
    ...{ ...DIRECT, children: "all", ways: [] },
    sources: [source("google/go-containerregistry", "v0.22.1", "pkg/crane/copy.go")],
  },
  {
    ...client("ggcr-old", "go-containerregistry", "0.20.0 to 0.20.2", "remote.Referrers"),
    looks: "Asks the API for one digest, and reads the tag on 404 and 400. Of the API it reads one page.",
    ...DIRECT,
    ways: [[{ ...GGCR, api: { ...GGCR_API, fallsBackOn: [400, 404] } }]],
    sources: [source("google/go-containerregistry", "v0.20.2", "pkg/v1/remote/referrers.go")],
  },
  {
    ...client("ggcr", "go-containerregistry", "0.20.3 to 0.22.1", "remote.Referrers"),
    looks:
      "Asks the API for one digest, and reads the tag on 404, 400 and 406. Of the API it reads one page.",
    ...DIRECT,
    ways: [[GGCR]],
    sources: [GGCR_SOURCE, { text: "go-containerregistry#2446, open 2026-09: further pages" }],
  },
];

/** oras-go's notion of a manifest: from another media type `discover` does not go on, and ends. */
const ORAS_MANIFESTS = [...IMAGE_ONLY, MEDIA_TYPES.ociIndex, MEDIA_TYPES.dockerList, MEDIA_TYPES.ociArtifact];
const ORAS_DISCOVER = {
  ...({ ...DIRECT, nested: true, goesOnFrom: ORAS_MANIFESTS } as const),
  ...({ name: "oras", runs: "oras discover", keepsFirstAnswer: true } as const),
};

const LISTERS: ClientRule[] = [
  {
    ...ORAS_DISCOVER,
    ...{ id: "oras-old", versions: "1.3 up to 1.3.4" },
    looks: "Asks the API, on 404 the tag, then the same of each referrer. It trusts whatever the tag names.",
    ways: [[{ by: "referrers", api: ORAS_API, tag: "as it is" }]],
    sources: [
      source("oras-project/oras", "v1.3.4", "cmd/oras/root/discover.go"),
      source("oras-project/oras-go", "v2.6.2", "registry/remote/repository.go"),
    ],
  },
  {
    ...ORAS_DISCOVER,
    ...{ id: "oras", versions: "1.3.5, 1.3.6" },
    looks:
      "Asks the API, on 404 the tag, then the same of each referrer. A tag that names the image is no list.",
    ways: [[{ by: "referrers", api: ORAS_API, tag: "checked" }]],
    sources: [
      source("oras-project/oras", "v1.3.6", "cmd/oras/root/discover.go"),
      source("oras-project/oras-go", "v2.7.0", "registry/remote/repository.go"),
    ],
  },
  ...(["regctl", "regctl-tags"] as const).map((id): ClientRule => {
    const withTags = id === "regctl-tags";
    const listing: ReferrersWay = {
      by: "referrers",
      api: { takes: "index", fallsBackOn: "any", pages: "all" },
      ...{ tag: "as it is", cutsTags: true },
      opens: { what: "a manifest" },
    };
    return {
      ...{ id, name: "regctl", versions: "0.11.7" },
      runs: withTags ? "artifact tree --digest-tags" : "artifact tree",
      looks: `Asks the API about the image, its children and all it finds; on any failure the tag.${withTags ? " Besides it reads all tags that begin with the digest." : ""}`,
      ...{ children: "all", nested: true, fails: "the rest", keepsFirstAnswer: true, read: READ },
      ways: withTags ? [[listing], [{ by: "tag prefix" }]] : [[listing]],
      sources: [
        source("regclient/regclient", "v0.11.7", "scheme/reg/referrer.go"),
        source("regclient/regclient", "v0.11.7", "cmd/regctl/artifact.go"),
      ],
    };
  }),
  {
    ...client("cue", "cue-labs oci", "as of 0dc4c51", "Registry.Referrers"),
    looks: "Asks the API for one digest and reads the tag on 404. It may take a short page for the last.",
    ...DIRECT,
    ways: [
      [
        {
          ...{ by: "referrers", tag: "as it is", cutsTags: true },
          api: { takes: "any 200", fallsBackOn: [404], pages: "unknown" },
        },
      ],
    ],
    sources: [source("cue-labs/oci", "0dc4c51", "ociregistry/ociclient/lister.go")],
  },
];

const COSIGN: ClientRule[] = [
  {
    ...client("cosign-1-tree", "cosign", "1.x", "cosign tree"),
    looks: "Reads the tags .sig, .att and .sbom of the named digest.",
    ...{ ...LENIENT, ways: [[COSIGN_TAGS]] },
    sources: [
      { text: "sigstore/cosign before v2: cmd/cosign/cli/tree.go" },
      source("sigstore/cosign", "main", "specs/SIGNATURE_SPEC.md"),
    ],
  },
  {
    ...client("cosign-2-tree", "cosign", "2.6.5", "cosign tree"),
    looks:
      "Reads the tags .sig, .att and .sbom of the named digest; referrers only with --experimental-oci11.",
    ...{ ...LENIENT, ways: [[COSIGN_TAGS]] },
    sources: [source("sigstore/cosign", "v2.6.5", "cmd/cosign/cli/tree.go")],
  },
  {
    ...client("cosign-3-tree", "cosign", "3.1.3", "cosign tree"),
    looks: "Reads the three tags of the named digest, and lists its referrers: those it can fetch as images.",
    ...DIRECT,
    ways: [[COSIGN_TAGS], [{ ...GGCR, opens: { media: IMAGE_ONLY, what: "an image manifest" } }]],
    sources: [
      source("sigstore/cosign", "v3.1.3", "cmd/cosign/cli/tree.go"),
      source("google/go-containerregistry", "v0.21.7", "pkg/v1/remote/referrers.go"),
    ],
  },
  {
    ...client("cosign-verify", "cosign", "2.6, 3.x", "verify, verify-attestation"),
    looks:
      "Takes the bundles among the referrers of the named digest; where there are none, the tags .sig and .att.",
    ...LENIENT,
    ways: [[COSIGN_BUNDLES, { by: "cosign tags", suffixes: [".sig", ".att"] }]],
    sources: [
      source("sigstore/cosign", "v3.1.3", "pkg/cosign/verify.go"),
      source("sigstore/cosign", "v2.6.5", "cmd/cosign/cli/verify/verify.go"),
    ],
  },
  {
    ...client("sigstore-js", "sigstore-js", "@sigstore/oci", "attachArtifactToImage"),
    looks: "Attaches, and has nothing that lists.",
    ...{ ...LENIENT, ways: [] },
    sources: [source("sigstore/sigstore-js", "7872a59", "packages/oci/src/index.ts")],
  },
  {
    ...client("gh", "gh", "as of 148fd5f", "attestation verify --bundle-from-oci"),
    looks:
      "Takes the sigstore bundles among the referrers of the named digest. Without the flag it asks GitHub.",
    ...DIRECT,
    ways: [[{ ...GGCR, asksFor: { types: [BUNDLE], words: BUNDLES }, opens: { what: "an image manifest" } }]],
    sources: [source("cli/cli", "148fd5f", "pkg/cmd/attestation/artifact/oci/client.go"), GGCR_SOURCE],
  },
];

const NOTATION_WAY = {
  by: "referrers",
  // Whether its oras-go takes a tag that names the image for a list hangs on the version it was built with.
  tag: "unknown",
  asksFor: { types: [NOTATION], words: NOTATION },
  opens: { media: [MEDIA_TYPES.ociManifest, MEDIA_TYPES.ociArtifact], what: "an image or artifact manifest" },
} as const satisfies ReferrersWay;

const NOTARIES: ClientRule[] = [
  {
    ...client("notation-old", "notation", "1.0", "notation ls, verify"),
    looks:
      "Reads the referrers tag of the named digest for notation signatures; the API only with --allow-referrers-api.",
    ...{ ...DIRECT, ways: [[NOTATION_WAY]] },
    sources: [{ text: "zot#1896: the tag schema is forced by default" }],
  },
  {
    ...client("notation", "notation", "later 1.x", "notation ls, verify"),
    looks: "Asks the API for the notation signatures of the named digest, on 404 the tag.",
    ...{ ...DIRECT, ways: [[{ ...NOTATION_WAY, api: ORAS_API }]] },
    sources: [{ text: "notaryproject/notation-go a48f228 (2025-11): registry/repository.go" }],
  },
  {
    ...client("ratify", "Ratify", "1.x", "oras store"),
    looks: "Lists all referrers of the named digest; the .sig tag where cosignEnabled is set.",
    ...{ ...DIRECT, nested: "unknown" },
    ways: [
      [{ by: "referrers", api: ORAS_API, tag: "unknown" }],
      [{ ...SIG, onlyIf: "cosignEnabled is set in the store" }],
    ],
    sources: [source("ratify-project/ratify", "d6cd64c", "pkg/referrerstore/oras/oras.go")],
  },
];

const POLICIES: ClientRule[] = [
  {
    ...client("trivy", "trivy", "as of 0330e3b", "image --sbom-sources oci"),
    looks: "Takes the first SPDX or CycloneDX SBOM among the referrers of the named digest.",
    ...DIRECT,
    ways: [
      [
        {
          ...GGCR,
          asksFor: {
            types: ["application/vnd.cyclonedx+json", "application/spdx+json"],
            words: "application/vnd.cyclonedx+json and application/spdx+json",
          },
          opens: { media: IMAGE_ONLY, what: "an image manifest" },
          onlyFirst: true,
        },
      ],
    ],
    sources: [
      source("aquasecurity/trivy", "0330e3b", "pkg/fanal/artifact/image/remote_sbom.go"),
      GGCR_SOURCE,
    ],
  },
  {
    ...client("kyverno-cosign", "Kyverno", "as of 91e9093", "verifyImages, Cosign"),
    looks: "Reads the tags .sig and .att of the named digest by cosign's library.",
    ...LENIENT,
    ways: [[{ by: "cosign tags", suffixes: [".sig", ".att"] }]],
    sources: [source("kyverno/kyverno", "91e9093", "pkg/cosign/cosign.go")],
  },
  {
    ...client("kyverno-bundle", "Kyverno", "as of ddd32b3", "verifyImages, SigstoreBundle"),
    looks:
      "Takes the sigstore bundles among the referrers of the named digest; fails on more than 50 referrers.",
    ...DIRECT,
    ways: [
      [
        {
          ...{ ...GGCR, most: 50 },
          asksFor: { types: [BUNDLE], words: BUNDLES },
          opens: { media: IMAGE_ONLY, what: "an image manifest" },
        },
      ],
    ],
    sources: [source("kyverno/kyverno", "ddd32b3", "pkg/cosign/sigstore.go"), GGCR_SOURCE],
  },
  {
    ...client("kyverno-notary", "Kyverno", "as of 03cf29d", "verifyImages, Notary"),
    looks:
      "Takes notation signatures of the named digest, and attestations of the types that its policy names.",
    ...DIRECT,
    ways: [
      [
        {
          ...{ ...GGCR, most: 50 },
          asksFor: {
            types: [NOTATION],
            words: NOTATION,
            others: "it asks for other types only where its policy names them",
          },
          opens: { media: NOTATION_WAY.opens.media, what: "an image or artifact manifest" },
        },
      ],
    ],
    sources: [source("kyverno/kyverno", "03cf29d", "pkg/notary/notary.go"), GGCR_SOURCE],
  },
  {
    ...client("flux", "Flux", "as of 0be0d82", "spec.verify, cosign"),
    looks: "Takes the bundles among the referrers of the named digest; where there are none, the .sig tag.",
    ...{ ...LENIENT, ways: [[COSIGN_BUNDLES, SIG]] },
    sources: [source("fluxcd/source-controller", "0be0d82", "internal/oci/cosign/cosign.go")],
  },
  {
    ...client("policy-controller", "policy-controller", "as of 78cb5df", "ClusterImagePolicy"),
    looks:
      "Reads the tags .sig and .att of the named digest; in-toto referrers before the .att tag where enable-oci11 is set.",
    ...LENIENT,
    ways: [
      [SIG],
      [
        {
          ...GGCR,
          asksFor: { types: [/in-toto/], words: "types with in-toto in their name" },
          opens: { media: IMAGE_ONLY, what: "an image manifest" },
          onlyIf: "enable-oci11 is set",
        },
        { by: "cosign tags", suffixes: [".att"] },
      ],
    ],
    sources: [source("sigstore/policy-controller", "78cb5df", "pkg/webhook/validation.go"), GGCR_SOURCE],
  },
];

/** In the order in which they are shown. */
export const CLIENT_RULES: readonly ClientRule[] = [
  ...COSIGN,
  ...LISTERS,
  ...NOTARIES,
  ...POLICIES,
  ...GGCR_CLIENTS,
  ...RUNTIMES,
];
