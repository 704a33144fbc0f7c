// Which of two versions is the newer, for the types of package whose order is known. For all others nobody says.

type Order = (a: string, b: string) => number | undefined;

/** https://semver.org/#spec-item-11; a leading "v" is Go's. Build metadata counts for nothing. */
const SEMVER =
  /^v?(\d{1,15})\.(\d{1,15})\.(\d{1,15})(?:-([0-9A-Za-z.-]{1,128}))?(?:\+[0-9A-Za-z.-]{1,128})?$/;
/** Numbers alone are in the same order in every scheme. */
const NUMBERS = /^v?\d{1,15}(\.\d{1,15}){0,7}$/;
/** Alpine's build of a version: "1.2.3-r4". */
const ALPINE = /^(\d{1,15}(?:\.\d{1,15}){0,7})(?:-r(\d{1,15}))?$/;
const MAX_VERSION = 128;

const ORDERS = new Map<string, Order>([
  ["npm", bySemver],
  ["cargo", bySemver],
  ["golang", bySemver],
  ["hex", bySemver],
  ["pub", bySemver],
  ["deb", byDebian],
  ["rpm", byRpm],
  ["apk", byAlpine],
]);

/** Negative where `a` is the older one, 0 where they are as new as each other; undefined where the order is not known. */
export function versionOrder(type: string | undefined, a: string, b: string): number | undefined {
  if (a.length > MAX_VERSION || b.length > MAX_VERSION) return undefined;
  if (NUMBERS.test(a) && NUMBERS.test(b)) return byNumbers(a, b);
  return type === undefined ? undefined : ORDERS.get(type)?.(a, b);
}

function byNumbers(a: string, b: string): number {
  return byParts(numbersOf(a), numbersOf(b), (x, y) => x - y);
}

function numbersOf(text: string): number[] {
  return text.replace(/^v/, "").split(".").map(Number);
}

/** The first part that differs decides; where one ends first, the longer one is the newer unless its rest is zeros. */
function byParts(a: readonly number[], b: readonly number[], gap: (x: number, y: number) => number): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = gap(a[at] ?? 0, b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function bySemver(a: string, b: string): number | undefined {
  const [left, right] = [SEMVER.exec(a), SEMVER.exec(b)];
  if (!left || !right) return undefined;
  const core = byParts(left.slice(1, 4).map(Number), right.slice(1, 4).map(Number), (x, y) => x - y);
  return core === 0 ? byPrerelease(left[4], right[4]) : core;
}

/** A release is newer than what came before it; numbers count as numbers, and are older than words. */
function byPrerelease(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0);
  const [left, right] = [a.split("."), b.split(".")];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [x, y] = [left[at], right[at]];
    if (x === undefined || y === undefined) return (x === undefined ? 0 : 1) - (y === undefined ? 0 : 1);
    const gap = byIdentifier(x, y);
    if (gap !== 0) return gap;
  }
  return 0;
}

function byIdentifier(x: string, y: string): number {
  const [isX, isY] = [/^\d+$/.test(x), /^\d+$/.test(y)];
  if (isX && isY) return Number(x) - Number(y);
  return isX === isY ? byText(x, y) : isX ? -1 : 1;
}

function byText(x: string, y: string): number {
  return x < y ? -1 : x > y ? 1 : 0;
}

function byAlpine(a: string, b: string): number | undefined {
  const [left, right] = [ALPINE.exec(a), ALPINE.exec(b)];
  if (!left || !right) return undefined;
  return byNumbers(left[1] ?? "", right[1] ?? "") || Number(left[2] ?? 0) - Number(right[2] ?? 0);
}

/** https://www.debian.org/doc/debian-policy/ch-controlfields.html#version: epoch, upstream version, revision. */
function byDebian(a: string, b: string): number | undefined {
  const [left, right] = [debianParts(a), debianParts(b)];
  return (
    left.epoch - right.epoch ||
    byRuns(left.upstream, right.upstream, debianWeight) ||
    byRuns(left.revision, right.revision, debianWeight)
  );
}

function debianParts(text: string): { epoch: number; upstream: string; revision: string } {
  const [, epoch = "0", rest = text] = /^(\d{1,9}):(.*)$/.exec(text) ?? [];
  const dash = rest.lastIndexOf("-");
  const [upstream, revision] = dash < 0 ? [rest, "0"] : [rest.slice(0, dash), rest.slice(dash + 1)];
  return { epoch: Number(epoch), upstream, revision };
}

/** "~" before the end, the end before letters, letters before all other signs. */
function debianWeight(sign: string | undefined): number {
  if (sign === undefined) return 0;
  if (sign === "~") return -1;
  return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256;
}

/** Runs of other signs and runs of digits in turn: signs by their weight, digits as numbers. */
function byRuns(a: string, b: string, weight: (sign: string | undefined) => number): number {
  const [left, right] = [runsOf(a), runsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [x, y] = [left[at] ?? "", right[at] ?? ""];
    const gap = at % 2 === 0 ? bySigns(x, y, weight) : Number(x) - Number(y);
    if (gap !== 0) return gap;
  }
  return 0;
}

/** Signs at even places, digits at odd ones. */
function runsOf(text: string): string[] {
  const runs = text.match(/\D+|\d+/g) ?? [];
  return /^\d/.test(text) ? ["", ...runs] : runs;
}

function bySigns(x: string, y: string, weight: (sign: string | undefined) => number): number {
  for (let at = 0; at < Math.max(x.length, y.length); at++) {
    const gap = weight(x[at]) - weight(y[at]);
    if (gap !== 0) return gap;
  }
  return 0;
}

/** https://rpm-software-management.github.io/rpm/man/rpm-version.7: epoch, version, release. */
function byRpm(a: string, b: string): number | undefined {
  const [left, right] = [debianParts(a), debianParts(b)];
  return (
    left.epoch - right.epoch ||
    bySegments(left.upstream, right.upstream) ||
    bySegments(left.revision, right.revision)
  );
}

/** Segments of letters, digits, "~" and "^"; what lies between counts for nothing. */
function bySegments(a: string, b: string): number {
  const [left, right] = [segmentsOf(a), segmentsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const gap = bySegment(left[at], right[at]);
    if (gap !== 0) return gap;
  }
  return 0;
}

function segmentsOf(text: string): string[] {
  return text.match(/\d+|[A-Za-z]+|~|\^/g) ?? [];
}

/** "~" is older than the end, "^" newer; digits are newer than letters. */
function bySegment(x: string | undefined, y: string | undefined): number {
  if (x === y) return 0;
  for (const [sign, answer] of [
    ["~", -1],
    ["^", 1],
  ] as const) {
    // "^" is newer than the end, and older than anything else that follows.
    if (x === sign) return sign === "^" && y !== undefined ? -1 : answer;
    if (y === sign) return sign === "^" && x !== undefined ? 1 : -answer;
  }
  if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
  const [isX, isY] = [/^\d/.test(x), /^\d/.test(y)];
  if (isX && isY) return Number(x) - Number(y);
  return isX === isY ? byText(x, y) : isX ? 1 : -1;
}
