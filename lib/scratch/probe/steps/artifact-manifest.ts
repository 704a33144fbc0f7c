// A8: the manifest that Proposal E brought and 1.1.0-rc3 withdrew (2023-07).
import { MEDIA_TYPES } from "#lib/oci";
import type { WritableRepository } from "#lib/registry";
import { unknownBecause } from "#lib/upgrade";
import type { Item } from "../content.ts";
import { judgedBy, pushVerdict } from "../push-verdict.ts";
import { idsOf, type Judged, type Listing, type Step } from "../step.ts";

export const pushArtifactManifest: Step = {
  id: "A8",
  title: "The OCI artifact manifest",
  asks: "Does it take the artifact manifest that was withdrawn?",
  decides: ["artifactManifest"],
  async begin({ repository, content, image, subject }) {
    const { artifact } = content;
    const answer = await repository.pushManifest(artifact.digest, artifact, { purpose: artifact.name });
    const pushed = pushVerdict(answer, "an OCI artifact manifest", image);
    if (pushed.support === "unsupported" && subject !== "taken") {
      const reason = `${pushed.reason}; it may be for its subject alone`;
      const artifactManifest = unknownBecause("answered", reason, pushed.evidence);
      return { known: { ...judgedBy(artifactManifest), capabilities: { artifactManifest } } };
    }
    const known = { ...judgedBy(pushed), capabilities: { artifactManifest: pushed } };
    if (!answer.found) return { known };
    const look = async (listing: Listing): Promise<Judged> => {
      const isListed = listing.items?.some(({ digest }) => digest === artifact.digest);
      const read = await readBothWays(repository, artifact);
      return {
        ...known,
        facts: [["listed", isListed === undefined ? "not known" : isListed ? "yes" : "no"], ...read.facts],
        exchanges: [...known.exchanges, ...read.exchanges],
      };
    };
    return { known, look };
  },
};

/** ACR and others answer 404 to who does not name its type (go-containerregistry#1697). */
async function readBothWays(
  { reading, repository }: WritableRepository,
  { digest }: Item,
): Promise<{ facts: [string, string][]; exchanges: string[] }> {
  const read = (accept: string[], purpose: string) =>
    reading.manifest(repository, digest, { accept, purpose });
  const named = await read([MEDIA_TYPES.ociArtifact], "the artifact manifest, its type named");
  const unnamed = await read([MEDIA_TYPES.ociManifest, MEDIA_TYPES.ociIndex], "the same, its type not named");
  const said = ({ found, status }: { found: boolean; status: number }) => (found ? "given" : `${status}`);
  return {
    facts: [
      ["to who names its type", said(named)],
      ["to who does not", said(unnamed)],
    ],
    exchanges: idsOf(named, unnamed),
  };
}
