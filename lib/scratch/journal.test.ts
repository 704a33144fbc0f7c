import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Line } from "./entry.ts";
import { Journal, readJournal, readLines } from "./journal.ts";
import { temporaryFolder } from "./scratch.test-support.ts";

const at = "2026-11-24T12:00:00.000Z";
const line = (name: string): Line => ({
  event: "pushing",
  ...{ registry: "r.example", repository: "scratch", kind: "manifest", name, what: "it", at },
  run: "0123456789abcdef",
});
const names = (lines: Line[]) => lines.map(({ name }) => name);

describe("a run's file", () => {
  it("is made with its folder when the first line is written, for its owner alone", async () => {
    const path = join(temporaryFolder(), "data", "run.jsonl");
    const journal = new Journal(path);
    await journal.append([line("a"), line("b")]);
    expect(names((await readJournal(path)).lines)).toEqual(["a", "b"]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await journal.remove();
    expect(() => statSync(path)).toThrow();
  });

  it("keeps lines that are written at once apart, and in order", async () => {
    const path = join(temporaryFolder(), "run.jsonl");
    const journal = new Journal(path);
    const all = Array.from({ length: 50 }, (_, i) => `${i}`);
    await Promise.all(all.map((name) => journal.append([line(name)])));
    await journal.close();
    expect(await readJournal(path)).toMatchObject({ damaged: 0, lines: all.map((name) => ({ name })) });
  });

  it("goes on after a line that was torn, which counts for nothing", async () => {
    const path = join(temporaryFolder(), "run.jsonl");
    const first = new Journal(path);
    await first.append([line("a")]);
    await first.close();
    appendFileSync(path, JSON.stringify(line("torn")).slice(0, 40));
    expect(await readJournal(path)).toMatchObject({ damaged: 0, lines: [{ name: "a" }] });
    const second = new Journal(path);
    await second.append([line("b")]);
    await second.append([line("c")]);
    await second.close();
    expect(await readJournal(path)).toMatchObject({ damaged: 0 });
    expect(names((await readJournal(path)).lines)).toEqual(["a", "b", "c"]);
  });

  it("refuses, with ledger-failed, where it cannot be written", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    const journal = new Journal(join(folder, "file", "run.jsonl"));
    await expect(journal.append([line("a")])).rejects.toMatchObject({ code: "ledger-failed" });
    mkdirSync(join(folder, "folder.jsonl"));
    const other = new Journal(join(folder, "folder.jsonl"));
    await expect(other.append([line("a")])).rejects.toMatchObject({ code: "ledger-failed" });
    await other.close();
  });

  it("is bounded, and what was refused is not in it", async () => {
    const path = join(temporaryFolder(), "run.jsonl");
    const journal = new Journal(path);
    const large = Array.from({ length: 10_000 }, () => line("x".repeat(1000)));
    await expect(journal.append(large)).rejects.toMatchObject({ code: "ledger-failed" });
    await journal.append([line("a")]);
    await journal.close();
    expect(names((await readJournal(path)).lines)).toEqual(["a"]);
  });
});

describe("reading", () => {
  it.each<[string, string, string[], number]>([
    ["nothing", "", [], 0],
    ["empty lines", "\n\n", [], 0],
    ["a torn line alone", '{"event":"push', [], 0],
    ["what is no JSON", `no\n${JSON.stringify(line("a"))}\n`, ["a"], 1],
    ["other JSON", `{"event":"other"}\n[]\n1\n`, [], 3],
    ["a run's name that is none", `${JSON.stringify({ ...line("a"), run: "../x" })}\n`, [], 1],
    ["too long a name", `${JSON.stringify(line("x".repeat(2000)))}\n`, [], 1],
  ])("%s", (_, text, expected, damaged) => {
    const told = readLines(text);
    expect([names(told.lines), told.damaged]).toEqual([expected, damaged]);
  });

  it("of a file that is not there, or too large, is damaged", async () => {
    const folder = temporaryFolder();
    expect(await readJournal(join(folder, "none"))).toEqual({ lines: [], damaged: 1 });
    writeFileSync(join(folder, "large"), Buffer.alloc(17 * 1024 * 1024, 10));
    expect(await readJournal(join(folder, "large"))).toEqual({ lines: [], damaged: 1 });
    expect(readFileSync(join(folder, "large")).length).toBeGreaterThan(0);
  });
});
