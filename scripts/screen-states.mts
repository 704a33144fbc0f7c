// `node scripts/screen-states.mts <folder> [pattern]`: every screen in every state, in both sizes and both themes, as PNG;
// with a pattern only those whose name fits: "graph--.*phone", "dark".
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { findBrowser } from "./browser.mjs";
import { ensureBuilt, ROOT } from "./build.mts";
import { startFaultRegistries } from "./screen-states/registries.mts";
import { type Hosts, type ScreenState, STATES } from "./screen-states/states.mts";
import { freePort, type RunningServer, startServer } from "./server.mts";

const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const THEMES = ["light", "dark"] as const;
/** How long a page may take to come to rest, and how long it rests before its picture. */
const TIMES = { restMs: 20_000, settleMs: 700 };

const [folder, pattern = ""] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Name the folder for the pictures: node scripts/screen-states.mts <folder> [pattern]");
  process.exit(1);
}
const wanted = new RegExp(pattern);

const faults = await startFaultRegistries();
const servers = await Promise.all(["on", "off"].map((demo) => serve(demo)));
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  mkdirSync(folder, { recursive: true });
  const hosts = { demo: await demoHosts(servers[0]?.url ?? ""), fault: faults.hosts };
  for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) {
    for (const theme of THEMES) await takeAll(browser, size, theme, hosts);
  }
} finally {
  await browser.close();
  await Promise.all([...servers.map((server) => server.stop()), faults.close()]);
}

async function serve(demo: string): Promise<RunningServer> {
  return startServer(ensureBuilt(), "127.0.0.1", (await freePort()) ?? 0, {
    ...process.env,
    REFSCOPE_DEMO: demo,
    REFSCOPE_DEMO_PORT: "0",
    REFSCOPE_PRIVATE_REGISTRIES: faults.allowed,
    REFSCOPE_CONTENT_DIR: join(ROOT, "lib", "sandbox", "content"),
  });
}

async function demoHosts(url: string): Promise<Hosts["demo"]> {
  const registries: { registry: string }[] = await fetch(`${url}/api/registries`).then((answer) =>
    answer.json(),
  );
  return (name) => registries.find(({ registry }) => registry.startsWith(`${name}.`))?.registry ?? "";
}

async function takeAll(
  browser: Browser,
  size: keyof typeof SIZES,
  theme: (typeof THEMES)[number],
  hosts: Hosts,
) {
  for (const state of STATES) {
    const name = `${state.name}.${size}.${theme}`;
    if (!wanted.test(name)) continue;
    // A context of its own: nothing is remembered from the picture before.
    const context = await browser.newContext({ viewport: SIZES[size], colorScheme: theme });
    const file = join(resolve(folder ?? "."), `${name}.png`);
    const fault = await take(context, state, file, hosts).catch((thrown: unknown) => thrown);
    console.log(`${file}${fault instanceof Error ? `  FAILED: ${fault.message.split("\n")[0]}` : ""}`);
    await context.close();
  }
}

async function take(context: BrowserContext, state: ScreenState, file: string, hosts: Hosts): Promise<void> {
  const page = await context.newPage();
  const server = servers[state.withoutDemo ? 1 : 0];
  const url = `${server?.url}${state.path(hosts)}`;
  if (state.after === undefined) {
    await page.goto(url, { waitUntil: "networkidle", timeout: TIMES.restMs }).catch(() => undefined);
  } else {
    await page.goto(url, { waitUntil: "load" });
    await page.waitForTimeout(state.after);
  }
  page.setDefaultTimeout(5000);
  const fault = await state.prepare?.(page, hosts).catch((thrown: unknown) => thrown);
  await page.waitForTimeout(TIMES.settleMs);
  await page.screenshot({ path: file, fullPage: state.whole ?? false });
  if (fault instanceof Error) throw fault;
}
