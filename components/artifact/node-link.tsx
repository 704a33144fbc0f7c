// A digest as a link: to the node where it is one here, else to its own explorer.
import Link from "next/link";
import { isDigest, referencePath } from "#lib/oci";
import { CopyButton } from "../ui/copy-button.tsx";
import { DigestText } from "../ui/digest-text.tsx";

export type DigestTarget = {
  registry: string;
  repository: string;
  /** Whether a digest is a node of this graph, and what selects it. */
  isNode: (digest: string) => boolean;
  select: (digest: string) => void;
};

/** What is not a digest stays plain text. */
export function DigestLink({
  digest,
  target,
  copies = true,
}: {
  digest: string;
  target: DigestTarget;
  copies?: boolean;
}) {
  const look = "inline-flex min-h-[18px] items-center text-accent hover:underline";
  const text = <DigestText digest={digest} />;
  return (
    <span className="inline-flex items-center gap-1">
      {target.isNode(digest) ? (
        <button type="button" className={look} onClick={() => target.select(digest)}>
          {text}
        </button>
      ) : isDigest(digest) ? (
        <Link
          href={referencePath({ registry: target.registry, repository: target.repository, digest })}
          className={look}
          prefetch={false}
        >
          {text}
        </Link>
      ) : (
        text
      )}
      {copies && <CopyButton text={digest} what="digest" />}
    </span>
  );
}
