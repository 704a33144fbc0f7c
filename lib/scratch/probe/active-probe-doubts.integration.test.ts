// Answers that a hasty reading would take for a "no": a registry that is slow, hides, repeats itself or cuts its lists.
import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { digestBytes } from "#lib/registry";
import type { OnRequest, RegistryOptions } from "#lib/sandbox";
import { contentsOf, type Place, placeWith, probePlace, SCRATCH } from "../scratch.test-support.ts";
import { contentFor } from "./content.ts";
import type { StepId, StepResult } from "./step.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";
const errors = (code: string) => JSON.stringify({ errors: [{ code }] });
const isList = (url = "") => url.includes("/referrers/sha256");
const stepOf = (steps: StepResult[], id: StepId) => steps.find((step) => step.id === id);

/** Probes a registry that answers otherwise once reading is over. */
async function probeThat(answer: (place: Place, run: string) => OnRequest, switches: RegistryOptions = {}) {
  const place = await placeWith(switches);
  const run = "0011223344556677";
  const probed = await probePlace(place, {
    run,
    afterReading: () => {
      place.registry.onRequest = answer(place, run);
    },
  });
  expect(contentsOf(place.registry)).toEqual([]);
  return probed;
}

describe("A3, the referrers API", () => {
  it.each(["MANIFEST_UNKNOWN", "NAME_UNKNOWN", undefined])(
    "a 404 (%s) that becomes a list is waited for",
    async (code) => {
      let looks = 0;
      const { upgrade, steps, notes } = await probeThat(() => ({ url }) => {
        const body = code === undefined ? "404 page not found" : errors(code);
        return isList(url) && ++looks < 3 ? { status: 404, body } : undefined;
      });
      expect(stepOf(steps, "A3")).toMatchObject({ outcome: "yes" });
      expect(upgrade.capabilities.referrersApi).toMatchObject({ support: "supported", confidence: "high" });
      expect(notes).toEqual([]);
    },
  );

  it.each(["MANIFEST_UNKNOWN", "NAME_UNKNOWN"])("%s to the end is about something else", async (code) => {
    const { upgrade, steps } = await probeThat(
      () =>
        ({ url }) =>
          isList(url) ? { status: 404, body: errors(code) } : undefined,
      // Reading is told nothing either.
      { referrersApi: "401-bare" },
    );
    expect(stepOf(steps, "A3")).toMatchObject({ outcome: "unknown" });
    expect(upgrade.capabilities.referrersApi.support).toBe("unknown");
  });

  it("where reading found none either, one look is enough", async () => {
    const { steps } = await probeThat(() => () => undefined, { referrersApi: "off" });
    expect(stepOf(steps, "A3")).toMatchObject({ outcome: "no", exchanges: { length: 1 } });
  });
});

describe("A9, ORAS' referrers", () => {
  it("of an image that was not taken nothing is asked", async () => {
    const place = await placeWith({ readOnly: true });
    const { upgrade, steps } = await probePlace(place);
    expect(stepOf(steps, "A9")?.facts).toBeUndefined();
    expect(upgrade.capabilities.orasReferrers.support).toBe("unknown");
    expect(place.registry.requests.lines().filter((line) => line.includes("oras"))).toEqual([]);
  });

  it.each(["NAME_UNKNOWN", "MANIFEST_UNKNOWN"])("a 404 with %s is no word on its addresses", async (code) => {
    const { upgrade } = await probeThat(
      () =>
        ({ url = "" }) =>
          /oras\/artifacts/.test(url) ? { status: 404, body: errors(code) } : undefined,
    );
    expect(upgrade.capabilities.orasReferrers.support).toBe("unknown");
  });
});

