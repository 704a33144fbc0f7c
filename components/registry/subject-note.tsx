// Which image the referrers questions were about.
import Link from "next/link";
import type { Probe } from "#lib/api";
import { isDigest, referencePath } from "#lib/oci";
import { DigestText } from "../ui/digest-text.tsx";
import { visibleText } from "../ui/format.ts";
import { Panel } from "../ui/panel.tsx";

export function SubjectNote({ probe: { registry, repository, subject, hasPushed } }: { probe: Probe }) {
  if (repository === undefined) return null;
  return (
    <Panel title="Asked about">
      <p className="px-3 py-2 text-12 leading-[18px] text-ink-2">
        <code className="break-all">{visibleText(repository)}</code>
        <br />
        {subject && isDigest(subject) ? (
          <Link
            href={referencePath({ registry, repository, digest: subject })}
            prefetch={false}
            className="text-accent hover:underline"
          >
            <DigestText digest={subject} />
          </Link>
        ) : hasPushed ? (
          "a digest of zeros while it was empty, then an image that was pushed for it"
        ) : (
          "a digest of zeros, since no image was read"
        )}
      </p>
    </Panel>
  );
}
