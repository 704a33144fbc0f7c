// The working group's table, live: run it, open a row, read its trace, and what is said where it cannot run.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { at, expectAccessible, expectNoSideways, PHONE, THEMES } from "./page-checks.ts";

/** The table's row of that number. */
function scenario(page: Page, number: number): Locator {
  return page
    .getByRole("table", { name: "The document's eighteen scenarios" })
    .getByRole("row", { name: new RegExp(`^${number} `) });
}

/** Every run that the page asks for. */
function runsOf(page: Page): object[] {
  const bodies: object[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/scenarios")) bodies.push(JSON.parse(request.postData() ?? "{}"));
  });
  return bodies;
}

async function untilRun(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: "Run all 18" })).toBeVisible();
}

/** Where no button lies half under the bar, which axe would take for one that is too small. */
async function toTop(page: Page): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
}

for (const theme of THEMES) {
  test(`the table runs when it is told to, each row with its receipts (${theme})`, async ({ page }) => {
    const runs = runsOf(page);
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/"));
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Upgrade path" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Upgrade path, 18 scenarios");
    await expect(page.getByText("Not run yet. Nothing runs before you say so.")).toBeVisible();
    await expect(scenario(page, 8)).toContainText("bicycle (current)");
    await expect(scenario(page, 8)).toContainText("squirrel (intermediate)");
    await expect(scenario(page, 13)).toContainText("not supported");
    await expect(scenario(page, 16)).not.toContainText("not supported");
    await page.waitForLoadState("networkidle");
    expect(runs).toEqual([]);
    await expectAccessible(page);

    await page.getByRole("button", { name: "Run all 18" }).click();
    await expect(page.getByText(/^Run against the demo registries .+: 18 hold\./)).toBeVisible();
    expect(runs).toHaveLength(1);
    await expect(scenario(page, 8)).toContainText("1 found by tag listing");
    await expect(scenario(page, 17)).toContainText("1 found, 0 usable");

    await page
      .getByRole("button", { name: "Producer / consumer working in compatibility mode with tags" })
      .click();
    await expect(page).toHaveURL(/open=8/);
    const trace = page.locator("section", { has: page.getByRole("heading", { name: "Wire trace" }) });
    await expect(trace.getByText("consumer", { exact: true }).first()).toBeVisible();
    await expect(page.getByRole("columnheader", { name: "Expected" })).toBeVisible();
    await expectAccessible(page);
    await trace
      .getByRole("button", { name: /GET .*\/referrers\/sha256:/ })
      .first()
      .click();
    const receipt = page.getByRole("dialog");
    await expect(receipt).toContainText("curl -sS");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(receipt).toHaveCount(0);
  });
}

test("by OCI 1.1 the whole tree is rejected everywhere, and the table says so", async ({ page }) => {
  await page.goto(at("/upgrade"));
  await page.getByRole("button", { name: "OCI 1.1", exact: true }).click();
  await expect(page.getByText("the artifact manifest is withdrawn")).toBeVisible();
  await page.getByRole("button", { name: "Run all 18" }).click();
  await expect(page.getByText(/^Run against the demo registries .+: 18 hold\./)).toBeVisible();
  await expect(scenario(page, 8)).toContainText("1 found by referrers tag");
  // Rows 16 to 18 cannot come out as the document has them: they say what is right here, and what it promised.
  for (const number of [16, 17, 18]) {
    await expect(scenario(page, number)).toContainText("registry rejects it as OCI 1.1 withdrew it");
    await expect(scenario(page, number)).toContainText("Proposal E promised: “Producer");
    await expect(scenario(page, number)).toContainText("withdrawn");
    await expect(scenario(page, number)).toContainText("holds");
  }
  await expect(scenario(page, 18)).toContainText("push 400, 0 found");
  await page.getByRole("button", { name: /Producer and consumer both use new manifest and API/ }).click();
  await expect(
    page.getByText("Expected, read as OCI 1.1: push rejected, 0 found. Observed: push 400, 0 found."),
  ).toBeVisible();
  await expect(page.getByText("the right outcome in this reading")).toBeVisible();
  const legend = page.getByRole("region", { name: "What the verdicts say" });
  await expect(legend).toContainText("in the reading that is chosen, OCI 1.1");
  await expect(legend.getByRole("term")).toHaveText(["holds", "differs", "not run", "not known"]);
  await expect(legend).toContainText("where a push has to be rejected, its rejection");
  await toTop(page);
  await expectAccessible(page);
  // What ran in one reading says nothing in the other.
  await page.getByRole("button", { name: "Proposal E, literal" }).click();
  await expect(page.getByText("Not run yet. Nothing runs before you say so.")).toBeVisible();
  await expect(scenario(page, 18)).not.toContainText("withdrawn");
});

