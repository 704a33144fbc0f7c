import { describe, expect, it } from "vitest";
import type { RegistryOptions, SandboxRegistry } from "#lib/sandbox";
import { requireEmpty } from "./index.ts";
import { hidingPlace, placeWith, SCRATCH } from "./scratch.test-support.ts";

const IMAGE = "application/vnd.oci.image.manifest.v1+json";
const bytes = JSON.stringify({ schemaVersion: 2, mediaType: IMAGE, layers: [] });

describe("a scratch repository", () => {
  it.each<[string, RegistryOptions, (registry: SandboxRegistry) => void]>([
    ["that is not there", {}, () => {}],
    ["without tags", {}, ({ store }) => void store.repository(SCRATCH)],
    ["whose list of tags is null", { tagsNull: true }, ({ store }) => void store.repository(SCRATCH)],
  ])("%s may be used", async (_, switches, prepare) => {
    const { registry, open } = await placeWith(switches);
    prepare(registry);
    await requireEmpty(open());
  });

  it("with tags is refused, and a few are named", async () => {
    const { registry, open } = await placeWith();
    for (const tag of ["a", "b", "c", "d"]) registry.put(SCRATCH, { tag, mediaType: IMAGE, bytes });
    await expect(requireEmpty(open())).rejects.toMatchObject({
      code: "scratch-in-use",
      message: `${SCRATCH} holds the tags a, b, c and more.`,
      exchanges: [expect.any(String), expect.any(String)],
    });
  });

  it.each<[string, RegistryOptions]>([
    ["no list of tags", { tagsList: false }],
    ["nobody may look", { onRequest: () => ({ status: 403 }) }],
    ["it is hidden", { onRequest: () => ({ status: 404, body: "404 page not found" }) }],
    ["a login page", { onRequest: () => ({ status: 200, body: "<html>" }) }],
  ])("where that cannot be told is refused: %s", async (_, switches) => {
    const { open } = await placeWith(switches);
    await expect(requireEmpty(open())).rejects.toMatchObject({ code: "scratch-in-use" });
  });

  it("that is hidden from nobody is seen by who may write there", async () => {
    const { open } = await hidingPlace(["latest"]);
    await expect(requireEmpty(open())).rejects.toMatchObject({
      code: "scratch-in-use",
      message: `${SCRATCH} holds the tags latest.`,
    });
  });

  it("that could only be looked at as nobody is refused", async () => {
    const { open } = await hidingPlace(["latest"], "identity-token");
    await expect(requireEmpty(open())).rejects.toMatchObject({
      code: "scratch-in-use",
      message: `Whether ${SCRATCH} is empty cannot be told: its tag list answered 404 to someone who is not logged in.`,
    });
  });

  it("of a registry that cannot be reached is a fault", async () => {
    const { open } = await placeWith({ onRequest: () => "drop" });
    await expect(requireEmpty(open())).rejects.toMatchObject({ code: "connection-failed" });
  });
});
