// All that the reasons are told from: the signatures, where the lists are open, and what cosign's rule comes to.
import { evidenceMatrix, type Gap, type Graph } from "#lib/graph";
import type { Account } from "../answers.ts";
import { CLIENT_RULES } from "../client-rules.ts";
import { lookAs } from "../look-as.ts";
import type { Verdict } from "../shapes.ts";
import { terrainOf } from "../terrain.ts";
import type { Place } from "./commands.ts";
import { type Held, type HeldSignatures, heldSignatures } from "./held.ts";
import type { OpenedSignature, SignedImage } from "./shapes.ts";
import { rootName } from "./words.ts";

/** The rule of `cosign verify`, as it was read in its source. */
const VERIFY = "cosign-verify";

export type SignatureCase = {
  held: HeldSignatures;
  image: SignedImage;
  place: Place;
  /** "the index that the tag 2.4.1 names" */
  subject: string;
  /** By node id: what was opened. */
  opened: ReadonlyMap<string, OpenedSignature>;
  /** By node id: what cosign comes upon when it is asked about what was named. */
  cosign: ReadonlyMap<string, Verdict>;
  /** By node id: whether the registry answered the referrers API with a list about it, and it was read to its end. */
  hasWholeList: (id: string) => boolean;
  /** What leaves open whether there are more signatures, of what was named and of its platforms. */
  gaps: Gap[];
  /** Of each platform, whether it has no signature of its own, for sure. */
  isBare: (id: string) => boolean;
  /** How many ways were asked, over how many images, and the requests behind that. */
  asked: { ways: number; images: number; exchanges: string[] };
};

export function signatureCase(
  graph: Graph,
  account: Account,
  image: SignedImage,
  opened: SignatureCase["opened"],
): SignatureCase | undefined {
  const held = heldSignatures(graph);
  const terrain = terrainOf(graph, account);
  const rule = CLIENT_RULES.find(({ id }) => id === VERIFY);
  if (!held || !terrain || !rule) return undefined;
  const cells = evidenceMatrix(graph, account.findings).flatMap((row) =>
    row.cells.filter(({ kind }) => kind === "signature").map(({ cell }) => ({ id: row.id, cell })),
  );
  const gaps = new Map(
    cells.flatMap(({ cell }) => cell.gaps).map((gap) => [`${gap.at} ${gap.reason}`, gap] as const),
  );
  const about = account.findings.filter(
    ({ subject, outcome }) => outcome !== "not-asked" && cells.some(({ id }) => id === subject),
  );
  const isOpen = (id: string) => [...gaps.values()].some(({ at }) => at === id);
  const signed = new Set(held.onPlatforms.map(({ edge }) => edge.target));
  return {
    held,
    image,
    opened,
    place: { ...image, isPlain: account.exchanges.some(({ url }) => url.startsWith("http://")) },
    subject: rootName(held.root, image),
    cosign: lookAs(rule, terrain),
    hasWholeList: (id) => {
      const answer = terrain.answers.api(id);
      return answer.said === "list" && !answer.isCut;
    },
    gaps: [...gaps.values()],
    isBare: (id) => !signed.has(id) && !isOpen(id),
    asked: {
      ways: new Set(about.map(({ strategy }) => strategy)).size,
      images: cells.length,
      exchanges: [...new Set(about.flatMap(({ exchanges }) => exchanges))],
    },
  };
}

/** What is signed names another digest than the one that it is attached to: cosign compares them. */
export function isRejected({ opened }: SignatureCase, { node }: Held): boolean {
  return opened.get(node.id)?.isNamed === false;
}

/** Each node once. */
export function idsOf(held: readonly Held[]): string[] {
  return [...new Set(held.map(({ node }) => node.id))];
}

export function requestsOf(held: readonly Held[]): string[] {
  return [...new Set(held.flatMap(({ node }) => node.exchanges))];
}
