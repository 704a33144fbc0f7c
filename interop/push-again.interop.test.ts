// What an upgrade left behind is pushed again by the command that the page offers, run as it stands there.
import { expect, test } from "vitest";
import { MEDIA_TYPES, pushAgainLine, referrersTag } from "#lib/oci";
import { createRegistry } from "#lib/sandbox";
import { has, run } from "./servers.ts";

const REPOSITORY = "shop/app";

test.skipIf(!has("regctl"))("regctl has the API list what only the referrers tag listed", async () => {
  const registry = createRegistry({ reindexOnEnable: false });
  const place = (mediaType: string, json: Record<string, unknown>, tag?: string) => {
    const bytes = JSON.stringify({ schemaVersion: 2, mediaType, ...json });
    return {
      mediaType,
      digest: registry.put(REPOSITORY, { mediaType, bytes, tag, index: false }),
      size: bytes.length,
    };
  };
  const blob = { digest: registry.putBlob(REPOSITORY, "{}"), size: 2 };
  const config = { mediaType: "application/vnd.oci.empty.v1+json", ...blob };
  const image = place(MEDIA_TYPES.ociManifest, { config, layers: [config] });
  const signature = place(MEDIA_TYPES.ociManifest, {
    ...{ artifactType: "application/vnd.cncf.notary.signature", config, layers: [config], subject: image },
  });
  place(MEDIA_TYPES.ociIndex, { manifests: [signature] }, referrersTag(image.digest));
  const { origin, close } = await registry.listen({ port: 0 });
  try {
    const listed = async (): Promise<string> =>
      (await fetch(`${origin}/v2/${REPOSITORY}/referrers/${image.digest}`)).text();
    expect(await listed()).not.toContain(signature.digest);
    const target = { registry: new URL(origin).host, repository: REPOSITORY, digest: signature.digest };
    await run("sh", ["-c", pushAgainLine(target, true)]);
    expect(await listed()).toContain(signature.digest);
  } finally {
    await close();
  }
});
