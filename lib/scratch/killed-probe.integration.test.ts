// A probe that is killed leaves nothing that is not listed, and the next start can take all of it away.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import type { OnRequest } from "#lib/sandbox";
import { cleanUp, newRun, openLedger } from "./index.ts";
import { contentsOf, type Place, placeWith, SCRATCH, temporaryFolder } from "./scratch.test-support.ts";

const PROBE = new URL("killed-probe.test-support.ts", import.meta.url).pathname;
const IMAGE = "application/vnd.oci.image.manifest.v1+json";

/** Runs the probe in a process of its own, until it ends or `onRequest` kills it. */
async function runProbe(place: Place, folder: string, onRequest: (kill: () => void) => OnRequest) {
  const run = newRun();
  const child = spawn(process.execPath, [PROBE, place.host.split(":")[1] ?? "", folder, run], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  place.registry.onRequest = onRequest(() => child.kill("SIGKILL"));
  const [code, signal] = await once(child, "exit");
  place.registry.onRequest = undefined;
  return { run, code, signal, errors };
}

/** A repository that somebody uses. */
async function usedPlace() {
  const place = await placeWith();
  const bytes = JSON.stringify({ schemaVersion: 2, mediaType: IMAGE, layers: [] });
  place.registry.put(SCRATCH, { tag: "mine", mediaType: IMAGE, bytes });
  place.registry.putBlob(SCRATCH, "mine");
  return { place, before: contentsOf(place.registry) };
}

/** When the registry has the request, or when it has answered it. */
const MOMENTS = [
  ...[1, 4, 6, 9, 14].map((n) => ["as it comes in", n] as const),
  ...[2, 5, 8, 12, 19, 26, 33, 45, 60].map((n) => ["once it is answered", n] as const),
];

describe("killed at a request", () => {
  it.each(MOMENTS)("%s, the %ith", async (moment, n) => {
    const { place, before } = await usedPlace();
    const folder = temporaryFolder();
    const { run, signal, errors } = await runProbe(place, folder, (kill) => {
      let requests = 0;
      return (_, response) => {
        if (++requests !== n) return undefined;
        if (moment === "as it comes in") kill();
        else response.once("finish", kill);
        return undefined;
      };
    });
    expect([signal, errors]).toEqual(["SIGKILL", ""]);
    // The registry may still be at what it was sent last.
    await new Promise((resolve) => setTimeout(resolve, 50));

    const ledger = openLedger(folder);
    const leftovers = await ledger.leftovers();
    const listed = new Set(
      leftovers.flatMap(({ entries }) => entries.map(({ kind, name }) => `${kind} ${name}`)),
    );
    const left = contentsOf(place.registry).filter((name) => !before.includes(name));
    expect(left.filter((name) => !listed.has(name))).toEqual([]);
    expect(leftovers.every((one) => one.run === run && !one.isRunning && one.damaged === 0)).toBe(true);

    const clean = async (arrivesWithinMs?: number) => {
      const record = await ledger.reopen(run);
      const cleaning = await cleanUp(record, {
        ...{ open: () => place.open(), signal: AbortSignal.timeout(20_000) },
        ...{ pausesMs: [5, 10], arrivesWithinMs },
      });
      await record.close();
      return cleaning.left;
    };
    if (leftovers.length > 0) {
      const left = await clean();
      expect(left.filter(({ reason }) => !reason.includes("may still arrive"))).toEqual([]);
      // One push was under way, of a manifest by both of its digests or with its tag.
      expect(left.length).toBeLessThanOrEqual(2);
      expect(contentsOf(place.registry)).toEqual(before);
      // Once nothing can come any more.
      if (left.length > 0) expect(await clean(0)).toEqual([]);
    }
    expect(contentsOf(place.registry)).toEqual(before);
    expect(await ledger.leftovers()).toEqual([]);
  });

  it("between an upload's opening and its end: the list says whose it is to drop what is open there", async () => {
    const { place, before } = await usedPlace();
    const folder = temporaryFolder();
    let upload = "";
    const { run, signal } = await runProbe(place, folder, (kill) => ({ method }, response) => {
      if (method !== "POST") return undefined;
      response.once("finish", () => {
        upload = `http://${place.host}${response.getHeader("location")}`;
        kill();
      });
      return undefined;
    });
    expect(signal).toBe("SIGKILL");
    expect((await fetch(upload)).status).toBe(204);

    const ledger = openLedger(folder);
    const [left] = await ledger.leftovers();
    const said = "has no name to be listed by, and only the registry itself drops it";
    expect(left?.entries.map(({ kind, what }) => [kind, what.includes(said)])).toEqual([["blob", true]]);
    const record = await ledger.reopen(run);
    const cleaning = await cleanUp(record, {
      ...{ open: () => place.open(), signal: AbortSignal.timeout(20_000), arrivesWithinMs: 0 },
    });
    await record.close();
    expect(cleaning.left).toEqual([]);
    expect(cleaning.cleaned.map(({ entry, ending }) => [ending, entry.what.includes(said)])).toEqual([
      ["absent", true],
    ]);
    // What is asked of the registry is about the blob alone.
    expect(place.exchanges.filter(({ purpose }) => purpose.includes(said))).toEqual([]);
    expect(contentsOf(place.registry)).toEqual(before);
    expect((await fetch(upload)).status).toBe(204);
  });

  it("not at all: it ends by itself, and nothing is listed", async () => {
    const { place, before } = await usedPlace();
    const folder = temporaryFolder();
    const { code, errors } = await runProbe(place, folder, () => () => undefined);
    expect([code, errors]).toEqual([0, ""]);
    expect(await openLedger(folder).leftovers()).toEqual([]);
    expect(contentsOf(place.registry)).toEqual(before);
    // So that the moments above are all in the middle of it.
    expect(place.registry.requests.entries.length).toBeGreaterThan(60);
  });
});
