// Cleaning up, on registries that let it and on those that do not.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { ExplorerError } from "#lib/errors";
import type { OnRequest, RegistryOptions } from "#lib/sandbox";
import { cleanUp, inScratch, newRun, openLedger, recordingRepository } from "./index.ts";
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
    record.answered([claimed(ours), claimed(theirs)]);
    const { left } = await clean();
    expect(left).toMatchObject([
      { entry: { name: theirs }, reason: expect.stringContaining("do not name this run") },
    ]);
    expect(contentsOf(registry)).toEqual([`manifest ${theirs}`]);
  });
});

describe("what was under way when the run ended", () => {
  /** The registry has the manifest, and keeps it `afterMs` later: nobody waits for its answer. */
  async function underWay(afterMs: number) {
    const place = await placeWith();
    const folder = temporaryFolder();
    const ledger = openLedger(folder);
    const record = await ledger.begin(newRun());
    const { image, tag } = contentFor(record.run);
    const kept = Promise.withResolvers<void>();
    const leaving = new AbortController();
    place.registry.onRequest = async ({ method, url = "" }) => {
      if (method !== "PUT" || !url.includes("/manifests/")) return undefined;
      leaving.abort();
      await sleep(afterMs);
      place.registry.put("scratch/probe", { ...image, tag });
      kept.resolve();
      return "drop";
    };
    const clean = async (pausesMs: number[], arrivesWithinMs?: number) => {
      const next = await ledger.reopen(record.run);
      const options = { open: () => place.open(), signal: AbortSignal.timeout(20_000) };
      const cleaning = await cleanUp(next, { ...options, pausesMs, arrivesWithinMs });
      await next.close();
      return cleaning;
    };
    const running = inScratch(
      { record, open: place.open, signal: leaving.signal, workMs: 10_000, pausesMs: [5] },
      (to) => to.pushManifest(tag, image, { purpose: "the image" }),
    );
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    return { ...place, ledger, clean, kept: kept.promise };
  }

  it("stays listed though it is not there, and is taken away when it has come", async () => {
    const { registry, ledger, clean, kept } = await underWay(400);
    expect(contentsOf(registry)).toEqual([]);
    expect((await ledger.leftovers())[0]?.entries).toMatchObject([{ kind: "manifest" }, { kind: "tag" }]);
    await kept;
    expect(contentsOf(registry)).toHaveLength(2);
    await clean([5]);
    expect(contentsOf(registry)).toEqual([]);
    expect((await clean([], 0)).left).toEqual([]);
    expect(await ledger.leftovers()).toEqual([]);
  });

  it("is taken away by the same cleaning, when it comes during its pauses", async () => {
    const { registry, clean } = await underWay(300);
    const { left } = await clean([600]);
    expect(contentsOf(registry)).toEqual([]);
    expect(left.map(({ reason }) => reason)).toEqual(
      Array(2).fill(expect.stringContaining("may still arrive")),
    );
  });

  it("never comes: struck off once nothing can come any more", async () => {
    const { ledger, clean } = await underWay(60_000);
    expect((await clean([])).left).toHaveLength(2);
    expect((await clean([], 0)).left).toEqual([]);
    expect(await ledger.leftovers()).toEqual([]);
  });
});

describe("content that others may have come to use", () => {
  it("stays, and stays listed, until the repository holds nothing else", async () => {
    const place = await placeWith();
    const { image: theirs } = contentFor(newRun());
    place.registry.put("scratch/probe", { ...theirs, tag: "theirs" });
    const ledger = openLedger(temporaryFolder());
    const record = await ledger.begin(newRun());
    const { payload } = contentFor(record.run);
    const { cleaning } = await inScratch(
      {
        record,
        open: place.open,
        signal: AbortSignal.timeout(9000),
        workMs: 9000,
        pausesMs: [],
        isUsed: true,
      },
      async (to) => [await to.pushBlob(Buffer.from("{}")), await to.pushBlob(payload.bytes)],
    );
    expect(cleaning.left).toMatchObject([
      { reason: expect.stringContaining("others here may have come to use") },
    ]);
    expect(cleaning.cleaned).toHaveLength(1);
    const blob = cleaning.left[0]?.entry.name;
    expect(contentsOf(place.registry)).toEqual([`blob ${blob}`, `manifest ${theirs.digest}`, "tag theirs"]);
    expect((await ledger.leftovers())[0]?.entries).toMatchObject([{ shared: true }]);
    expect(place.registry.requests.lines().filter((line) => line.startsWith("DELETE"))).toHaveLength(1);
    place.registry.store.deleteManifest("scratch/probe", theirs.digest);
    const later = await ledger.reopen(record.run);
    const options = { open: () => place.open(), signal: AbortSignal.timeout(9000), pausesMs: [] };
    expect((await cleanUp(later, options)).left).toEqual([]);
    await later.close();
    expect(contentsOf(place.registry)).toEqual([]);
  });
});

describe("a fault of its own", () => {
  it("what cannot be opened is left, with the reason", async () => {
    const { record, content, registry } = await pushed();
    const open = () => {
      throw new ExplorerError("writes-off", { detail: "Not here." });
    };
    const { left } = await cleanUp(record, { open, signal: AbortSignal.timeout(9000), pausesMs: [5] });
    expect(left).toHaveLength(record.all().length);
    expect(left[0]).toMatchObject({ reason: "Not here", entry: { name: content.tag } });
    expect(contentsOf(registry)).toHaveLength(6);
  });

  it("a file that cannot be removed does not take the place of what was found", async () => {
    const place = await placeWith();
    const folder = temporaryFolder();
    const record = await openLedger(folder).begin(newRun());
    const { payload } = contentFor(record.run);
    const { value } = await inScratch(
      { record, open: place.open, signal: AbortSignal.timeout(9000), workMs: 9000, pausesMs: [] },
      async (to) => {
        const answer = await to.pushBlob(payload.bytes);
        // A folder in the file's place: no `rm` of a file removes it.
        rmSync(join(folder, `${record.run}.jsonl`));
        mkdirSync(join(folder, `${record.run}.jsonl`, "x"), { recursive: true });
        return answer;
      },
    );
    expect(value).toMatchObject({ found: true });
  });
});