describe("A11, conditional writes", () => {
  const isTagWrite = ({ method, url = "" }: IncomingMessage) =>
    method === "PUT" && url.includes("/manifests/refscope-probe-");

  it("a registry that says yes to what is in place already, and heeds the condition", async () => {
    const { upgrade, steps } = await probeThat(({ registry }) => async (request) => {
      if (!isTagWrite(request) || request.headers["if-match"] === undefined) return undefined;
      const now = registry.store
        .repository(SCRATCH)
        .tags.get(decodeURIComponent(request.url?.split("/").at(-1) ?? ""));
      const body = await bytesOf(request);
      const isInPlace = now === digestBytes(body);
      return isInPlace
        ? { status: 201 }
        : request.headers["if-match"] === `"${now}"`
          ? write(registry, request, body)
          : { status: 412 };
    });
    expect(upgrade.capabilities.conditionalWrites).toMatchObject({
      support: "supported",
      confidence: "high",
    });
    expect(Object.fromEntries(stepOf(steps, "A11")?.facts ?? [])).toMatchObject({
      "If-Match of another image": "refused (412)",
      "the tag after that": "this image, as before",
    });
  });

  it("one that says yes and does nothing is not called deaf", async () => {
    const { upgrade } = await probeThat(
      () => (request) =>
        isTagWrite(request) && request.headers["if-match"] !== undefined ? { status: 201 } : undefined,
    );
    expect(upgrade.capabilities.conditionalWrites).toMatchObject({
      support: "unknown",
      reason: "If-Match of another image was written (201); the tag names this image, as before",
    });
  });

  it("one that refuses and writes all the same is not believed", async () => {
    const { upgrade } = await probeThat(({ registry }) => async (request) => {
      if (!isTagWrite(request) || request.headers["if-match"] === undefined) return undefined;
      write(registry, request, await bytesOf(request));
      return { status: 412 };
    });
    expect(upgrade.capabilities.conditionalWrites.support).toBe("unknown");
  });
});

describe("a list that is not current, or cut, says no to nothing", () => {
  it("A4 and A12: what was pushed last may still come", async () => {
    const { steps } = await probeThat((_, run) => {
      const { typed } = contentFor(run);
      const body = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [typed.descriptor] });
      const other = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [] });
      const { image } = contentFor(run);
      return ({ url = "" }) =>
        isList(url)
          ? {
              status: 200,
              headers: { "Content-Type": INDEX },
              body: url.includes(image.digest) ? body : other,
            }
          : undefined;
    });
    expect(stepOf(steps, "A4")).toMatchObject({
      outcome: "unknown",
      observed: "it took it, and has not listed it",
    });
    expect(stepOf(steps, "A12")).toMatchObject({ outcome: "unknown" });
  });

  it("A12, A13 and the filter: what a page that was not read may hold", async () => {
    const { steps, upgrade } = await probeThat((_, run) => {
      const { typed, untyped, image } = contentFor(run);
      let isDeleted = false;
      return ({ method, url = "" }) => {
        if (method === "DELETE") isDeleted = true;
        if (!isList(url)) return undefined;
        const isCut = !url.includes(image.digest) || url.includes("artifactType=") || isDeleted;
        const manifests = isCut ? [] : [typed.descriptor, untyped.descriptor];
        const more: Record<string, string> = isCut
          ? { Link: '<https://elsewhere.example/v2/x>; rel="next"' }
          : {};
        const body = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests });
        return { status: 200, headers: { "Content-Type": INDEX, ...more }, body };
      };
    });
    expect(stepOf(steps, "A12")).toMatchObject({
      outcome: "unknown",
      observed: expect.stringContaining("its list is cut"),
    });
    expect(stepOf(steps, "A13")).toMatchObject({
      outcome: "unknown",
      observed: expect.stringContaining("which is cut"),
    });
    const { artifactTypeFilter } = upgrade.capabilities;
    expect(artifactTypeFilter.support).not.toBe("unsupported");
  });

  it("A12: where the other image was refused, nothing is said", async () => {
    const { steps } = await probeThat((_, run) => {
      const { otherImage } = contentFor(run);
      return ({ method, url = "" }) =>
        method === "PUT" && decodeURIComponent(url).includes(otherImage.digest) ? { status: 400 } : undefined;
    });
    expect(stepOf(steps, "A12")).toMatchObject({
      outcome: "unknown",
      observed: "the other image was answered with 400",
    });
  });
});

async function bytesOf(request: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function write(registry: Place["registry"], { url = "" }: IncomingMessage, bytes: Buffer) {
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  registry.put(SCRATCH, { mediaType, bytes, tag: decodeURIComponent(url.split("/").at(-1) ?? "") });
  return { status: 201 };
}
