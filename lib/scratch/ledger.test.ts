import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newRun, openLedger } from "./index.ts";
import { temporaryFolder } from "./scratch.test-support.ts";

const RUN = "00112233aabbccdd";
const thing = (name: string, kind: "manifest" | "tag" | "blob" = "manifest") => {
  return { registry: "r.example", repository: "scratch", kind, name, what: `what ${name} is` };
};

describe("a run", () => {
  it("is on disk before its note is over, and gone from it with the last thing", async () => {
    const folder = temporaryFolder();
    const ledger = openLedger(folder);
    const record = await ledger.begin(RUN);
    expect(readdirSync(folder)).toEqual([]);
    await record.note([thing("a"), thing("b", "tag")]);
    const text = readFileSync(join(folder, `${RUN}.jsonl`), "utf8");
    expect(
      text
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { event: "pushing", run: RUN, ...thing("a"), at: expect.stringMatching(/^20..-/) },
      { event: "pushing", run: RUN, ...thing("b", "tag") },
    ]);
    record.deleted(thing("a"));
    expect(await record.gone(thing("a"))).toBe("removed");
    expect(record.outstanding()).toMatchObject([{ name: "b" }]);
    expect(await record.gone(thing("b", "tag"))).toBe("absent");
    expect(record.all()).toHaveLength(2);
    await record.close();
    expect(readdirSync(folder)).toEqual([]);
    expect(await ledger.leftovers()).toEqual([]);
  });

  it("notes a thing once", async () => {
    const record = await openLedger(temporaryFolder()).begin(newRun());
    await record.note([thing("a")]);
    await record.note([thing("a")]);
    expect(record.all()).toHaveLength(1);
    expect(record.has(thing("a"))).toBe(true);
    expect(record.has(thing("a", "tag"))).toBe(false);
    expect(record.has({ ...thing("a"), repository: "other" })).toBe(false);
  });

  it.each(["", "x", "../../etc", "00112233AABBCCDD", "00112233aabbccdd0"])(
    "is not named %j",
    async (name) => {
      await expect(openLedger(temporaryFolder()).begin(name)).rejects.toMatchObject({ code: "bad-request" });
    },
  );

  it("is never begun twice", async () => {
    const ledger = openLedger(temporaryFolder());
    const record = await ledger.begin(RUN);
    await expect(ledger.begin(RUN)).rejects.toMatchObject({ code: "bad-request" });
    await record.note([thing("a")]);
    await record.close();
    await expect(ledger.begin(RUN)).rejects.toMatchObject({ code: "bad-request" });
  });
});

describe("leftovers", () => {
  it("outlive the process, and can be cleaned by the next one", async () => {
    const folder = temporaryFolder();
    const killed = await openLedger(folder).begin(RUN);
    await killed.note([thing("a")]);
    await killed.note([thing("b")]);
    await killed.gone(thing("a"));
    const next = openLedger(folder);
    expect(await next.leftovers()).toMatchObject([
      { run: RUN, isRunning: false, damaged: 0, entries: [thing("b")] },
    ]);
    const record = await next.reopen(RUN);
    expect((await next.leftovers())[0]).toMatchObject({ isRunning: true });
    await expect(next.reopen(RUN)).rejects.toMatchObject({ code: "too-busy" });
    expect(record.outstanding()).toMatchObject([{ name: "b", run: RUN }]);
    await record.gone(thing("b"));
    await record.close();
    expect(await next.leftovers()).toEqual([]);
    await expect(next.reopen(RUN)).rejects.toMatchObject({ code: "not-found" });
  });

  it("are cleaned by one at a time, also of two that come at once", async () => {
    const folder = temporaryFolder();
    const ledger = openLedger(folder);
    const record = await ledger.begin(RUN);
    await record.note([thing("a")]);
    await record.close();
    const both = await Promise.allSettled([ledger.reopen(RUN), ledger.reopen(RUN)]);
    expect(both).toMatchObject([
      { status: "fulfilled" },
      { status: "rejected", reason: { code: "too-busy" } },
    ]);
    // Who asks for what is not there has not taken it either.
    for (const _ of [1, 2])
      await expect(ledger.reopen(newRun())).rejects.toMatchObject({ code: "not-found" });
  });

  it("of a run that goes on cannot be cleaned", async () => {
    const ledger = openLedger(temporaryFolder());
    const record = await ledger.begin(RUN);
    await record.note([thing("a")]);
    await expect(ledger.reopen(RUN)).rejects.toMatchObject({ code: "too-busy" });
    await record.close();
    await (await ledger.reopen(RUN)).close();
    expect(await ledger.leftovers()).toHaveLength(1);
  });

  it("say when lines cannot be read, and keep the file", async () => {
    const folder = temporaryFolder();
    const record = await openLedger(folder).begin(RUN);
    await record.note([thing("a")]);
    writeFileSync(join(folder, `${RUN}.jsonl`), "garbage\n", { flag: "a" });
    const ledger = openLedger(folder);
    expect(await ledger.leftovers()).toMatchObject([{ damaged: 1, entries: [{ name: "a" }] }]);
    const again = await ledger.reopen(RUN);
    await again.gone(thing("a"));
    await again.close();
    expect(await ledger.leftovers()).toMatchObject([{ damaged: 1, entries: [] }]);
  });

  it("come oldest first, and other files are none", async () => {
    const folder = temporaryFolder();
    const ledger = openLedger(folder);
    const runs = [newRun(), newRun(), newRun()];
    for (const run of runs) {
      await (await ledger.begin(run)).note([thing("a")]);
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    writeFileSync(join(folder, "notes.txt"), "mine");
    writeFileSync(join(folder, "x.jsonl"), "{}\n");
    expect((await ledger.leftovers()).map(({ run }) => run)).toEqual(runs);
    expect(await openLedger(join(folder, "none")).leftovers()).toEqual([]);
    const file = openLedger(join(folder, "notes.txt"));
    await expect(file.leftovers()).rejects.toMatchObject({ code: "ledger-failed" });
  });

  it("of too many runs keep new ones from beginning", async () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 500; i++) writeFileSync(join(folder, `${newRun()}.jsonl`), "x\n");
    await expect(openLedger(folder).begin(RUN)).rejects.toMatchObject({ code: "too-busy" });
  });
});
