// What a tag made from a digest is: people meet them in tag lists and wonder.
import Link from "next/link";
import { parseDigestTag, referencePath } from "#lib/oci";
import { DigestText } from "../ui/digest-text.tsx";
import type { AskedReference } from "./scene.ts";

const COSIGN_WORDS: Record<string, string> = {
  ".sig": "It is the tag under which cosign keeps the signatures of",
  ".att": "It is the tag under which cosign keeps the attestations of",
  ".sbom": "It is the tag under which cosign kept an SBOM of",
};

/** Nothing for an ordinary tag. */
export function DigestTagNote({ reference }: { reference: AskedReference }) {
  const about = reference.digest ? undefined : parseDigestTag(reference.tag ?? "");
  if (!about) return null;
  const { digest, suffix } = about;
  const words =
    suffix === undefined || suffix === ""
      ? "It is the referrers tag, the list that clients keep where a registry has no referrers API, of"
      : (COSIGN_WORDS[suffix] ??
        "Its name begins like a referrers tag, so clients of Proposal E find it when they look for what refers to");
  return (
    <p className="px-gutter pb-2 text-ink-2">
      <b className="font-semibold text-ink">This tag is made from a digest.</b> {words}{" "}
      {digest ? (
        <Link
          href={referencePath({ ...reference, tag: undefined, digest })}
          className="whitespace-nowrap text-accent underline"
          title={`Explore ${digest}`}
        >
          <DigestText digest={digest} />
        </Link>
      ) : (
        "a digest that the tag holds only in part"
      )}
      . It runs as no image of its own.
    </p>
  );
}
