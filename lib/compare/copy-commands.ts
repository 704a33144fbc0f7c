// The command lines that copy an image with what is attached, and what each of them carries. Read in the programs'
// own sources: oras v1.3.6 cmd/oras/root/cp.go, regclient v0.11.7 image.go, cosign v3.1.3 (and v2.6.5)
// cmd/cosign/cli/copy/copy.go, go-containerregistry v0.22.1 pkg/crane/copy.go.
import { formatReference, shellQuoted } from "#lib/oci";
import type { CopyCommand, CopyWay, MirrorSide, SideName } from "./shapes.ts";

/** Where an image lies. `isPlain`: it is asked over plain HTTP, which each tool has to be told. */
export type CopyPlace = {
  registry: string;
  repository: string;
  tag?: string | undefined;
  digest: string;
  isPlain: boolean;
};
export type CopyPlaces = { left: CopyPlace; right: CopyPlace };

type Tool = {
  tool: string;
  carries: CopyWay[];
  note: string;
  line: (from: CopyPlace, to: CopyPlace) => string;
};

const TOOLS: readonly Tool[] = [
  {
    tool: "oras",
    carries: ["referrers API", "in the index"],
    note: "oras 1.3 follows the referrers API, and the referrers tag where there is no API: from the image, its platforms, and each referrer. It knows no cosign tags.",
    line: (from, to) =>
      words(
        "oras copy -r",
        from.isPlain && "--from-plain-http",
        to.isPlain && "--to-plain-http",
        exact(from),
        named(to),
      ),
  },
  {
    tool: "regctl",
    carries: ["referrers API", "referrers tag", "cosign tag", "in the index"],
    note: "regctl 0.11 copies what the API or the referrers tag lists, and every tag that begins with the digest.",
    line: (from, to) =>
      words(
        "regctl image copy --referrers --digest-tags",
        ...plainHosts(from, to).map((host) => `--host ${shellQuoted(`reg=${host},tls=disabled`)}`),
        exact(from),
        named(to),
      ),
  },
  {
    tool: "cosign",
    carries: ["cosign tag", "in the index"],
    note: "cosign 2 and 3 copy the tags .sig, .att and .sbom alone. They also write a tag sha256-… for the image itself, which is the referrers tag's name: where that tag is in use they end with an error.",
    line: (from, to) =>
      words("cosign copy", (from.isPlain || to.isPlain) && "--allow-http-registry", exact(from), named(to)),
  },
  {
    tool: "crane",
    carries: ["in the index"],
    note: "crane 0.22 copies the image and what its index contains. It has no way to bring referrers or their tags.",
    line: (from, to) =>
      words("crane copy", (from.isPlain || to.isPlain) && "--insecure", exact(from), named(to)),
  },
];

/** All tools, those that bring most first. None where nothing is lacking. */
export function copyCommands(lacks: MirrorSide["lacks"], places: CopyPlaces, from: SideName): CopyCommand[] {
  if (lacks.length === 0) return [];
  const [source, target] = from === "left" ? [places.left, places.right] : [places.right, places.left];
  return TOOLS.map(({ tool, carries, note, line }) => ({
    tool,
    line: line(source, target),
    carries,
    brings: lacks.filter(({ way }) => carries.includes(way)).length,
    note,
  })).sort((a, b) => b.brings - a.brings);
}

/** By digest, so that what is copied is what was compared. */
function exact({ registry, repository, digest }: CopyPlace): string {
  return shellQuoted(formatReference({ registry, repository, digest }));
}

/** By its tag, since copying tools want one to write; an image that was asked for by digest has none. */
function named({ registry, repository, tag, digest }: CopyPlace): string {
  return shellQuoted(formatReference({ registry, repository, ...(tag ? { tag } : { digest }) }));
}

function plainHosts(...places: CopyPlace[]): string[] {
  return [...new Set(places.filter(({ isPlain }) => isPlain).map(({ registry }) => registry))];
}

function words(...parts: (string | false)[]): string {
  return parts.filter((part) => part !== false).join(" ");
}
