// A2: the same image again, but for a subject. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests-with-subject
import type { Support } from "#lib/evidence";
import type { Answer, PushedManifest } from "#lib/registry";
import { supported, unknownBecause, unsupported } from "#lib/upgrade";
import { judgedBy, pushVerdict } from "../push-verdict.ts";
import { idsOf, type Step } from "../step.ts";

export const pushSubject: Step = {
  id: "A2",
  title: "A manifest with a subject",
  asks: "Does it take a manifest that names a subject?",
  decides: ["subjectAccepted", "ociSubjectHeader"],
  async begin(trial) {
    const { repository, content, image } = trial;
    const { typed } = content;
    const answer = await repository.pushManifest(typed.digest, typed, { purpose: typed.name });
    const subjectAccepted = pushVerdict(answer, "a manifest with a subject", image);
    if (subjectAccepted.support === "supported") trial.subject = "taken";
    if (subjectAccepted.support === "unsupported") trial.subject = "refused";
    const ociSubjectHeader = headerVerdict(answer, content.image.digest, subjectAccepted);
    const facts: [string, string][] = [["OCI-Subject", headerFact(answer, content.image.digest)]];
    const kept = answer.found ? keptFact(answer.value) : undefined;
    if (kept !== undefined) facts.push(["Docker-Content-Digest", kept]);
    return {
      known: {
        ...judgedBy(subjectAccepted),
        facts: answer.found ? facts : [],
        capabilities: { subjectAccepted, ociSubjectHeader },
      },
    };
  },
};

/** "the registry MUST include a header OCI-Subject" with the subject's digest, when it has the referrers API. */
function headerVerdict(answer: Answer<PushedManifest>, digest: string, accepted: Support): Support {
  const evidence = idsOf(answer);
  if (!answer.found) {
    const because = accepted.because === "not-asked" ? "answered" : accepted.because;
    return unknownBecause(because, "no manifest with a subject was taken", evidence);
  }
  const { ociSubject } = answer.value;
  if (ociSubject === digest) return supported("it answered with the subject in OCI-Subject", evidence);
  if (ociSubject === undefined) return unsupported("it took it and sent no OCI-Subject", evidence);
  return unsupported("its OCI-Subject names another digest", evidence, "medium");
}

/** Nothing where it is the digest that was sent. */
function keptFact({ registryDigest, oddDigest }: PushedManifest): string | undefined {
  if (oddDigest !== undefined) return `no digest: ${oddDigest.slice(0, 128)}`;
  return registryDigest && `another one than the bytes have: ${registryDigest.slice(0, 160)}`;
}

function headerFact(answer: Answer<PushedManifest>, digest: string): string {
  const said = answer.found ? answer.value.ociSubject : undefined;
  if (said === undefined) return "not sent";
  return said === digest ? "the subject" : `another digest: ${said.slice(0, 128)}`;
}
