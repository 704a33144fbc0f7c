// Which place of the one image stands beside which of the other: by digest, else by the platform.
import type { Frame, Place } from "./frame.ts";
import { plainPlatform } from "./same-platform.ts";

/** Two places that are compared, or one that the other side has not. */
export type PlacePair = { name: string; left?: Place; right?: Place };

/**
 * Each place of either side in one pair; what was asked for first. An image beside an index stands beside the platform
 * that it is, where that can be told.
 */
export function pairPlaces(left: Frame, right: Frame): PlacePair[] {
  const pairs: PlacePair[] = [];
  const [ours, theirs] = [[...left.places.values()], [...right.places.values()]];
  const taken = new Set<Place>();
  const pair = (a: Place, b: Place) => {
    taken.add(a).add(b);
    pairs.push({ name: nameOf(a, b), left: a, right: b });
  };
  const free = (places: Place[]) => places.filter((place) => !taken.has(place));
  if (left.root && right.root && left.root.node.kind === right.root.node.kind) pair(left.root, right.root);
  for (const keyOf of [digestOf, platformOf, plainPlatformOf]) {
    const others = Map.groupBy(free(theirs), keyOf);
    for (const a of free(ours)) {
      const key = keyOf(a);
      const b = key === "" ? undefined : others.get(key)?.shift();
      if (b) pair(a, b);
    }
  }
  const [ourImage, theirImage] = [loneImage(ours), loneImage(theirs)];
  const isFree = [ourImage, theirImage].every((image) => image && !taken.has(image));
  if (ourImage && theirImage && isFree && mayBeSame(ourImage, theirImage)) pair(ourImage, theirImage);
  // An image that is none of the index's platforms still stands beside the index, rather than beside nothing.
  const [alone] = free(ours).filter(({ isRoot }) => isRoot);
  const [other] = free(theirs).filter(({ isRoot }) => isRoot);
  if (alone && other) pair(alone, other);
  for (const place of free(ours)) pairs.push({ name: place.name, left: place });
  for (const place of free(theirs)) pairs.push({ name: place.name, right: place });
  return pairs;
}

/** What pairs two places, the surest first; "" pairs none. */
function digestOf({ node }: Place): string {
  return node.digest;
}

function platformOf({ node }: Place): string {
  return node.platform ?? "";
}

/** Builders name "linux/arm64/v8" or "linux/arm64", and Windows' updates change its version. */
function plainPlatformOf({ node }: Place): string {
  return node.platform === undefined ? "" : plainPlatform(node.platform);
}

/** A bare image, of which nobody says the platform, beside an index of one: nothing else can be meant. */
function mayBeSame(a: Place, b: Place): boolean {
  return a.node.platform === undefined || b.node.platform === undefined;
}

function loneImage(places: readonly Place[]): Place | undefined {
  const [image, ...more] = places.filter(({ node }) => node.kind === "image");
  return more.length === 0 ? image : undefined;
}

function nameOf(a: Place, b: Place): string {
  if (a.isRoot && b.isRoot && a.name !== b.name) return `${a.name} and ${b.name}`;
  return a.isRoot && !b.isRoot ? b.name : a.name;
}
