// How long the page stands still while a reader works in the explorer: the built server, a registry in another process
// that answers 20 ms late, a real browser. For each step the longest task of the page's main thread: by the clock, and
// by the time that the processor spent on it, which is the page's own where other programs run at the same time.
// `node bench/page.mts [runs] [tree|flat]`: medians. Fails when a step is over the target.
import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { ensureBuilt, ROOT } from "../scripts/build.mts";
import { freePort, startServer } from "../scripts/server.mts";
import { Browser, type Page, type Task } from "./browser.mts";

const RUNS = Number(process.argv[2] ?? 3);
const FORM = process.argv[3] ?? "tree";
// With what was asked for and a place for what is left over, all that is drawn at once.
const REFERRERS = 998;
const TARGET_MS = 50;
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

type Point = { x: number; y: number };
/** `find` is done before the step begins: looking for things in a page is no work of the page's own. */
type Step = {
  name: string;
  find?: (page: Page) => Promise<Point>;
  act: (page: Page, at: Point) => Promise<unknown>;
};

const click: Step["act"] = (page, at) => page.click(at);
const press =
  (key: string, times = 1): Step["act"] =>
  async (page) => {
    for (let n = 0; n < times; n++) await page.key(key);
  };
const scroll: Step["act"] = async (page) => {
  for (let n = 0; n < 20; n++) await page.wheel({ x: 600, y: 400 }, 120);
};
const button = (name: string) => (page: Page) =>
  middleOf(
    page,
    `[...document.querySelectorAll("button")].find((one) =>
    (one.getAttribute("aria-label") ?? one.innerText).includes(${JSON.stringify(name)}))`,
  );
const choice = (name: string) => (page: Page) =>
  middleOf(
    page,
    `[...document.querySelectorAll("[role=menuitemcheckbox]")].find((one) =>
    one.textContent.includes(${JSON.stringify(name)}))`,
  );
/** Beside what was asked for: in the second column there is a card at most heights. */
const card = async (page: Page) => {
  const graph = await middleOf(page, "document.querySelector('[role=application]')");
  return { x: graph.x, y: graph.y + 4 };
};

const STEPS: Step[] = [
  ...(FORM === "flat" ? [{ name: "open the group", find: card, act: click }] : []),
  { name: "select a card", find: card, act: click },
  { name: "step by keys", act: press("ArrowDown", 5) },
  { name: "deselect", act: press("Escape") },
  { name: "lay out again", find: button("Lay out again"), act: click },
  { name: "fit into view", find: button("Fit into view"), act: click },
  { name: "move", act: scroll },
  { name: "zoom", find: button("Zoom in"), act: click },
  { name: "lens", find: button("squirrel"), act: click },
  { name: "lens off", find: button("Everything"), act: click },
  { name: "open the menu of kinds", find: button("Kind"), act: click },
  { name: "filter by kind", find: choice("SBOM"), act: click },
  { name: "filter off", find: choice("SBOM"), act: click },
  { name: "close the menu", act: press("Escape") },
  { name: "tree", find: button("Tree"), act: click },
  { name: "table", find: button("Table"), act: click },
  { name: "graph again", find: button("Graph"), act: click },
];
const PHONE_STEPS: Step[] = [
  { name: "phone: graph", find: button("Graph"), act: click },
  { name: "phone: tree", find: button("Tree"), act: click },
  { name: "phone: table", find: button("Table"), act: click },
];

const load = loadavg()[0] ?? 0;
const registry = fork(join(ROOT, "bench", "slow-registry.mts"), [String(REFERRERS), "20", FORM]);
const { host } = await new Promise<{ host: string }>((resolve) => registry.once("message", resolve));
const server = await startServer(ensureBuilt(), "127.0.0.1", (await freePort()) ?? 0, {
  ...process.env,
  REFSCOPE_DEMO: "off",
  REFSCOPE_PRIVATE_REGISTRIES: `http://${host}`,
});
const browser = new Browser();
const runs: Map<string, Task>[] = [];
try {
  for (let run = 0; run < RUNS; run++) {
    const desk = await measure(DESK, "explore", STEPS);
    runs.push(new Map([...desk, ...(await measure(PHONE, "phone: explore", PHONE_STEPS))]));
  }
} finally {
  await browser.close();
  await server.stop();
  registry.kill();
}
report();

async function measure(viewport: typeof DESK, first: string, steps: Step[]): Promise<Map<string, Task>> {
  const page = await browser.open(viewport);
  await page.goto(`${server.url}/`);
  await pause(1500);
  await page.evaluate("document.querySelector('input').focus()");
  await page.send("Input.insertText", { text: `${host}/bench/app:1` });
  await page.watch();
  await page.step(first);
  await page.key("Enter");
  await explored(page);
  await picture(page, first);
  for (const { name, find, act } of steps) {
    const at = (await find?.(page)) ?? { x: 0, y: 0 };
    await page.step(name);
    await act(page, at);
    await pause(1500);
    await picture(page, name);
  }
  const longest = await page.longest();
  await page.close();
  return longest;
}

/** Asks the page seldom, and for little: each question is work for it. */
async function explored(page: Page): Promise<void> {
  const words = "document.body.textContent";
  for (let asked = 0; asked < 15; asked++) {
    await pause(4000);
    if (await page.evaluate(`/\\d of 8 ways asked/.test(${words}) && !${words}.includes("found so far")`))
      return;
  }
  throw new Error("the exploration did not end in time");
}

/** Where `PICTURES` names a folder: to see what was measured. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) writeFileSync(join(folder, `${name.replaceAll(/\W+/g, "-")}.png`), await page.picture());
}

async function middleOf(page: Page, element: string): Promise<Point> {
  const found = await page.evaluate<Point | null>(`(() => {
    const box = (${element})?.getBoundingClientRect();
    return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
  })()`);
  if (!found) throw new Error(`nothing to click: ${element}`);
  return found;
}

function report(): void {
  let worst = { name: "", wallMs: 0 };
  console.log(
    `${REFERRERS} referrers, ${FORM}; median of ${RUNS}   longest task ms    of it CPU ms   (each run)`,
  );
  for (const name of runs[0]?.keys() ?? []) {
    const tasks = runs.flatMap((run) => run.get(name) ?? []);
    const [wallMs, cpuMs] = [
      median(tasks.map((task) => task.wallMs)),
      median(tasks.map((task) => task.cpuMs)),
    ];
    if (wallMs > worst.wallMs) worst = { name, wallMs };
    const each = tasks.map((task) => `${task.wallMs.toFixed(0)}/${task.cpuMs.toFixed(0)}`).join(" ");
    console.log(
      `${name.padEnd(40)} ${wallMs.toFixed(0).padStart(12)} ${cpuMs.toFixed(0).padStart(16)}   ${each}`,
    );
  }
  const verdict = `longest task ${worst.wallMs.toFixed(0)} ms (${worst.name}), target ${TARGET_MS} ms`;
  console.log(
    `${verdict}; load ${load.toFixed(1)} to ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`,
  );
  process.exitCode = worst.wallMs > TARGET_MS ? 1 : 0;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
