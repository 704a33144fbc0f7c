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
  for (const isSame of [hasSameDigest, hasSameName, hasSamePlatform, isLonePlatformOf(ours, theirs)])
    for (const a of free(ours)) {
      const b = free(theirs).find((each) => isSame(a, each));
      if (b) pair(a, b);
    }
  // An image that is none of the index's platforms still stands beside the index, rather than beside nothing.
  const [alone] = free(ours).filter(({ isRoot }) => isRoot);
  const [other] = free(theirs).filter(({ isRoot }) => isRoot);
  if (alone && other) pair(alone, other);
  for (const place of free(ours)) pairs.push({ name: place.name, left: place });
  for (const place of free(theirs)) pairs.push({ name: place.name, right: place });
  return pairs;
}

function hasSameDigest(a: Place, b: Place): boolean {
  return a.node.digest !== "" && a.node.digest === b.node.digest;
}

function hasSameName(a: Place, b: Place): boolean {
  return a.node.platform !== undefined && a.node.platform === b.node.platform;
}

/** Builders name "linux/arm64/v8" or "linux/arm64", and Windows' updates change its version. */
function hasSamePlatform(a: Place, b: Place): boolean {
  const [ours, theirs] = [a.node.platform, b.node.platform];
  return ours !== undefined && theirs !== undefined && plainPlatform(ours) === plainPlatform(theirs);
}

/** A bare image beside an index of one platform: nothing else can be meant. */
function isLonePlatformOf(left: Place[], right: Place[]): (a: Place, b: Place) => boolean {
  const images = (places: Place[]) => places.filter(({ node }) => node.kind === "image");
  const isOne = images(left).length === 1 && images(right).length === 1;
  return (a, b) => isOne && a.node.kind === "image" && b.node.kind === "image";
}

function nameOf(a: Place, b: Place): string {
  if (a.isRoot && b.isRoot && a.name !== b.name) return `${a.name} and ${b.name}`;
  return a.isRoot && !b.isRoot ? b.name : a.name;
}
