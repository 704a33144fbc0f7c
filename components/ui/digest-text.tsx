// A digest, shortened once in the middle: algorithm in a quieter ink, the whole value in the title.
import { shortenDigest, visibleText } from "./format.ts";

export function DigestText({ digest }: { digest: string }) {
  const { algorithm, rest } = shortenDigest(visibleText(digest));
  return (
    <span className="font-mono text-12 whitespace-nowrap" title={visibleText(digest)}>
      <span className="text-ink-3">{algorithm}</span>
      {rest}
    </span>
  );
}
