// `npm run screenshots`: the pictures of the README, taken from the built server and its demo registries.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser } from "./browser.mjs";
import { ensureBuilt, ROOT } from "./build.mts";
import { freePort, startServer } from "./server.mts";

const FOLDER = join(ROOT, "docs", "screenshots");

const APP = "refscope/app:0.1";
const SHOTS = [
  { name: "home", stage: "", path: "/", theme: "light" },
  { name: "explorer-light", stage: "midway", path: `/r/HOST/${APP}`, theme: "light" },
  { name: "explorer-dark", stage: "midway", path: `/r/HOST/${APP}?lens=squirrel`, theme: "dark" },
  { name: "tree", stage: "midway", path: `/r/HOST/${APP}?view=tree`, theme: "light" },
  { name: "fleet", stage: "", path: "/registries", theme: "light" },
  { name: "upgrade", stage: "", path: "/upgrade?open=8", theme: "light", press: "Run all 18" },
  { name: "registry", stage: "midway", path: "/registries/HOST", theme: "light" },
  { name: "phone", stage: "midway", path: `/r/HOST/${APP}`, theme: "light", width: 390, height: 844 },
] as const;

const server = await startServer(ensureBuilt(), "127.0.0.1", (await freePort()) ?? 0, {
  ...process.env,
  REFSCOPE_CONTENT_DIR: join(ROOT, "lib", "sandbox", "content"),
});
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  mkdirSync(FOLDER, { recursive: true });
  const registries: { registry: string }[] = await fetch(`${server.url}/api/registries`).then((answer) =>
    answer.json(),
  );
  for (const shot of SHOTS) {
    const host = registries.find(({ registry }) => registry.startsWith(`${shot.stage}.`))?.registry ?? "";
    const viewport =
      "width" in shot ? { width: shot.width, height: shot.height } : { width: 1440, height: 900 };
    const page = await browser.newPage({ viewport, colorScheme: shot.theme });
    await page.goto(server.url + shot.path.replace("HOST", host));
    if ("press" in shot) await page.getByRole("button", { name: shot.press }).click();
    await page.waitForTimeout(3000);
    await page.screenshot({ path: join(FOLDER, `${shot.name}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
