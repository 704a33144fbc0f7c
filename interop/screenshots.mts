// `npm run screenshots:interop`: the explorer on a real bicycle and on a real motorcycle, filled by real clients.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser } from "../scripts/browser.mjs";
import { ensureBuilt, ROOT } from "../scripts/build.mts";
import { freePort, startServer } from "../scripts/server.mts";
import { prepareInterop } from "./prepare.mts";
import { pushImage } from "./push.ts";
import { startDockerRegistry, startMotorcycle } from "./servers.ts";

const FOLDER = join(ROOT, "docs", "screenshots");

prepareInterop();
const registries = [
  { name: "real-bicycle", registry: await startDockerRegistry() },
  { name: "real-motorcycle", registry: await startMotorcycle({ kind: "olareg" }) },
];
const server = await startServer(ensureBuilt(), "127.0.0.1", (await freePort()) ?? 0, {
  ...process.env,
  REFSCOPE_DEMO: "off",
  REFSCOPE_PRIVATE_REGISTRIES: registries.map(({ registry }) => `http://${registry.host}`).join(","),
});
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, registry } of registries) {
    await pushImage(registry.host, "shop/app");
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
    await page.goto(`${server.url}/r/${registry.host}/shop/app:1.0`);
    await page.waitForTimeout(3000);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  }
} finally {
  await browser.close();
  await server.stop();
  for (const { registry } of registries) await registry.stop();
}