test("address, reload and back keep what was chosen, and the last run keeps its age", async ({ page }) => {
  await page.goto(at("/upgrade?producer=branch&verdict=holds&open=9"));
  await expect(page.getByText("No row fits these filters.")).toBeVisible();
  await page.getByRole("button", { name: /^All 6$/ }).click();
  await page.getByRole("button", { name: "Run scenario 9" }).click();
  await untilRun(page);
  await expect(scenario(page, 9)).toContainText("holds");
  await page.getByRole("button", { name: "Holds 1" }).click();
  await expect(page.getByRole("row", { name: /^7 / })).toHaveCount(0);
  await page.reload();
  await expect(
    page.getByText(/^Run against the demo registries .+ ago: 1 holds\.$|just now: 1 holds\.$/),
  ).toBeVisible();
  await expect(scenario(page, 9)).toContainText("1 found, image-spec form");
  await expect(page.getByRole("heading", { name: "Wire trace" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("row", { name: /^7 / })).toHaveCount(1);
});

test("the arrows go from row to row, Enter opens one", async ({ page }) => {
  await page.goto(at("/upgrade"));
  await page.getByRole("button", { name: "Present state, no refers" }).first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const second = page.getByRole("button", { name: "Consumer looking for refers that don't exist" }).first();
  await expect(second).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(second).toHaveAttribute("aria-expanded", "true");
  await expect(page).toHaveURL(/open=2/);
  await expect(page.getByText(/^Not run yet\. Producer: pushes no references\./)).toBeVisible();
  await page.keyboard.press("End");
  await expect(
    page.getByRole("button", { name: "Producer and consumer both use new manifest and API" }),
  ).toBeFocused();
  await expectAccessible(page);
});

test("the rows besides the eighteen run, each as the page describes it", async ({ page }) => {
  await page.goto(at("/upgrade"));
  const extras = page.locator("section", {
    has: page.getByRole("heading", { name: "Besides the eighteen" }),
  });
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/scenarios"));
  await extras.getByRole("button", { name: "Run these 6" }).click();
  // The page's own answer is a stream, which the browser does not keep: the same is asked for once more.
  const answer = await page.request.post(at("/api/scenarios"), { data: (await asked).postDataJSON() });
  const described = (await answer.json()).map((run: { description: string }) => run.description);
  expect(described).toHaveLength(6);
  for (const description of described) await expect(extras.getByText(description)).toBeVisible();
  await expect(extras.getByText(/6 hold\.$/)).toBeVisible();
  await extras.getByRole("button", { name: /^Two producers read a referrers tag at once/ }).click();
  await expect(extras.getByRole("heading", { name: "Wire trace" })).toBeVisible();
  await toTop(page);
  await expectAccessible(page);
  // They belong to neither reading.
  await page.getByRole("button", { name: "OCI 1.1", exact: true }).click();
  await expect(extras.getByText(/6 hold\.$/)).toBeVisible();
});

test("a run that is stopped keeps what ended, and says what is missing", async ({ page }) => {
  await page.goto(at("/upgrade"));
  // The first rows come, the rest never does.
  await page.route("**/api/scenarios", async (route) => {
    const answer = await route.fetch();
    const lines = (await answer.text()).split("\n");
    const cut = lines.findIndex((line) => line.startsWith('{"type":"run"') && line.includes('"id":"3"'));
    await route.fulfill({ response: answer, body: `${lines.slice(0, cut + 3).join("\n")}\n` });
  });
  await page.getByRole("button", { name: "Run all 18" }).click();
  await expect(
    page.getByRole("heading", { name: "The answer broke off before the run was done" }),
  ).toBeVisible();
  await expect(page.getByText("3 rows came to an end and keep their verdict")).toBeVisible();
  await expect(scenario(page, 3)).toContainText("holds");
  await expect(scenario(page, 4)).toContainText("broken off");
  await expect(scenario(page, 5)).toContainText("not run");
  await expectAccessible(page);
  await page.unroute("**/api/scenarios");
  await page.getByRole("button", { name: "Run the 15 rows that are missing" }).click();
  await expect(page.getByText(/: 18 hold\./)).toBeVisible();
});

/** The button of the scratch repository's form. */
function runsOfItsKind(page: Page): Locator {
  return page.locator("form").getByRole("button", { name: "Run the 9 rows of its kind", exact: true });
}

test("a scratch repository is typed twice, and writes that are off are said to be", async ({ page }) => {
  const runs = runsOf(page);
  await page.goto(at("/upgrade"));
  await page.getByRole("button", { name: "Scratch repository" }).click();
  await expect(page).toHaveURL(/target=scratch/);
  // The reading stays the one that was chosen; that a registry of today follows the other is said beside it.
  await expect(page.getByRole("button", { name: "Proposal E, literal" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.getByRole("button", { name: "Read as OCI 1.1" }).click();
  await expect(page.getByRole("button", { name: "OCI 1.1", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(page.getByText("Registries of today follow OCI 1.1")).toHaveCount(0);
  // One registry is of one kind, and half of the rows are about the other.
  await expect(page.getByRole("button", { name: "Run all 18" })).toHaveCount(0);
  await expect(page.getByText("the rows about the other kind cannot run here")).toBeVisible();
  // By keyboard, after the command and the button that copies it.
  await page.getByLabel("Repository, once more").focus();
  for (let times = 0; times < 3; times++) await page.keyboard.press("Tab");
  await expect(runsOfItsKind(page)).toBeFocused();
  await expect(page.getByText("Writing to registries is switched off.")).toBeVisible();
  await expect(page.getByText("REFSCOPE_WRITES=on npm start")).toBeVisible();
  await page.getByLabel("Registry", { exact: true }).fill("registry.example.com");
  await page.getByLabel("Repository", { exact: true }).fill("scratch/refscope");
  await runsOfItsKind(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "second time" })).toBeVisible();
  await page.getByLabel("Repository, once more").fill("scratch/other");
  await runsOfItsKind(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "not the same name" })).toBeVisible();
  expect(runs).toEqual([]);
  await expectAccessible(page);

  await page.getByLabel("Repository, once more").fill("scratch/refscope");
  await runsOfItsKind(page).click();
  await expect(page.getByRole("heading", { name: "Writing to registries is switched off" })).toBeVisible();
  await expect(page.getByText("No row was run, so nothing new is known.")).toBeVisible();
  await expect(scenario(page, 1)).toContainText("not run");
  expect(runs).toHaveLength(1);
  await expectAccessible(page);

  // The second typing is never kept: it is to be typed anew.
  await page.reload();
  await expect(page.getByLabel("Repository", { exact: true })).toHaveValue("scratch/refscope");
  await expect(page.getByLabel("Repository, once more")).toHaveValue("");
});

/** Fills the scratch repository's three fields. */
async function nameScratch(page: Page, host: string): Promise<void> {
  await page.getByLabel("Registry", { exact: true }).fill(host);
  await page.getByLabel("Repository", { exact: true }).fill("scratch/refscope");
  await page.getByLabel("Repository, once more").fill("scratch/refscope");
}

test("a run in a scratch repository is told as such: while it runs, after a reload, and when it fails", async ({
  page,
}) => {
  // This server may not write: a run of the demo registries stands for the answer, once it is let through.
  const runs = runsOf(page);
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route("**/api/scenarios", async (route) => {
    await held;
    const { scenarios, reading } = route.request().postDataJSON();
    await route.fulfill({ response: await route.fetch({ postData: { scenarios, reading } }) });
  });
  await page.goto(at("/upgrade?target=scratch"));
  await nameScratch(page, "Not a host!");
  await runsOfItsKind(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "A registry's host has no spaces." })).toBeVisible();
  await nameScratch(page, "Registry.Example.com");
  const again = page.getByLabel("Repository, once more");
  await again.press("Enter");
  const status = page.getByText(
    /^Running against registry\.example\.com\/scratch\/refscope: asking first whether it is a bicycle or a motorcycle\.$/,
  );
  await expect(status).toBeVisible();

  // Nothing begins twice, and no field can be changed under the run.
  await expect(again).not.toBeEditable();
  await again.press("Enter");
  await expect(status).toBeVisible();
  expect(runs).toHaveLength(1);
  await expectAccessible(page);

  // Elsewhere it is said to be under way there.
  await page.getByRole("button", { name: "Demo registries" }).click();
  await expect(
    page.getByText(
      "A run against registry.example.com/scratch/refscope, read as OCI 1.1, is under way: asking first whether it is a bicycle or a motorcycle.",
    ),
  ).toBeVisible();
  await expect(page.getByText("Nothing runs before you say so.")).toHaveCount(0);
  await page.getByRole("button", { name: "Scratch repository" }).click();
  letThrough();
  const ran = page.getByText(/^Run against registry\.example\.com\/scratch\/refscope .+: 18 hold\.$/);
  await expect(ran).toBeVisible();
  await page.reload();
  await expect(again).toHaveValue("");
  await expect(ran).toBeVisible();
  expect(runs).toHaveLength(1);

  await page.unroute("**/api/scenarios");
  await page.route("**/api/scenarios", (route) =>
    route.fulfill({
      status: 502,
      contentType: "application/problem+json",
      json: {
        type: "urn:refscope:problem:connection-failed",
        code: "connection-failed",
        status: 502,
        title: "The registry could not be reached",
        detail: "The connection was refused.",
        hint: "Check the port.",
        retryAfterSeconds: 38,
      },
    }),
  );
  await again.fill("scratch/refscope");
  await again.press("Enter");
  await expect(
    page.getByRole("heading", { name: "registry.example.com could not be reached", exact: true }),
  ).toBeVisible();
  // It counts down by itself.
  await expect(page.getByRole("button", { name: /^Try again in 3[0-6] s$/ })).toBeVisible();
});

test("the names are explained, and the front page leads there", async ({ page }) => {
  await page.goto(at("/"));
  await page.getByRole("main").getByRole("link", { name: "The upgrade path" }).click();
  await expect(page).toHaveURL(/\/upgrade#names$/);
  const names = page.locator("#names");
  for (const name of [
    "leaf",
    "tree branch",
    "whole tree",
    "bicycle",
    "motorcycle",
    "rat",
    "squirrel",
    "beaver",
  ]) {
    await expect(names.getByText(new RegExp(`${name} \\((current|intermediate|complete)\\)`))).toBeVisible();
  }
  await expect(names.getByRole("link", { name: /working group on reference types/ })).toHaveAttribute(
    "href",
    /UPGRADING\.md$/,
  );
  await expect(names.getByRole("heading", { name: "What the names mean" })).toBeInViewport();
});

test("at 390 px each row is a card, and nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto(at("/upgrade"));
  await expectNoSideways(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Run all 18" }).click();
  await expect(page.getByText(/: 18 hold\./)).toBeVisible();
  await page.getByRole("button", { name: "Run these 6" }).click();
  await expect(page.getByText(/6 hold\.$/)).toBeVisible();
  await page.getByRole("button", { name: /^The referrers tag is answered with the image itself/ }).click();
  await expectNoSideways(page);
  await page
    .getByRole("button", { name: "Producer / consumer working in compatibility mode with tags" })
    .click();
  await expect(page.getByRole("heading", { name: "Wire trace" })).toBeVisible();
  await expectNoSideways(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("button", { name: "Producer all" }).click();
  await page.getByRole("menuitemcheckbox", { name: /leaf/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^All 6$/ })).toBeVisible();
});
