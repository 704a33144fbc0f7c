// The fleet: which registry can do what, two side by side, and what is taken away as a file.
import { readFile } from "node:fs/promises";
import { type Download, expect, type Locator, type Page, test } from "@playwright/test";
import { at, demoHost, expectAccessible, expectNoSideways, PHONE, THEMES } from "./page-checks.ts";

/** The row of one registry. */
function registryRow(page: Page, host: string): Locator {
  return page.getByRole("row", { name: new RegExp(`^Compare ${host.replaceAll(".", "\\.")}`) });
}

/** Has a demo registry probed, so that its verdict does not hang on how far the server's start is. */
async function probed(page: Page, name: string): Promise<string> {
  const host = await demoHost(page, name);
  await page.request.post(at("/api/probe"), { data: { registry: host, repository: "refscope/app" } });
  return host;
}

/** What the page sends besides GETs. */
function postsOf(page: Page): string[] {
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") posts.push(request.url());
  });
  return posts;
}

for (const theme of THEMES) {
  test(`every registry with its state, step and capabilities, and none is asked (${theme})`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/"));
    const [bicycle, midway, ghcr] = [
      await probed(page, "bicycle"),
      await probed(page, "midway"),
      await probed(page, "ghcr-like"),
    ];
    const posts = postsOf(page);
    await page.goto(at("/registries"));
    await expect(registryRow(page, bicycle)).toContainText("bicycle (current)");
    await expect(registryRow(page, bicycle)).toContainText("demo: bicycle: tags only");
    await expect(registryRow(page, bicycle)).toContainText("probe");
    await expect(registryRow(page, midway)).toContainText("gap 3");
    await expect(registryRow(page, midway)).toContainText("step 3");
    // Denied is one thing, unsupported another, not asked a third.
    const catalog = registryRow(page, ghcr).getByTitle(/^catalog: /);
    await expect(catalog).toHaveText("denied");
    await expect(registryRow(page, bicycle).getByTitle(/^referrersApi: /)).toHaveText("no");
    await expect(registryRow(page, bicycle).getByTitle(/^sha512: /)).toHaveText("not asked");
    await page.waitForLoadState("networkidle");
    expect(posts).toEqual([]);
    await expectAccessible(page);
  });
}

