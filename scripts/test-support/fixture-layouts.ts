// The OCI layouts among the shared fixtures, read as they lie there.
import { z } from "zod";
import { INDEX, MANIFEST, type Piece, piece } from "./pieces.ts";
import { SHARED, sharedBytes, sharedIn } from "./shared-fixtures.ts";

const descriptorSchema = z.looseObject({
  mediaType: z.string(),
  digest: z.string(),
  annotations: z.record(z.string(), z.string()).optional(),
});
const manifestSchema = z.looseObject({
  config: descriptorSchema.optional(),
  layers: z.array(descriptorSchema).nullish(),
  manifests: z.array(descriptorSchema).optional(),
});
export type LayoutManifest = Piece & { json: z.infer<typeof manifestSchema> };

/** An OCI layout of the fixtures: its manifests, what else it holds, and to what its attestations are attached. */
export type Layout = {
  name: string;
  repository: string;
  manifests: Map<string, LayoutManifest>;
  blobs: Piece[];
  top: LayoutManifest;
  attachedTo: Map<string, string>;
};

export const LAYOUTS: Layout[] = (SHARED?.layouts ?? []).map(({ layout, edges }) => {
  const manifests = new Map<string, LayoutManifest>();
  const blobs: Piece[] = [];
  for (const hex of sharedIn(`${layout}/blobs/sha256`)) {
    const bytes = sharedBytes(`${layout}/blobs/sha256/${hex}`);
    const read = manifestOf(bytes);
    if (read) manifests.set(read.digest, read);
    else blobs.push(piece("", bytes));
  }
  const top = manifestOf(sharedBytes(`${layout}/index.json`));
  if (!top) throw new Error(`${layout} has no index`);
  const attachedTo = new Map(edges.map(({ from, to }) => [to, from]));
  for (const { json } of manifests.values()) {
    for (const { digest, annotations } of json.manifests ?? []) {
      const image = annotations?.["vnd.docker.reference.digest"];
      if (image !== undefined) attachedTo.set(digest, image);
    }
  }
  const repository = `layouts/${layout.split("/").at(-1)}`;
  return { name: layout, repository, manifests, blobs, top, attachedTo };
});

function manifestOf(bytes: Uint8Array): LayoutManifest | undefined {
  const parsed = manifestSchema.safeParse(JSON.parse(Buffer.from(bytes).toString()));
  if (!parsed.success) return undefined;
  const { layers, manifests } = parsed.data;
  if (layers === undefined && !manifests) return undefined;
  return { ...piece(manifests ? INDEX : MANIFEST, bytes), json: parsed.data };
}
