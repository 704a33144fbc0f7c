// Where the source came from, as builders write it: a place, a revision and a way to it.

/** `uri` as it is written. */
export type Source = { uri?: string | undefined; commit?: string | undefined; ref?: string | undefined };

/** A git object's name, as git writes it with SHA-1 or SHA-256. */
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const GIT_ALGORITHMS = ["gitCommit", "sha1", "gitTag"];

/** "gitCommit" of v1, "sha1" before. */
export function commitOf(digests: readonly [string, string][]): string | undefined {
  for (const algorithm of GIT_ALGORITHMS) {
    const found = digests.find(([name, value]) => name === algorithm && COMMIT.test(value));
    if (found) return found[1];
  }
  return undefined;
}

/** Fills in what the place itself says: "…@refs/heads/main" (pip and SLSA), "….git#commit" (BuildKit). */
export function sourceOf({ uri, commit, ref }: Source): Source {
  const after = /[@#]([^@#/][^@#]*)$/.exec(uri ?? "")?.[1];
  const isCommit = after !== undefined && COMMIT.test(after);
  return {
    uri,
    commit: commit ?? (isCommit ? after : undefined),
    ref: ref ?? (after?.startsWith("refs/") ? after : undefined),
  };
}

/** "org/repo@abc1234" for a headline: without scheme, host's usual prefix and suffixes. */
export function shortSource({ uri, commit }: Source): string | undefined {
  if (uri === undefined) return undefined;
  const bare = uri
    .replace(/^(git\+)?(https?|ssh|git):\/\//, "")
    .replace(/[@#][^@#]*$/, "")
    .replace(/\.git$/, "");
  const name = bare.replace(/^github\.com\//, "");
  return commit === undefined ? name : `${name}@${commit.slice(0, 7)}`;
}

const BUILDERS: readonly (readonly [RegExp, string])[] = [
  [
    /^https:\/\/github\.com\/slsa-framework\/slsa-github-generator\//,
    "slsa-github-generator on GitHub Actions",
  ],
  [
    /^https:\/\/github\.com\/(actions\/runner|[^/]+\/[^/]+\/(\.github\/workflows|actions\/runs))/,
    "GitHub Actions",
  ],
  [/^https:\/\/github\.com\/Attestations\/GitHub/, "GitHub Actions"],
  [/^https:\/\/cloudbuild\.googleapis\.com\//, "Google Cloud Build"],
  [/^https:\/\/gitlab\.com\//, "GitLab CI"],
  [/^https:\/\/tekton\.dev\/chains/, "Tekton Chains"],
];

/** The builder's name where its id or the build type tells it, else the id without its scheme. */
export function builderName(id: string | undefined, buildType: string | undefined): string {
  const known = BUILDERS.find(([pattern]) => pattern.test(id ?? ""));
  if (known) return known[1];
  if (/mobyproject\.org\/buildkit|buildkit/i.test(buildType ?? "") && !id) return "BuildKit";
  return id ? id.replace(/^https?:\/\//, "") : "a builder without a name";
}
