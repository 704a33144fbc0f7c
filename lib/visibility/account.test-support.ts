// Small explored images for the tests: what is attached, by which ways it was found, and what the registry answered.
import type { Exchange, Finding, StrategyId } from "#lib/evidence";
import type { Edge, Graph, Node } from "#lib/graph";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import type { Account } from "./answers.ts";

/** "sha256:" and one character, sixty-four times. */
export const digest = (character: string) => `sha256:${character.repeat(64)}`;
export const IMAGE = digest("1");

export type Attached = Partial<Node> & {
  id: string;
  /** The image when absent. */
  about?: string;
  by: StrategyId[];
};

/** What the API answers. Absent fields: a list, with an index's Content-Type, on one page. */
export type ApiSaid = {
  status?: number;
  contentType?: string;
  errorCode?: string;
  pages?: number;
  isCut?: boolean;
  /** No answer came. */
  isSilent?: boolean;
};

export type Explored = {
  attached: Attached[];
  /** Images that the named index contains. Without any, an image was named. */
  children?: string[];
  api?: ApiSaid;
  /** Strategies that could not be asked. */
  failed?: StrategyId[];
  /** The referrers tag is there and was set aside: its manifest's digest. */
  setAside?: string;
};

export function explored({ attached, children = [], ...said }: Explored): { graph: Graph; account: Account } {
  const edges: Edge[] = [];
  for (const child of children)
    edges.push({ source: IMAGE, target: child, relation: "contains", foundBy: [], proof: "verified" });
  for (const { id, about = IMAGE, by } of attached) edges.push(...edgesOf(id, about, by));
  const frame = [IMAGE, ...children].map((id, at) => nodeOf({ id, kind: "image", depth: at === 0 ? 0 : 1 }));
  const nodes = [...frame, ...attached.map(({ about: _, by: __, ...node }) => nodeOf(node))];
  const { findings, exchanges } = answersTo(nodes, edges, said);
  return { graph: { nodes, edges }, account: { findings, exchanges } };
}

function edgesOf(source: string, target: string, foundBy: StrategyId[]): Edge[] {
  const byTag = foundBy.some((way) => way === "cosign-tag" || way === "tag-listing");
  const relation = foundBy.includes("buildkit") ? "in-index" : byTag ? "tag" : "refers";
  const inside: Edge = {
    source: IMAGE,
    target: source,
    relation: "contains",
    foundBy: [],
    proof: "verified",
  };
  const edge: Edge = { source, target, relation, foundBy, proof: "verified" };
  return relation === "in-index" ? [inside, edge] : [edge];
}

function nodeOf(over: Partial<Node> & { id: string }): Node {
  return {
    digest: over.id.startsWith("tag:") ? "" : over.id,
    repository: "shop/app",
    kind: "other",
    title: over.id,
    mediaType: MEDIA_TYPES.ociManifest,
    annotations: [],
    tags: [],
    foundBy: [],
    state: "present",
    completeness: "complete",
    asked: true,
    depth: 1,
    visibleTo: [],
    warnings: [],
    exchanges: [],
    ...over,
  };
}

function answersTo(nodes: Node[], edges: Edge[], said: Omit<Explored, "attached" | "children">) {
  const findings: Finding[] = [];
  const exchanges: Exchange[] = [];
  const ask = (path: string, over: Partial<Exchange>): string => {
    const id = `x${exchanges.length + 1}`;
    exchanges.push({
      ...{ id, method: "GET", url: `http://registry.test/v2/shop/app/${path}`, purpose: "", at: "" },
      ...{ headers: {}, requestHeaders: {}, durationMs: 1 },
      ...over,
    });
    return id;
  };
  for (const { id: subject, digest: subjectDigest } of nodes) {
    if (!subjectDigest) continue;
    const count = (way: StrategyId) =>
      edges.filter(({ target, foundBy }) => target === subject && foundBy.includes(way)).length;
    findings.push(apiFinding(subject, count("referrers-api"), said, ask));
    findings.push(tagFinding(subject, count("referrers-tag"), said, ask));
    for (const strategy of ["cosign-tag", "tag-listing"] as const)
      findings.push({ strategy, subject, ...heard(strategy, count(strategy), said), exchanges: [] });
  }
  return { findings, exchanges };
}

type Ask = (path: string, over: Partial<Exchange>) => string;

function apiFinding(
  subject: string,
  count: number,
  { api = {}, failed = [] }: Partial<Explored>,
  ask: Ask,
): Finding {
  const { status = 200, contentType = MEDIA_TYPES.ociIndex, errorCode, pages = 1, isCut, isSilent } = api;
  const excerpt = errorCode ? `{"errors":[{"code":"${errorCode}"}]}` : "";
  const over = isSilent
    ? { error: { code: "timeout", message: "no answer" } }
    : { status, contentType, excerpt };
  const exchanges = Array.from({ length: pages }, () => ask(`referrers/${subject}`, over));
  const base = { strategy: "referrers-api" as const, subject, count, exchanges };
  if (failed.includes("referrers-api") || isSilent)
    return { ...base, outcome: "failed", reason: "no answer came" };
  if (status === 200 && !contentType.includes("html"))
    return { ...base, outcome: count > 0 ? "found" : "none", ...(isCut && { truncated: true }) };
  if (status === 401 || status === 403)
    return { ...base, outcome: "denied", reason: `it answered ${status}` };
  if (status === 429) return { ...base, outcome: "rate-limited", reason: "it answered 429" };
  const isOpen = status === 400 || status >= 500;
  return { ...base, outcome: isOpen ? "failed" : "unsupported", reason: `it answered ${status}` };
}

function tagFinding(subject: string, count: number, said: Partial<Explored>, ask: Ask): Finding {
  const base = { strategy: "referrers-tag" as const, subject };
  if (said.setAside !== undefined && subject === IMAGE) {
    const bodySha256 = said.setAside.slice("sha256:".length);
    const id = ask(`manifests/${referrersTag(subject)}`, { status: 200, bodySha256 });
    return { ...base, outcome: "none", count: 0, exchanges: [id], reason: "it is no list of referrers" };
  }
  const id = ask(`manifests/${referrersTag(subject)}`, { status: count > 0 ? 200 : 404 });
  return { ...base, ...heard("referrers-tag", count, said), exchanges: [id] };
}

function heard(strategy: StrategyId, count: number, { failed = [] }: Partial<Explored>) {
  if (failed.includes(strategy)) return { outcome: "failed" as const, count: 0, reason: "no answer came" };
  return { outcome: count > 0 ? ("found" as const) : ("none" as const), count };
}
