// Pushing to a scratch repository: listed before anything is sent, told with its evidence, and nothing left behind.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { ensureBuilt, ROOT } from "../scripts/build.mts";
import { freePort, type RunningServer, startServer } from "../scripts/server.mts";
import { demoHost, expectAccessible, expectNoSideways, PHONE, THEMES } from "./page-checks.ts";

test.describe.configure({ mode: "serial", timeout: 120_000 });

/** A server that may write; the one of the other journeys may not. */
let server: RunningServer;
const data = mkdtempSync(join(tmpdir(), "refscope-e2e-"));

test.beforeAll(async () => {
  server = await startServer(ensureBuilt(), "127.0.0.1", (await freePort()) ?? 0, {
    ...process.env,
    REFSCOPE_DEMO_PORT: "0",
    REFSCOPE_CONTENT_DIR: `${ROOT}/lib/sandbox/content`,
    REFSCOPE_DATA_DIR: data,
    REFSCOPE_WRITES: "on",
  });
});
test.afterAll(async () => {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});

/** The host of a demo registry of the server that may write. */
async function hostOf(page: Page, stage: string): Promise<string> {
  const known: { registry: string }[] = await (await page.request.get(`${server.url}/api/registries`)).json();
  return known.find(({ registry }) => registry.startsWith(`${stage}.localhost:`))?.registry ?? "";
}

async function openPanel(page: Page, host: string): Promise<Locator> {
  await page.goto(`${server.url}/registries/${host}`);
  const panel = page.locator("section", { has: page.getByRole("heading", { name: "Active probe" }) });
  await expect(panel).toBeVisible();
  return panel;
}

async function nameTwice(panel: Locator, repository: string, again = repository): Promise<void> {
  await panel.getByLabel("Scratch repository").fill(repository);
  await panel.getByLabel("The same, once more").fill(again);
  await panel.getByRole("button", { name: "List its requests" }).click();
}

/** Scrolled to its beginning: half under the top bar a link is a smaller target than it is. */
async function expectWhole(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  await expectAccessible(page);
}

/** The number of a request is its place in the log, wherever on the page it stands, and opens that request. */
async function expectOneNumbering(page: Page): Promise<void> {
  const log = page.locator("section", { has: page.getByRole("heading", { name: "Exchanges" }) });
  const titles = await log
    .getByRole("listitem")
    .getByRole("button")
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("title") ?? ""));
  const links = page.getByRole("button", { name: /^Open exchange \d+$/ });
  const count = await links.count();
  expect(count).toBeGreaterThan(5);
  for (const at of [0, Math.floor(count / 2), count - 1]) {
    const number = Number((await links.nth(at).textContent()) ?? "");
    await links.nth(at).click();
    const receipt = page.getByRole("dialog");
    await expect(receipt.getByRole("heading", { name: `Request ${number}` })).toBeVisible();
    await expect(receipt).toContainText(titles[number - 1] ?? "no such request in the log");
    await page.keyboard.press("Escape");
  }
}

for (const theme of THEMES) {
  test(`what only a push shows, listed first and cleaned up after (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const host = await hostOf(page, "motorcycle");
    const panel = await openPanel(page, host);
    const posted: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/api/probe/active")) posted.push(request.postData() ?? "");
    });

    await nameTwice(panel, "scratch/e2e", "scratch/e3e");
    await expect(panel.getByRole("alert")).toContainText("This is not the same name.");
    expect(posted).toEqual([]);
    await nameTwice(panel, "scratch/e2e");
    const plan = panel.getByRole("region", { name: "Requests that will be sent" });
    await expect(plan).toContainText(/^\d+ requests: \d+ write/);
    await expect(plan.getByRole("listitem").filter({ hasText: /^PUT/ }).first()).toBeVisible();
    await expectWhole(page);
    expect(posted).toHaveLength(1);
    expect(JSON.parse(posted[0] ?? "")).toMatchObject({ dryRun: true });

    await panel.getByRole("button", { name: `Push to ${host}/scratch/e2e` }).click();
    await expect(panel).toContainText("Nothing is left.");
    expect(JSON.parse(posted[1] ?? "")).toMatchObject({ confirm: "scratch/e2e", run: expect.any(String) });
    await expect(panel.getByRole("row")).toHaveCount(14);
    await expect(panel.getByRole("row", { name: /If-Match/ })).toContainText("refused (412)");
    // What the page says of the registry is what the push showed.
    await expect(
      page.getByText(/by a read-only probe, then just now by pushing to scratch\/e2e$/),
    ).toBeVisible();
    await expect(page.getByRole("row", { name: /^artifactManifest\b/ })).toContainText("unsupported");
    await expect(page.getByText("complete OCI 1.1", { exact: true })).toBeVisible();
    // The steps of the transition rest on it too.
    const steps = page.locator("section", {
      has: page.getByRole("heading", { name: "Registry transition" }),
    });
    await expect(steps).toContainText("It stores manifests that name a subject.");
    await expectWhole(page);
    await expectOneNumbering(page);

    await panel
      .getByRole("row", { name: /^A2/ })
      .getByRole("button", { name: /^Open exchange/ })
      .click();
    const receipt = page.getByRole("dialog");
    await expect(receipt).toContainText(`PUT http://${host}/v2/scratch/e2e/manifests/sha256:`);
    await expect(receipt).toContainText("oci-subject");
    await page.keyboard.press("Escape");

    // A newer verdict that only reads does not take away what the push showed.
    await page.getByRole("button", { name: "Probe again" }).click();
    await expect(page.getByText(/^read-only probe just now/)).toBeVisible();
    const manifest = page.getByRole("row", { name: /^artifactManifest\b/ });
    await expect(manifest).toContainText("unsupported");
    await expect(manifest).toContainText(/by pushing to scratch\/e2e, (just now|\d+ (s|min) ago)/);
    await expect(page.getByText("complete OCI 1.1", { exact: true })).toBeVisible();
    await manifest
      .getByRole("button", { name: /^Open exchange/ })
      .first()
      .click();
    await expect(page.getByRole("dialog")).toContainText(`PUT http://${host}/v2/scratch/e2e/`);
    await page.keyboard.press("Escape");
    await expectWhole(page);
    await page.reload();
    await expect(page.getByText(/^last seen .+ by a read-only probe$/)).toBeVisible();
    await expect(manifest).toContainText("unsupported");
    await expectOneNumbering(page);
  });
}

