// BuildKit keeps attestations inside the image's index: a child that says which sibling it is about.
import type { Descriptor } from "#lib/oci";
import type { Sighting, Strategy, Subject } from "../strategy.ts";
import { unreadableEntries } from "./unreadable-entries.ts";

export const buildkit: Strategy = {
  id: "buildkit",
  title: "BuildKit attestations",
  spec: "https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md",
  applies: ({ manifest }) => (manifest?.manifests.length ?? 0) + (manifest?.dropped ?? 0) > 0,
  /** Asks nothing: the index is read already. */
  async find(subject) {
    const sightings = attestationsIn(subject);
    const { dropped = 0 } = subject.manifest ?? {};
    const cut = dropped > 0 ? { truncated: true, reason: unreadableEntries(dropped, "the index") } : {};
    const outcome = sightings.length > 0 ? "found" : dropped > 0 ? "failed" : "none";
    return { outcome, sightings, exchanges: subject.exchanges, ...cut };
  },
};

function attestationsIn(subject: Subject): Sighting[] {
  const children = subject.manifest?.manifests ?? [];
  const digests = new Set(children.map((child) => child.digest));
  return children.flatMap((descriptor) => {
    const about = attested(descriptor);
    if (about === undefined) return [];
    // The annotation is only text: what it names must be a child, else the index is all that is known.
    const target = digests.has(about) && about !== descriptor.digest ? about : undefined;
    return [{ descriptor, repository: subject.repository, relation: "in-index" as const, about: target }];
  });
}

function attested(descriptor: Descriptor): string | undefined {
  const annotations = descriptor.annotations ?? {};
  if (annotations["vnd.docker.reference.type"] !== "attestation-manifest") return undefined;
  return annotations["vnd.docker.reference.digest"] ?? "";
}
