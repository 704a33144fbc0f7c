// The front page: from nothing to the first graph, and back to where one was.
import { expect, test } from "@playwright/test";
import { at, demoHost, expectAccessible, expectNoSideways, PHONE, stateOf, THEMES } from "./page-checks.ts";

for (const theme of THEMES) {
  test(`a first visit finds samples and registries without writing anything (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/"));
    await expect(page).toHaveTitle("Refscope");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      "What refers to an image, who can see it, and is its registry ready?",
    );
    await expect(page.getByRole("heading", { name: "Recent" })).toHaveCount(0);
    await expect(page.getByRole("link", { name: /^bicycle\.localhost:\d+\/refscope\/app:/ })).toBeVisible();
    await expect(page.getByRole("link", { name: "All registries" })).toBeVisible();
    await expectAccessible(page);

    const rows = page.getByRole("link", { name: /\.localhost:\d+\/.+:/ });
    const few = await rows.count();
    await page.getByRole("button", { name: /^Show all \d+$/ }).click();
    expect(await rows.count()).toBeGreaterThan(few);
    await expectAccessible(page);
  });
}

test("samples and registries show the state that the server learnt at its start", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "bicycle");
  await expect.poll(() => stateOf(page, host)).toBe("bicycle");
  await page.reload();
  const sample = page.getByRole("listitem").filter({ hasText: `${host}/refscope/app:0.1` });
  await expect(sample).toContainText("bicycle (current)");
  const card = page.getByRole("link", { name: new RegExp(`^${host}`) }).filter({ hasText: "step" });
  await expect(card).toContainText(/demo, seen (just now|.+ ago)/);
});

test("opening the front page asks no registry", async ({ page }) => {
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") posts.push(request.url());
  });
  await page.goto(at("/"));
  await page.waitForLoadState("networkidle");
  expect(posts).toEqual([]);
});

test("a pasted command leads to its image", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.keyboard.press("/");
  const box = page.getByLabel("Image reference");
  await expect(box).toBeFocused();
  await box.fill(`docker pull ${host}/refscope/app:0.1`);
  await box.press("Enter");
  await expect(page).toHaveURL(at(`/r/${host}/refscope/app:0.1`));
});

test("a bad reference says what is wrong with it, where, and what may be meant", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "bicycle");
  const box = page.getByLabel("Image reference");
  await box.fill(`${host}/Refscope/app:0.1`);
  await box.press("Enter");
  const fault = page.getByRole("main").getByRole("alert");
  await expect(fault).toContainText("A repository name has no capital letters");
  await expect(fault.locator("mark")).toHaveText("Refscope");
  await expect(box).toHaveAttribute("aria-invalid", "true");
  await expect(page).toHaveURL(at("/"));
  await expectAccessible(page);

  await fault.getByRole("button", { name: `${host}/refscope/app:0.1` }).click();
  await expect(page).toHaveURL(at(`/r/${host}/refscope/app:0.1`));
});

test("recent references survive a reload, and can be cleared", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "bicycle");
  await page.getByRole("link", { name: `${host}/refscope/app:0.1` }).click();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("refscope.recent"))).toContain(host);

  await page.goto(at("/"));
  const recent = page.locator("section", { has: page.getByRole("heading", { name: "Recent" }) });
  const entry = recent.getByRole("link", { name: `${host}/refscope/app:0.1` });
  await expect(entry).toBeVisible();
  await expect(recent).toContainText("index, 2 platforms");
  await expectAccessible(page);
  await page.reload();
  await expect(entry).toHaveAttribute("href", `/r/${host}/refscope/app:0.1`);

  await recent.getByRole("button", { name: "Clear" }).click();
  await expect(recent).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Samples" })).toBeVisible();
  await expect(recent).toHaveCount(0);
});

test("the theme is the reader's to choose, and stays", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(at("/"));
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("body")).toHaveCSS("background-color", "rgb(15, 16, 18)");
});

test("? tells the keys, and the first Tab skips to the content", async ({ page }) => {
  await page.goto(at("/"));
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await expect(help).toContainText("Write a reference");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
});

test("at 390 px the menu leads everywhere and nothing scrolls sideways", async ({ page }) => {
  test.slow();
  await page.setViewportSize(PHONE);
  for (const path of ["/", "/registries", "/api", "/no/such/page"]) {
    await page.goto(at(path));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSideways(page);
    await expectAccessible(page);
  }
  await page.goto(at("/"));
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Registries" }).click();
  await expect(page).toHaveURL(at("/registries"));
});

for (const theme of THEMES) {
  test(`the API's documentation is the contract, readable (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/api"));
    await expect(page).toHaveTitle("API · Refscope");
    const contract = await (await page.request.get(at("/api/openapi.json"))).json();
    for (const path of Object.keys(contract.paths)) {
      await expect(page.getByRole("heading", { name: new RegExp(`${path}$`) })).toBeVisible();
    }
    await page.getByRole("link", { name: "Exchange", exact: true }).first().click();
    await expect(page.locator("#Exchange").getByText("requestHeaders")).toBeVisible();
    await expect(page.locator("#Problem").getByText("retryAfterSeconds").first()).toBeHidden();
    await expectAccessible(page);
  });
}

test("an address that leads nowhere says so, and where to go", async ({ page }) => {
  const answer = await page.goto(at("/no/such/page"));
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page at this address");
  await expect(page.getByLabel("Image reference")).toBeVisible();
});

test("the names on the front page are explained, and lead to the upgrade path", async ({ page }) => {
  await page.goto(at("/"));
  const names = page.locator("section", { has: page.getByRole("heading", { name: "What the names mean" }) });
  for (const name of ["bicycle (current)", "motorcycle (complete)", "rat (current)", "squirrel", "beaver"]) {
    await expect(names).toContainText(name);
  }
  await expect(names).toContainText(/step 3.+referrers API answers/);
  await names.getByRole("link", { name: "The upgrade path" }).click();
  await expect(page).toHaveURL(at("/upgrade#names"));
});

test("docker run leads to its image, whatever is run in it", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  const box = page.getByLabel("Image reference");
  await box.fill(`docker run -it --rm -p 80:80 ${host}/tools/scanner:1.0 scan --all`);
  await box.press("Enter");
  await expect(page).toHaveURL(at(`/r/${host}/tools/scanner:1.0`));
});

test("single keys can be switched off, and stay off", async ({ page }) => {
  await page.goto(at("/"));
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await help.getByRole("switch", { name: /Single-key shortcuts/ }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.reload();
  const host = await demoHost(page, "midway");
  await page.goto(at(`/r/${host}/refscope/app:0.1?view=tree`));
  await expect(page.getByRole("treeitem").first()).toBeVisible();
  for (const key of ["g", "b", "/", "?"]) await page.keyboard.press(key);
  await expect(page.getByRole("tree")).toBeVisible();
  await expect(page.getByLabel("Image reference")).not.toBeFocused();
  await expect(help).toHaveCount(0);

  // A phone's menu has it too: a page at 400 % is as narrow.
  await page.setViewportSize(PHONE);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Keyboard" }).click();
  await help.getByRole("switch").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await expect(page).toHaveURL(/view=table/);
});

test("at 390 px the API's documentation is found by its contents", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto(at("/api"));
  await page.getByText("On this page").click();
  await page
    .getByRole("navigation", { name: "On this page" })
    .getByRole("link", { name: "Settings" })
    .click();
  await expect(page.locator("#settings")).toBeInViewport();
});
