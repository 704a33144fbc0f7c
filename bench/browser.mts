// A browser driven by its own protocol and by nothing more. Test tools listen to every answer of the network and keep it
// as text, which is work of the page's main thread: of an exploration of 1,000 referrers it would be the longest task.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { findBrowser } from "../scripts/browser.mjs";

type Answer = { id?: number; method?: string; params?: object; result?: object; error?: { message: string } };

export type Task = { wallMs: number; cpuMs: number };
type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
};
type Point = { x: number; y: number };

/** The page's own marks in a trace. */
const MARK = "refscope ";

export class Browser {
  private readonly child: ChildProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), "refscope-browser-"));
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly listeners = new Map<string, (params: object) => void>();
  private held = "";
  private count = 0;

  constructor() {
    const args = [
      ..."--headless=new --no-sandbox --disable-gpu --no-first-run --mute-audio".split(" "),
      ..."--disable-background-networking --disable-component-update --disable-sync".split(" "),
      ...["--remote-debugging-pipe", `--user-data-dir=${this.folder}`, "about:blank"],
    ];
    this.child = spawn(findBrowser() ?? "chromium", args, {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    (this.child.stdio[4] as Readable).on("data", (chunk: Buffer) => this.take(chunk.toString()));
  }

  send<T = object>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    const id = ++this.count;
    (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result as T),
      );
    });
  }

  /** The next event of a name. */
  once<T>(method: string): Promise<T> {
    return new Promise((resolve) => this.listeners.set(method, (params) => resolve(params as T)));
  }

  async open(viewport: { width: number; height: number }): Promise<Page> {
    const { targetId } = await this.send<{ targetId: string }>("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send<{ sessionId: string }>("Target.attachToTarget", {
      targetId,
      flatten: true,
    });
    const page = new Page(this, targetId, sessionId);
    const mobile = viewport.width < 500;
    await page.send("Emulation.setDeviceMetricsOverride", { ...viewport, deviceScaleFactor: 1, mobile });
    return page;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.send("Browser.close").catch(() => {});
    await ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private take(text: string): void {
    const parts = (this.held + text).split("\0");
    this.held = parts.pop() ?? "";
    for (const part of parts) {
      const answer: Answer = JSON.parse(part);
      if (answer.id !== undefined) this.waiting.get(answer.id)?.(answer);
      else if (answer.method) this.listeners.get(answer.method)?.(answer.params ?? {});
    }
  }
}

export class Page {
  private readonly browser: Browser;
  private readonly targetId: string;
  private readonly sessionId: string;

  constructor(browser: Browser, targetId: string, sessionId: string) {
    this.browser = browser;
    this.targetId = targetId;
    this.sessionId = sessionId;
  }

  send<T = object>(method: string, params: object = {}): Promise<T> {
    return this.browser.send<T>(method, params, this.sessionId);
  }

  async close(): Promise<void> {
    await this.browser.send("Target.closeTarget", { targetId: this.targetId });
  }

  /** Runs a program in the page and gives what it answers, as JSON. */
  async evaluate<T>(expression: string): Promise<T> {
    const told = await this.send<{ result: { value: T }; exceptionDetails?: { text: string } }>(
      "Runtime.evaluate",
      { expression, returnByValue: true, awaitPromise: true },
    );
    if (told.exceptionDetails) throw new Error(`${told.exceptionDetails.text} in ${expression.slice(0, 80)}`);
    return told.result.value;
  }

  async goto(url: string): Promise<void> {
    await this.send("Page.enable");
    const loaded = this.browser.once("Page.loadEventFired");
    await this.send("Page.navigate", { url });
    await loaded;
  }

  async click({ x, y }: Point): Promise<void> {
    const mouse = { x, y, button: "left", clickCount: 1 };
    await this.send("Input.dispatchMouseEvent", { type: "mouseMoved", x, y });
    await this.send("Input.dispatchMouseEvent", { type: "mousePressed", ...mouse });
    await this.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...mouse });
  }

  async wheel({ x, y }: Point, deltaY: number): Promise<void> {
    await this.send("Input.dispatchMouseEvent", { type: "mouseWheel", x, y, deltaX: 0, deltaY });
  }

  async key(key: string): Promise<void> {
    const text = key === "Enter" ? "\r" : key.length === 1 ? key : undefined;
    const windowsVirtualKeyCode = { Backspace: 8, Enter: 13, Escape: 27, ArrowDown: 40 }[key];
    await this.send("Input.dispatchKeyEvent", {
      type: text ? "keyDown" : "rawKeyDown",
      key,
      text,
      windowsVirtualKeyCode,
    });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", key, windowsVirtualKeyCode });
  }

  async picture(): Promise<Buffer> {
    return Buffer.from((await this.send<{ data: string }>("Page.captureScreenshot")).data, "base64");
  }

  /** From now on the tasks of its main thread are written down. */
  async watch(): Promise<void> {
    const includedCategories = [
      "toplevel",
      "blink.user_timing",
      ...(process.env.TRACE_CATEGORIES?.split(",") ?? []),
    ];
    await this.browser.send("Tracing.start", {
      traceConfig: { includedCategories },
      transferMode: "ReturnAsStream",
    });
  }

  /** What follows belongs to this step. */
  async step(name: string): Promise<void> {
    await this.evaluate(`void performance.mark(${JSON.stringify(MARK + name)})`);
  }

  /** Of each step the longest task that began in it. */
  async longest(): Promise<Map<string, Task>> {
    const complete = this.browser.once<{ stream: string }>("Tracing.tracingComplete");
    await this.browser.send("Tracing.end");
    const { stream: handle } = await complete;
    let text = "";
    for (let eof = false; !eof; ) {
      const read = await this.browser.send<{ data: string; eof: boolean }>("IO.read", {
        handle,
        size: 1 << 20,
      });
      text += read.data;
      eof = read.eof;
    }
    if (process.env.TRACE_FOLDER) writeFileSync(join(process.env.TRACE_FOLDER, `${Date.now()}.json`), text);
    return longestTasks(JSON.parse(text).traceEvents);
  }
}

function longestTasks(events: TraceEvent[]): Map<string, Task> {
  const marks = events.filter(({ name }) => name.startsWith(MARK)).sort((a, b) => a.ts - b.ts);
  const [own] = marks;
  // Other threads, and other processes, are not the page's.
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => ph === "X" && /RunTask$/.test(name) && pid === own?.pid && tid === own.tid,
  );
  const longest = new Map<string, Task>();
  for (const [at, { name, ts }] of marks.entries()) {
    const until = marks[at + 1]?.ts ?? Number.POSITIVE_INFINITY;
    const mine = tasks.filter((task) => task.ts >= ts && task.ts < until);
    longest.set(name.slice(MARK.length), {
      wallMs: Math.max(0, ...mine.map(({ dur = 0 }) => dur)) / 1000,
      cpuMs: Math.max(0, ...mine.map(({ tdur = 0 }) => tdur)) / 1000,
    });
  }
  return longest;
}
