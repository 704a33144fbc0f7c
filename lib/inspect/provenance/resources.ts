// What in-toto calls a resource: something with a place and digests.
// https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md
import type { Draft } from "../draft.ts";
import type { Part } from "../part.ts";

/** "sha256:ab… sha1:cd…". */
export function digestsOf(resource: Part | undefined): string | undefined {
  const digests = resource?.pairs("digest").map(([algorithm, value]) => `${algorithm}:${value}`) ?? [];
  return digests.length > 0 ? digests.join(" ") : undefined;
}

/** Where it is, or what it is called. */
export function placeOf(resource: Part | undefined): string | undefined {
  return resource?.text("uri") ?? resource?.text("downloadLocation") ?? resource?.text("name");
}

/** One row a resource; how many there are. */
export function resourceTable(draft: Draft, id: string, title: string, resources: Iterable<Part>): number {
  const table = draft.table(id, title, [
    ["uri", "Place"],
    ["digest", "Digest"],
    ["name", "Name"],
  ]);
  for (const resource of resources) {
    const name = resource.text("name") ?? resource.text("mediaType");
    table.add(placeOf(resource), digestsOf(resource), name);
  }
  return table.count;
}
