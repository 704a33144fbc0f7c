// The demo registries as data: one for each state on the upgrade path, and one for each way of answering oddly.
import type { StageId } from "./content-catalog.ts";
import { DEFAULT_SWITCHES, type ExtensionEntry, type Switches } from "./switches.ts";

/**
 * The verdict on a registry: Proposal E's state and step, and the same facts read with OCI 1.1. `referrersApi` is
 * what an observer may say of the API; "unknown" wherever nothing was proven.
 */
type StageVerdict = {
  referrersApi: "supported" | "unsupported" | "unknown";
  proposalE: "bicycle" | "motorcycle" | "not-representable" | "unknown";
  step: 1 | 2 | 3 | null;
  oci11: "tag-schema" | "complete" | "complete-passive" | "rc-era" | "anomaly" | "unknown";
};

export type Stage = {
  id: StageId;
  /** As people write it, without the port: "bicycle.localhost". */
  hostname: string;
  title: string;
  /** One sentence for the front page. */
  about: string;
  switches: Switches;
  /** What is true of it, as a person would learn who may push. */
  truth: StageVerdict;
  /** What reading its demo content can show, as a user who may. */
  passive: StageVerdict;
  /** Whether it offers all of OCI 1.1, so that the conformance suite must pass with nothing switched off. */
  isConformant: boolean;
};

/** https://github.com/opencontainers/distribution-spec/blob/main/extensions/_oci.md */
function extensionOci(...endpoints: string[]): ExtensionEntry {
  const url = "https://github.com/opencontainers/distribution-spec/blob/main/extensions/_oci.md";
  return { name: "_oci", url, description: "OCI extension endpoints", endpoints };
}

const EXTENSION_ORAS: ExtensionEntry = {
  name: "_oras",
  url: "https://github.com/oras-project/artifacts-spec/blob/main/manifest-referrers-api.md",
  description: "Referrers of ORAS artifact manifests",
  endpoints: ["_oras/artifacts/referrers"],
};

const TAGS_ONLY: Partial<Switches> = { referrersApi: "off", ociSubjectHeader: false };

const BICYCLE: StageVerdict = {
  referrersApi: "unsupported",
  proposalE: "bicycle",
  step: 1,
  oci11: "tag-schema",
};
const COMPLETE: StageVerdict = {
  referrersApi: "supported",
  proposalE: "not-representable",
  step: 3,
  oci11: "complete",
};
/** The API alone: whether the artifact manifest is taken only a push shows. */
const COMPLETE_SEEN: StageVerdict = {
  referrersApi: "supported",
  proposalE: "motorcycle",
  step: 3,
  oci11: "complete-passive",
};

const TO_THE_LETTER: StageVerdict = {
  referrersApi: "supported",
  proposalE: "motorcycle",
  step: 3,
  oci11: "rc-era",
};

type Row = Omit<Stage, "hostname" | "switches" | "isConformant"> & {
  switches: Partial<Switches>;
  isConformant?: true;
};