test("search, filters and sort stand in the address", async ({ page }) => {
  await page.goto(at("/"));
  const [bicycle, midway] = [await probed(page, "bicycle"), await probed(page, "midway")];
  await page.goto(at("/registries"));
  await page.getByRole("button", { name: /^State/ }).click();
  await page.getByRole("menuitemcheckbox", { name: /motorcycle/ }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/state=motorcycle/);
  await expect(registryRow(page, bicycle)).toHaveCount(0);
  await expect(registryRow(page, midway)).toHaveCount(1);
  await page.getByLabel("Search the registries").fill("midway");
  await expect(page.getByText(/^1 of \d+ registries$/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Search the registries")).toHaveValue("midway");
  await expect(registryRow(page, midway)).toHaveCount(1);

  await page.goto(at("/registries"));
  await page.getByRole("button", { name: "referrers API" }).click();
  await expect(page.getByRole("columnheader", { name: "referrers API" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  const first = page
    .getByRole("row")
    .filter({ has: page.getByRole("checkbox") })
    .first();
  await expect(first.getByTitle(/^referrersApi: /)).toHaveText("yes");
  await page.getByRole("button", { name: "referrers API" }).click();
  await expect(first.getByTitle(/^referrersApi: /)).toHaveText("no");
  await page.goBack();
  await expect(first.getByTitle(/^referrersApi: /)).toHaveText("yes");
  await page.getByLabel("Search the registries").fill("no such registry");
  await expect(page.getByText("No registry fits the search and the filters.")).toBeVisible();
  await expectAccessible(page);
});

test("two registries side by side: what differs first, each with its evidence and its age", async ({
  page,
}) => {
  await page.goto(at("/"));
  const [bicycle, midway] = [await probed(page, "bicycle"), await probed(page, "midway")];
  const other = await demoHost(page, "extended");
  await page.goto(at("/registries"));
  await page.getByLabel(`Compare ${bicycle}`).check();
  await expect(page.getByText("Tick a second registry in the table.")).toBeVisible();
  await page.getByLabel(`Compare ${midway}`).check();
  await expect(page.getByLabel(`Compare ${other}`)).toBeDisabled();
  const compare = page.locator("section", { has: page.getByRole("heading", { name: "Compare" }) });
  const groups = compare.locator("th[scope=rowgroup]");
  await expect(groups.first()).toHaveText(/^\d+ differs?$/);
  const api = compare.getByRole("row", { name: /^referrersApi/ });
  await expect(api.getByRole("cell").first()).toContainText("unsupported");
  await expect(api.getByRole("cell").first()).toContainText("404");
  await expect(api.getByRole("cell").last()).toContainText("supported");
  await expect(api.getByText(/^evidence of (just now|.+ ago)$/)).toHaveCount(2);
  await expectAccessible(page);
  await api
    .getByRole("button", { name: /^Open exchange/ })
    .first()
    .click();
  await expect(page.getByRole("dialog")).toContainText(`http://${bicycle}/v2/`);
  await page.keyboard.press("Escape");

  await page.reload();
  await expect(api).toBeVisible();
  await page.goBack();
  await expect(compare.getByText("Tick a second registry")).toBeVisible();
  await page.goForward();
  await compare.getByRole("button", { name: "Close" }).click();
  await expect(compare).toHaveCount(0);
});

async function exported(page: Page, format: string): Promise<string> {
  const download: Promise<Download> = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: format }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^refscope-registries-\d{4}-\d\d-\d\d\.(json|csv|md)$/);
  return readFile(await file.path(), "utf8");
}

test("what is shown is exported with its evidence, as JSON, CSV and Markdown", async ({ page }) => {
  await page.goto(at("/"));
  const host = await probed(page, "bicycle");
  await page.goto(at("/registries?q=bicycle.localhost"));
  await expect(registryRow(page, host)).toHaveCount(1);

  const json = JSON.parse(await exported(page, "JSON"));
  expect(json.registries).toHaveLength(1);
  const [known] = json.registries;
  expect(known).toMatchObject({ registry: host, learnt: "probe" });
  const cited = known.upgrade.capabilities.referrersApi.evidence;
  expect(known.exchanges.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(cited));

  const csv = await exported(page, "CSV");
  expect(csv.trim().split("\r\n")).toHaveLength(14);
  expect(csv).toMatch(
    new RegExp(`"${host}".*"referrersApi","unsupported".*"GET http://${host}/v2/[^"]* 404`),
  );

  const markdown = await exported(page, "Markdown");
  expect(markdown).toContain(`| \`${host}\` | yes | bicycle (current) |`);
  expect(markdown).toContain(`\`GET http://${host}/v2/`);
});

test("a registry that only an exploration met says so; one that nobody asked says that", async ({ page }) => {
  await page.goto(at("/"));
  const host = (await demoHost(page, "extended")).replace("extended.localhost", "127.0.0.1");
  await page.request.post(at("/api/explore"), { data: { reference: `${host}/refscope/app:0.1` } });
  await page.goto(at("/registries?origin=mine"));
  await expect(registryRow(page, host)).toContainText("exploration");
  await expect(registryRow(page, host)).not.toContainText("demo:");
});

test("at 390 px a registry is a card whose capabilities open, and nothing scrolls sideways", async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  await page.goto(at("/"));
  const [bicycle, midway] = [await probed(page, "bicycle"), await probed(page, "midway")];
  await page.goto(at("/registries"));
  await expectNoSideways(page);
  await expectAccessible(page);
  const row = registryRow(page, bicycle);
  await row.getByRole("button", { name: /^\d+ supported, \d+ unsupported, \d+ unknown$/ }).click();
  await expect(row.getByText("lists what refers to a digest")).toBeVisible();
  await expectNoSideways(page);
  await page.getByLabel(`Compare ${bicycle}`).check();
  await page.getByLabel(`Compare ${midway}`).check();
  await expect(page.getByText(/^\d+ differs?$/)).toBeVisible();
  await expectNoSideways(page);
  await expectAccessible(page);
});
