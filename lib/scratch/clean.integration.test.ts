// Cleaning up, on registries that let it and on those that do not.
import { describe, expect, it } from "vitest";
import type { OnRequest, RegistryOptions } from "#lib/sandbox";
import { cleanUp, newRun, openLedger, recordingRepository } from "./index.ts";
import { contentFor } from "./probe/content.ts";
import { contentsOf, placeWith, temporaryFolder } from "./scratch.test-support.ts";

/** Pushes an image with a tag, a referrer and an index, then changes how the registry answers, then cleans up. */
async function pushed(switches: RegistryOptions = {}) {
  const place = await placeWith(switches);
  const ledger = openLedger(temporaryFolder());
  const record = await ledger.begin(newRun());
  const target = recordingRepository(place.open(), record);
  const content = contentFor(record.run);
  const { payload, config, image, typed, index, tag } = content;
  for (const { bytes, name } of [payload, config]) await target.pushBlob(bytes, { purpose: name });
  for (const item of [image, typed, index])
    await target.pushManifest(item.digest, item, { purpose: item.name });
  await target.pushManifest(tag, image, { purpose: "the tag" });
  place.registry.requests.clear();
  const clean = async (onRequest?: OnRequest, signal = AbortSignal.timeout(20_000)) => {
    place.registry.onRequest = onRequest;
    const open = () => place.open(signal);
    const cleaning = await cleanUp(record, { open, signal, pausesMs: [5, 10] });
    await record.close();
    return cleaning;
  };
  return { ...place, ledger, record, content, clean };
}

const deletes = (lines: string[]) => lines.filter((line) => line.startsWith("DELETE"));

describe("on a registry that deletes", () => {
  it("tags go first, referrers before their subject, blobs last, and nothing is left", async () => {
    const { registry, clean, content, ledger } = await pushed();
    const { cleaned, left } = await clean();
    expect(left).toEqual([]);
    expect(cleaned.every(({ ending }) => ending === "removed")).toBe(true);
    const order = [
      content.tag,
      content.index.digest,
      content.typed.digest,
      content.image.digest,
      content.config.descriptor.digest,
      content.payload.descriptor.digest,
    ];
    expect(deletes(registry.requests.lines()).map((line) => line.split(/[/ ]/).at(-2))).toEqual(order);
    expect(contentsOf(registry)).toEqual([]);
    expect(await ledger.leftovers()).toEqual([]);
  });

  it("a tag that it cannot delete goes with its manifest", async () => {
    const { registry, clean } = await pushed({ tagDeletes: false });
    expect((await clean()).left).toEqual([]);
    expect(contentsOf(registry)).toEqual([]);
  });

  it("what was never there is absent", async () => {
    const { clean, registry, content } = await pushed();
    registry.store.deleteManifest("scratch/probe", content.typed.digest);
    const { cleaned, left } = await clean();
    expect(left).toEqual([]);
    expect(cleaned.filter(({ ending }) => ending === "absent")).toMatchObject([
      { entry: { what: "the referrer" } },
    ]);
  });

  it("what was there before stays", async () => {
    const place = await pushed();
    const before = place.registry.putBlob("scratch/probe", "before");
    await place.clean();
    expect(contentsOf(place.registry)).toEqual([`blob ${before}`]);
  });
});

describe("on a registry that does not", () => {
  it("deletes off: all of it is listed, with the reason and its exchanges, and stays written down", async () => {
    const { clean, ledger, record, exchanges } = await pushed({ deletes: false });
    const { cleaned, left } = await clean();
    expect(cleaned).toEqual([]);
    expect(left).toHaveLength(6);
    for (const { reason, exchanges: ids } of left) {
      expect(reason).toBe("DELETE answered 405 (UNSUPPORTED); it is still there");
      expect(ids.length).toBeGreaterThan(1);
      expect(ids.filter((id) => !exchanges.some((exchange) => exchange.id === id))).toEqual([]);
    }
    expect(await ledger.leftovers()).toMatchObject([{ run: record.run, entries: { length: 6 } }]);
  });

  it("asks no second time where it was refused for good", async () => {
    const { clean, registry } = await pushed({ deletes: false });
    await clean();
    expect(deletes(registry.requests.lines())).toHaveLength(6);
  });

  it("one that says yes and does nothing is not believed", async () => {
    const { clean, registry } = await pushed();
    const { left } = await clean(({ method }) => (method === "DELETE" ? { status: 202 } : undefined));
    expect(left).toHaveLength(6);
    expect(left[0]?.reason).toBe("DELETE answered 202; it is still there");
    expect(contentsOf(registry)).toHaveLength(6);
  });

  it.each<[string, number, RegExp]>([
    ["401", 401, /DELETE answered 401.*it is still there/],
    ["403", 403, /DELETE answered 403.*it is still there/],
    ["500", 500, /DELETE answered 500.*it is still there/],
  ])("%s to each deletion", async (_, status, reason) => {
    const { clean } = await pushed();
    const { left } = await clean(({ method }) => (method === "DELETE" ? { status } : undefined));
    expect(left).toHaveLength(6);
    for (const one of left) expect(one.reason).toMatch(reason);
  });

  it("403 to whoever looks: not known to be gone, so it is left", async () => {
    const { clean, registry } = await pushed();
    const { left } = await clean(({ method }) => (method === "DELETE" ? undefined : { status: 403 }));
    expect(left).toHaveLength(6);
    expect(left[0]?.reason).toContain("it answered 403");
    expect(contentsOf(registry)).toEqual([]);
  });

  it("one that is gone itself: everything is left, with the fault", async () => {
    const { clean, ledger } = await pushed();
    const { left } = await clean(() => "drop");
    expect(left).toHaveLength(6);
    expect(left[0]?.reason).toMatch(/closed the connection.*; whether it is gone: /);
    expect(await ledger.leftovers()).toHaveLength(1);
  });

  it("the time is over: what was not reached is listed", async () => {
    const { clean } = await pushed();
    const over = AbortSignal.abort();
    const { left } = await clean(undefined, over);
    expect(left).toHaveLength(6);
    expect(left[0]?.reason).toBe("the time for cleaning up was over before its turn");
  });
});

describe("on a registry that is busy", () => {
  it.each([429, 503])("every second answer is %i: asked again until it is gone", async (status) => {
    const { clean, registry } = await pushed();
    let count = 0;
    const { left } = await clean(() => (++count % 2 === 0 ? { status } : undefined));
    expect(left).toEqual([]);
    expect(contentsOf(registry)).toEqual([]);
  });
});

describe("what only the registry says is the run's", () => {
  it("is removed when its bytes name the run, and left when they do not", async () => {
    const { clean, registry, record, host } = await pushed();
    const mediaType = "application/vnd.oci.image.manifest.v1+json";
    const put = (text: string) => {
      const bytes = JSON.stringify({ schemaVersion: 2, mediaType, text, layers: [] });
      return registry.put("scratch/probe", { mediaType, bytes });
    };
    const [ours, theirs] = [put(`rewritten ${record.run}`), put("somebody's")];
    const claimed = (name: string) => {
      const thing = { registry: host, repository: "scratch/probe", kind: "manifest", name } as const;
      return { ...thing, what: "a manifest", claimed: true } as const;
    };
    await record.note([claimed(ours), claimed(theirs)]);
    const { left } = await clean();
    expect(left).toMatchObject([
      { entry: { name: theirs }, reason: expect.stringContaining("do not name this run") },
    ]);
    expect(contentsOf(registry)).toEqual([`manifest ${theirs}`]);
  });
});