const ROWS: readonly Row[] = [
  {
    id: "bicycle",
    title: "🚲 bicycle: tags only",
    about: "A registry of before the referrers API: what is attached is found by tags alone.",
    // distribution 2.8.2, as measured.
    switches: {
      ...TAGS_ONLY,
      strictContents: true,
      tagsIgnoreN: true,
      tagsUnsorted: true,
      sha512: false,
      conditionalWrites: false,
      acceptStrict: true,
      monolithicPost: false,
      anonymousMount: false,
      tagDeletes: false,
      namesUnknown: false,
    },
    truth: BICYCLE,
    passive: BICYCLE,
  },
  {
    id: "motorcycle",
    title: "🏍 motorcycle: OCI 1.1",
    about: "A registry with the referrers API as the final specification has it.",
    switches: {},
    truth: COMPLETE,
    passive: COMPLETE_SEEN,
    isConformant: true,
  },
  {
    id: "rc-motorcycle",
    title: "🏍 motorcycle, to the letter",
    about:
      "The release candidates of 2022: the referrers API and the artifact manifest that was later withdrawn.",
    switches: {
      artifactManifest: "accepted",
      artifactTypeFilter: "annotation",
      ociSubjectHeader: false,
      refersField: true,
      acceptStrict: true,
      conditionalWrites: false,
    },
    truth: TO_THE_LETTER,
    // Its lists name artifact manifests.
    passive: TO_THE_LETTER,
  },
  {
    id: "midway",
    title: "🏍 midway: upgraded, not re-indexed",
    about: "The referrers API was switched on, but what was attached by tags before is not in its lists.",
    switches: { reindexOnEnable: false },
    truth: COMPLETE,
    passive: COMPLETE_SEEN,
    isConformant: true,
  },
  {
    id: "extended",
    title: "🏍 extended: extensions advertised",
    about:
      "Besides OCI's own API it advertises those of ORAS and of the working group, each with artifacts of its own.",
    switches: {
      orasApi: ["ext", "v1"],
      orasManifest: "accepted",
      wgApi: true,
      extDiscover: {
        registry: [extensionOci("_oci/ext/discover"), EXTENSION_ORAS],
        repository: [extensionOci("_oci/ext/discover", "_oci/artifacts/referrers"), EXTENSION_ORAS],
      },
    },
    truth: COMPLETE,
    passive: COMPLETE_SEEN,
    isConformant: true,
  },
  {
    id: "quay-like",
    title: "Odd: 400 for unknown digests",
    about:
      "It has the referrers API, but calls unknown digests invalid and mixes entries of the referrers tag in, as Quay does.",
    switches: { referrersApi: "400-unknown", ociSubjectHeader: false, conditionalWrites: false },
    truth: COMPLETE,
    passive: COMPLETE_SEEN,
  },
  {
    id: "ghcr-like",
    title: "Odd: referrers are redirected away",
    about: "It sends the question for referrers to another host, as GHCR does; the tags have the answer.",
    switches: {
      ...TAGS_ONLY,
      referrersApi: "redirect",
      catalog: false,
      conditionalWrites: false,
      auth: {
        kind: "bearer",
        user: "demo",
        password: "demo",
        service: "ghcr-like.localhost",
        anonymousRepositories: [""],
      },
    },
    truth: BICYCLE,
    passive: BICYCLE,
  },
  {
    id: "gitlab-like",
    title: "Odd: a digest tag is the image itself",
    about:
      "It reads the referrers tag as the digest it spells, as GitLab does, so an image seems to refer to itself.",
    switches: { ...TAGS_ONLY, tagIsDigest: true, catalog: false, conditionalWrites: false },
    truth: BICYCLE,
    passive: BICYCLE,
  },
  {
    id: "html-like",
    title: "Odd: a login page, with status 200",
    about: "It answers the question for referrers with a web page that says 200 OK.",
    switches: { ...TAGS_ONLY, referrersApi: "html", conditionalWrites: false },
    truth: BICYCLE,
    passive: BICYCLE,
  },
  {
    id: "header-only",
    title: "Odd: promises an index that it does not have",
    about:
      "It confirms each push with OCI-Subject but has no referrers API, so tools that trust the header lose what they attach.",
    switches: { ...TAGS_ONLY, ociSubjectHeader: true, conditionalWrites: false },
    truth: { ...BICYCLE, step: 2 },
    passive: BICYCLE,
  },
  {
    id: "empty-proxy",
    title: 'Odd: a cache that answers "none"',
    about:
      "A pull-through cache that answers for referrers from its own empty list, whatever its upstream holds.",
    switches: { referrersApi: "empty", ociSubjectHeader: false, readOnly: true, deletes: false },
    // Nothing can be pushed to it, so nobody learns more than reading shows.
    truth: COMPLETE_SEEN,
    passive: COMPLETE_SEEN,
  },
  {
    id: "guarded",
    title: "🏍 guarded: tokens needed",
    about:
      "OCI 1.1 behind a token service: everyone may read public/, and only the user demo (password demo) the rest.",
    switches: {
      auth: {
        kind: "bearer",
        user: "demo",
        password: "demo",
        service: "guarded.localhost",
        anonymousRepositories: ["public/"],
      },
    },
    truth: COMPLETE,
    passive: COMPLETE_SEEN,
    isConformant: true,
  },
];

/** In the order in which they are shown, and take their ports. */
export const STAGES: readonly Stage[] = ROWS.map((row) => ({
  ...row,
  hostname: `${row.id}.localhost`,
  switches: { ...DEFAULT_SWITCHES, ...row.switches },
  isConformant: row.isConformant ?? false,
}));