test("a repository that holds something is asked about once more, and stays as it was", async ({ page }) => {
  const host = await hostOf(page, "midway");
  const panel = await openPanel(page, host);
  await nameTwice(panel, "refscope/app");
  await panel.getByRole("button", { name: /^Push to/ }).click();
  await expect(panel).toContainText("refscope/app holds the tags");
  await expectWhole(page);
  // Not every machine resolves names below localhost; the demo registry answers to its address too.
  const address = `http://127.0.0.1:${host.split(":")[1]}`;
  const tags = async () => (await page.request.get(`${address}/v2/refscope/app/tags/list`)).json();
  const before = await tags();
  await panel.getByRole("button", { name: "Use it all the same" }).click();
  await expect(panel).toContainText("Nothing is left.");
  expect(await tags()).toEqual(before);
});

test("what an earlier run left is listed, and cleaned up when the reader says so", async ({ page }) => {
  const host = await hostOf(page, "extended");
  const run = "0123456789abcdef";
  const thing = {
    registry: host,
    repository: "scratch/left",
    kind: "manifest",
    name: `sha256:${"a".repeat(64)}`,
  };
  // Long enough ago that a push without an answer cannot arrive any more.
  const at = new Date(Date.now() - 600_000).toISOString();
  const line = { event: "pushing", run, ...thing, what: "the image", at };
  mkdirSync(join(data, "pushed"), { recursive: true });
  writeFileSync(join(data, "pushed", `${run}.jsonl`), `${JSON.stringify(line)}\n`);

  await page.goto(`${server.url}/registries`);
  const notice = page.getByRole("region", { name: "Left on registries" });
  await expect(notice).toContainText(`1 manifest, pushed by Refscope, may be left on ${host}`);
  await expectWhole(page);

  // A list that cannot be read is no empty one.
  await page.route("**/api/leftovers", (route) => route.abort());
  const panel = await openPanel(page, host);
  await expect(panel.getByRole("alert")).toContainText("The list of what was left could not be read.");
  await expectWhole(page);
  await page.unroute("**/api/leftovers");
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(panel.getByRole("alert")).toHaveCount(0);
  await expect(panel).toContainText("1 manifest may be left in scratch/left");
  await expectWhole(page);
  // A cleaning whose answer breaks off ends, and can be begun again.
  await page.route("**/api/leftovers/clean", (route) =>
    route.fulfill({ status: 200, contentType: "application/json", body: '{"run": "' }),
  );
  await panel.getByRole("button", { name: "Clean up", exact: true }).click();
  await expect(panel.getByRole("alert")).toContainText("The answer broke off");
  await page.unroute("**/api/leftovers/clean");
  await panel.getByRole("button", { name: "Clean up again" }).click();
  await expect(panel).toContainText("it is gone");
  expect(await (await page.request.get(`${server.url}/api/leftovers`)).json()).toEqual([]);
});

test("a dry run that breaks off has pushed nothing, and it is said", async ({ page }) => {
  const host = await hostOf(page, "extended");
  const panel = await openPanel(page, host);
  const broken = { status: 200, contentType: "application/json", body: '{"run": "' };
  await page.route("**/api/probe/active", (route) => route.fulfill(broken));
  await nameTwice(panel, "scratch/broken");
  await expect(panel.getByRole("heading", { name: "The answer broke off" })).toBeVisible();
  await expect(panel).toContainText("Nothing was pushed.");
  await expect(panel).not.toContainText("listed as left");
  await expectWhole(page);
});

test("on a phone: nothing scrolls sideways, from the form to the answers", async ({ page }) => {
  await page.setViewportSize(PHONE);
  const panel = await openPanel(page, await hostOf(page, "bicycle"));
  await nameTwice(panel, "scratch/phone");
  await expect(panel.getByRole("button", { name: /^Push to/ })).toBeVisible();
  await expectNoSideways(page);
  await panel.getByRole("button", { name: /^Push to/ }).click();
  await expect(panel).toContainText("Nothing is left.");
  await expectNoSideways(page);
  await expectWhole(page);
});

test("a server that may not write says how to let it, and has no form", async ({ page }) => {
  const host = await demoHost(page, "motorcycle");
  await page.goto(`${process.env.REFSCOPE_URL}/registries/${host}`);
  const panel = page.locator("section", { has: page.getByRole("heading", { name: "Active probe" }) });
  await expect(panel).toContainText("Writing to registries is switched off");
  await expect(panel).toContainText("REFSCOPE_WRITES=on npm start");
  await expect(panel.getByRole("button", { name: "List its requests" })).toHaveCount(0);
  await expectWhole(page);
});
