// How images, signatures and lists of either are called in a sentence.
import type { Node } from "#lib/graph";
import type { SignedImage } from "./shapes.ts";

/** A list longer than this is counted. */
const NAMED = 3;

/** "the index that the tag 2.4.1 names", "the image". */
export function rootName({ kind }: Node, { tag }: Pick<SignedImage, "tag">): string {
  const what = kind === "index" ? "the index" : kind === "image" ? "the image" : "the artifact";
  return tag ? `${what} that the tag ${plain(tag)} names` : what;
}

/** "linux/amd64 and linux/arm64", "12 platforms". */
export function platformNames(platforms: readonly Node[]): string {
  const names = [...new Set(platforms.map(({ platform, title }) => plain(platform ?? title)))];
  return names.length > NAMED ? `${names.length} platforms` : joined(names);
}

/** "1 signature", "3 signatures". */
export function signatures(count: number): string {
  return count === 1 ? "1 signature" : `${count} signatures`;
}

/** "is" or "are". */
export function be(count: number): string {
  return count === 1 ? "is" : "are";
}

export function joined(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Registry text in a sentence: one line, bounded, of characters that can be seen. */
export function plain(text: string): string {
  return text.slice(0, 160).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\ufffd");
}

/** "sha256:9f2c41…d3b71e" */
export function short(digest: string): string {
  const colon = digest.indexOf(":") + 1;
  const rest = digest.slice(colon);
  return plain(rest.length <= 14 ? digest : `${digest.slice(0, colon)}${rest.slice(0, 6)}…${rest.slice(-6)}`);
}
