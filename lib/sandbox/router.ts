// From a path to a route. Names may hold any number of segments, so paths are read from their end.
import { isRepositoryName, isTag } from "./digest.ts";

export type RouteName =
  | "ping"
  | "token"
  | "catalog"
  | "ext-discover"
  | "tags"
  | "manifest"
  | "blob"
  | "uploads"
  | "upload"
  | "referrers"
  | "oras-ext"
  | "oras-v1"
  | "wg";

export type Match = { name: RouteName; repository: string; reference: string };

/** Endings of repository routes, longest first. `*` is the reference. */
const ENDINGS: readonly { name: RouteName; ending: readonly string[] }[] = [
  { name: "ext-discover", ending: ["_oci", "ext", "discover"] },
  { name: "oras-ext", ending: ["_oras", "artifacts", "referrers"] },
  { name: "wg", ending: ["_oci", "artifacts", "referrers"] },
  { name: "uploads", ending: ["blobs", "uploads", ""] },
  { name: "upload", ending: ["blobs", "uploads", "*"] },
  { name: "tags", ending: ["tags", "list"] },
  { name: "uploads", ending: ["blobs", "uploads"] },
  { name: "blob", ending: ["blobs", "*"] },
  { name: "manifest", ending: ["manifests", "*"] },
  { name: "referrers", ending: ["referrers", "*"] },
];

/** The route of a path; undefined where the registry has none. */
export function matchRoute(pathname: string): Match | undefined {
  const segments = decodedSegments(pathname);
  if (!segments) return undefined;
  if (segments[0] === "token" && segments.length === 1)
    return { name: "token", repository: "", reference: "" };
  if (segments[0] === "oras") return matchOrasV1(segments);
  if (segments[0] !== "v2") return undefined;
  const rest = segments.slice(1);
  const path = rest.join("/");
  if (path === "") return { name: "ping", repository: "", reference: "" };
  if (path === "_catalog") return { name: "catalog", repository: "", reference: "" };
  if (path === "_oci/ext/discover") return { name: "ext-discover", repository: "", reference: "" };
  for (const { name, ending } of ENDINGS) {
    const found = matchEnding(rest, ending);
    if (found) return acceptable(name, found.repository, found.reference);
  }
  return undefined;
}

function decodedSegments(pathname: string): string[] | undefined {
  try {
    return pathname.split("/").slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** `/oras/artifacts/v1/<name>/manifests/<digest>/referrers` (oras-project/artifacts-spec). */
function matchOrasV1(segments: readonly string[]): Match | undefined {
  if (segments[1] !== "artifacts" || segments[2] !== "v1" || segments.at(-1) !== "referrers")
    return undefined;
  const found = matchEnding(segments.slice(3, -1), ["manifests", "*"]);
  return found && acceptable("oras-v1", found.repository, found.reference);
}

function matchEnding(segments: readonly string[], ending: readonly string[]) {
  const start = segments.length - ending.length;
  if (start < 1) return undefined;
  let reference = "";
  for (const [index, expected] of ending.entries()) {
    const actual = segments[start + index] ?? "";
    if (expected === "*" && actual !== "") reference = actual;
    else if (actual !== expected) return undefined;
  }
  return { repository: segments.slice(0, start), reference };
}

function acceptable(name: RouteName, repository: readonly string[], reference: string): Match | undefined {
  if (!isRepositoryName(repository)) return undefined;
  // A tag of more than 128 characters is no route at all in distribution (2.8.2: 404 in plain text).
  if (name === "manifest" && !reference.includes(":") && !isTag(reference)) return undefined;
  return { name, repository: repository.join("/"), reference };
}
