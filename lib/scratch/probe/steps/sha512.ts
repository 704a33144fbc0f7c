// A10: a digest of another algorithm.
import type { Support } from "#lib/evidence";
import { digestBytes, type WritableRepository } from "#lib/registry";
import { supported, unknownBecause, unsupported } from "#lib/upgrade";
import { judgedBy, pushVerdict } from "../push-verdict.ts";
import { idsOf, type Judged, type Step } from "../step.ts";

export const pushSha512: Step = {
  id: "A10",
  title: "A manifest under sha512",
  asks: "Does it keep a manifest under its sha512?",
  decides: ["sha512"],
  async begin({ repository, content, image }) {
    const { sha512: item } = content;
    const digest = digestBytes(item.bytes, "sha512");
    const answer = await repository.pushManifest(digest, item, { purpose: item.name });
    const pushed = pushVerdict(answer, "a manifest under its sha512", image);
    if (!answer.found) return { known: { ...judgedBy(pushed), capabilities: { sha512: pushed } } };
    return {
      known: { ...judgedBy(pushed), outcome: "unknown" },
      look: () => readBack(repository, { digest, sha256: item.digest }, pushed),
    };
  },
};

async function readBack(
  { reading, repository }: WritableRepository,
  { digest, sha256 }: { digest: string; sha256: string },
  pushed: Support,
): Promise<Judged> {
  const answer = await reading.manifestBytes(repository, digest, { purpose: "the manifest by its sha512" });
  const evidence = [...pushed.evidence, ...idsOf(answer)];
  const judged = (sha512: Support): Judged => ({ ...judgedBy(sha512), capabilities: { sha512 } });
  if (answer.found) return judged(supported("it took it, and gives it by its sha512", evidence));
  const said = `it took it, and answers ${answer.status} to who asks for it by its sha512`;
  if (answer.status !== 404 && answer.status !== 400) return judged(unknownBecause("failed", said, evidence));
  // Under another name, or forgotten: only the first is about sha512.
  const other = await reading.manifestBytes(repository, sha256, { purpose: "the same by its sha256" });
  const both = [...evidence, ...idsOf(other)];
  return judged(
    other.found
      ? unsupported("it took it, and keeps it under its sha256 alone", both)
      : unknownBecause("answered", `${said}, and to its sha256 ${other.status}`, both),
  );
}
