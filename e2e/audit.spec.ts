// A repository audited: what is found, what is not known, and where it stands in the transition.
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import {
  at,
  demoHost,
  expectAccessible,
  expectNoSideways,
  faultyImage,
  PHONE,
  THEMES,
} from "./page-checks.ts";

/** The page of a repository of the registry that holds those to audit. */
function repository(name: string): string {
  return at(`/registries/${faultyImage("repositories").replace(/\/.*$/, "")}/audit/${name}`);
}

/** Every POST that the page sends to audit. */
function auditsOf(page: Page): string[] {
  const bodies: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/audit")) bodies.push(request.postData() ?? "");
  });
  return bodies;
}

function panel(page: Page, name: string): Locator {
  return page.locator("section", { has: page.getByRole("heading", { level: 2, name }) });
}

function group(page: Page, name: string): Locator {
  return panel(page, "Findings").locator("section", { has: page.getByRole("heading", { level: 3, name }) });
}

function step(page: Page, number: number): Locator {
  return panel(page, "Registry transition")
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { level: 3 }) })
    .nth(number - 1);
}

/** Starts it, whether there was one before or not, and waits for its end. */
async function audit(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^Audit( again)?$/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "What was looked at" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("button", { name: "Stop", exact: true })).toHaveCount(0);
}

for (const theme of THEMES) {
  test(`opening a repository's page asks nobody; its audit names each digest of the gap (${theme})`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/"));
    const host = await demoHost(page, "midway");
    const audits = auditsOf(page);
    await page.goto(at(`/registries/${host}/refscope/app`));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${host}/refscope/app`);
    await page.waitForLoadState("networkidle");
    expect(audits).toEqual([]);

    await audit(page);
    expect(audits.map((body) => JSON.parse(body))).toEqual([{ registry: host, repository: "refscope/app" }]);
    const gap = group(page, "In a tag, not in the API");
    await expect(gap.getByRole("listitem")).toHaveCount(3);
    await expect(group(page, "In the API, not in a tag").getByRole("heading")).toContainText("7");
    await expect(step(page, 2)).toContainText("gap: 3 referrers are in the tag alone");
    await expect(panel(page, "Registry transition")).toContainText("Operators next");
    await expect(panel(page, "How it was made")).toContainText("tree branch (intermediate)");
    await expectAccessible(page);

    // Each claim opens the request behind it, and each digest leads to the explorer.
    await gap
      .getByRole("button", { name: /^Open exchange \d+$/ })
      .first()
      .click();
    const receipt = page.getByRole("dialog");
    await expect(receipt).toContainText(`http://${host}/v2/refscope/app/manifests/sha256:`);
    await page.keyboard.press("Escape");
    await expect(gap.getByRole("link").first()).toHaveAttribute(
      "href",
      /^\/r\/.+\/refscope\/app@sha256:[0-9a-f]{64}$/,
    );
  });

  test(`every kind of finding, and the picture and its table say the same (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(repository("odd"));
    await audit(page);
    const kinds = await panel(page, "Findings").getByRole("heading", { level: 3 }).allTextContents();
    expect(kinds.map((kind) => kind.replace(/\d+$/, ""))).toEqual([
      "In a tag, not in the API",
      "Listed, and about something else",
      "Listed, and not there",
      "Refers to what is not there",
      "Tags of nothing",
      "Listed, and not readable",
      "Listed more than once",
      "In the API, not in a tag",
    ]);
    await group(page, "In a tag, not in the API")
      .getByRole("button", { name: /^Show the other/ })
      .click();
    await expect(group(page, "In a tag, not in the API").getByRole("listitem")).toHaveCount(15);

    const made = panel(page, "How it was made");
    await expect(
      made.getByRole("img", { name: "tree branch, with a referrers tag: 42 tags from 2021 Q1 to 2025 Q4" }),
    ).toBeVisible();
    await made.getByRole("button", { name: "Table" }).click();
    await expect(made.getByRole("row", { name: /^all/ })).toContainText("42");
    await expect(made.getByRole("row", { name: /^no time/ })).toBeVisible();
    await expectAccessible(page);

    const tags = panel(page, "Tags");
    await tags.getByRole("button", { name: /^Generation/ }).click();
    await page.getByRole("menuitemcheckbox", { name: /whole tree/ }).click();
    await page.keyboard.press("Escape");
    await expect(tags).toContainText("12 of 122");
    await expect(tags.getByRole("row", { name: /^v/ }).first()).toContainText("artifact manifest");

    // The address keeps both, and "back" undoes them one by one.
    await page.reload();
    await expect(tags).toContainText("12 of 122");
    await expect(made.getByRole("button", { name: "Table" })).toHaveAttribute("aria-pressed", "true");
    await page.goBack();
    await expect(tags).toContainText("122 given by people");
    await expect(made.getByRole("button", { name: "Table" })).toHaveAttribute("aria-pressed", "true");
  });

  test(`what was denied is not known: no gap, no nothing, and it is said (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(repository("half-denied"));
    await audit(page);
    await expect(page.getByRole("heading", { name: "Not everything could be checked" })).toBeVisible();
    await expect(group(page, "Could not be checked")).toContainText("403");
    await expect(step(page, 2)).toContainText("not compared");
    await expect(step(page, 2).getByRole("heading", { name: "Not known" })).toBeVisible();
    await expect(step(page, 2).getByRole("heading", { name: "Missing" })).toHaveCount(0);
    await expect(panel(page, "How it was made")).toContainText("not known");
    await expect(page.getByRole("main")).not.toContainText("Nothing to mend was found");
    await expectAccessible(page);
  });
}

test("a repository where all agrees says so, and how much was looked at", async ({ page }) => {
  await page.goto(repository("history"));
  await audit(page);
  await expect(page.getByRole("heading", { name: "Nothing to mend was found" })).toBeVisible();
  await expect(
    page.getByText("All 42 entries of referrers tags that were compared are in the API."),
  ).toBeVisible();
  await expect(panel(page, "What was looked at")).toContainText("digests asked");
  await expect(step(page, 2)).toContainText("no gap was seen");
  await expectAccessible(page);
});

test("a list that is wrong about what it names gives no green light to drop it", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.goto(at(`/registries/${host}/base/hardened`));
  await audit(page);
  await expect(step(page, 2)).toContainText("no gap in 2 of 3 entries; 1 is about something else");
  await expect(step(page, 2).getByRole("heading", { name: "Still to do" })).toBeVisible();
  await expect(panel(page, "Registry transition")).toContainText("drop no referrers tag before");
  await expect(group(page, "Listed, and about something else").getByRole("listitem")).toHaveCount(1);
  await expect(group(page, "Listed with a false type or size")).toContainText("artifactType");
});

test("an answer that breaks off keeps what came, and is no finished list", async ({ page }) => {
  await page.route("**/api/audit", async (route) => {
    const answer = await route.fetch();
    const lines = (await answer.text()).split("\n").filter((line) => !line.startsWith('{"type":"done"'));
    await route.fulfill({ response: answer, body: lines.join("\n") });
  });
  await page.goto(repository("odd"));
  await page
    .getByRole("button", { name: /^Audit( again)?$/ })
    .first()
    .click();
  await expect(
    page.getByRole("heading", { name: "The answer broke off: what was found until then is here" }),
  ).toBeVisible();
  await expect(panel(page, "Findings")).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("Nothing to mend");
  await expectAccessible(page);
});

test("where there is no API, referrers tags were held against nothing", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "bicycle");
  await page.goto(at(`/registries/${host}/refscope/app`));
  await audit(page);
  await expect(
    page.getByText("This registry has no referrers API, so its referrers tags were held against nothing."),
  ).toBeVisible();
});

test("a repository that is not there: what else that may mean, and what to do", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "bicycle");
  await page.goto(at(`/registries/${host}/refscope/nothing-here`));
  await page.getByRole("button", { name: "Audit", exact: true }).click();
  await expect(page.getByRole("heading", { name: "The registry has no such repository" })).toBeVisible();
  await expect(page.getByText("A private repository may also answer like this.")).toBeVisible();
  await expect(page.getByText("Check the repository's name", { exact: false })).toBeVisible();
});

test("the box to audit names what the page names, until somebody writes in it", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "bicycle");
  await page.goto(at(`/registries/${host}?repository=refscope/app`));
  const box = page.getByLabel("Repository to audit");
  const narrow = page.getByLabel("Repository, with a tag or digest if you like");
  await expect(box).toHaveValue("refscope/app");
  await narrow.fill("refscope/dangling");
  await narrow.press("Enter");
  await expect(page).toHaveURL(/repository=refscope%2Fdangling$/);
  await expect(box).toHaveValue("refscope/dangling");
  await box.fill("refscope/mini");
  await narrow.fill("refscope/app");
  await narrow.press("Enter");
  await expect(page).toHaveURL(/repository=refscope%2Fapp$/);
  await expect(box).toHaveValue("refscope/mini");
});

test("an empty repository is empty, and nothing more is said of it", async ({ page }) => {
  await page.goto(repository("empty"));
  await audit(page);
  await expect(page.getByRole("heading", { name: "The repository has no tags" })).toBeVisible();
  await expect(panel(page, "How it was made")).toHaveCount(0);
  await expectAccessible(page);
});

test("an audit shows how far it is, is stopped, and keeps what it found", async ({ page }) => {
  // The registry takes its time, and so does axe.
  test.setTimeout(120_000);
  await page.goto(repository("slow"));
  await page.getByRole("button", { name: "Audit", exact: true }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await expect(panel(page, "Tags")).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByRole("heading", { name: /^Stopped/ })).toBeVisible();
  await expect(page.getByText(/\d+ of 150 digests were asked about/)).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("Nothing to mend was found");
  await expectAccessible(page);
  // It is remembered as what it is.
  await page.reload();
  await expect(page.getByRole("heading", { name: /^Stopped/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Audit again" })).toBeVisible();
});

test("a denied repository says who may help, and claims nothing", async ({ page }) => {
  await page.goto(repository("denied"));
  await expect(page.getByRole("heading", { name: "audit/denied was not audited yet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Audit", exact: true }).click();
  await expect(page.getByRole("heading", { name: /did not let Refscope read$/ })).toBeVisible();
  await expect(page.getByText(/^docker login 127\.0\.0\.1:\d+$/)).toBeVisible();
  await expect(page.getByText("nothing says that there is none")).toBeVisible();
  await expectAccessible(page);
});

test("the registry's page audits a repository in place, and lists what was audited", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "bicycle");
  await page.goto(at(`/registries/${host}?repository=refscope/app`));
  const field = page.getByLabel("Repository to audit");
  await field.fill("Refscope/App");
  await field.press("Enter");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("no capital letters");
  await field.fill("refscope/dangling");
  await field.press("Enter");
  await expect(group(page, "Tags of nothing").getByRole("listitem")).toHaveCount(2);
  await expect(group(page, "Refers to what is not there").getByRole("listitem")).toHaveCount(1);
  const row = page.getByRole("row", { name: /^refscope\/dangling/ });
  await expect(row).toContainText("step 1");
  await expect(row).toContainText("no API");
  await expect(row).toContainText("4 findings");
  await expect(panel(page, "Registry transition")).toContainText("audit");
  await expectAccessible(page);
  await row.getByRole("link").click();
  await expect(page).toHaveURL(at(`/registries/${host}/refscope/dangling`));
  await expect(page.getByText(/^audited /)).toBeVisible();
});

test("an audit is saved as JSON, CSV and Markdown", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "empty-proxy");
  await page.goto(at(`/registries/${host}/refscope/mini`));
  await audit(page);
  const save = async (format: string) => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: new RegExp(`^${format}(?! of)`) }).click();
    return readFile(await (await download).path(), "utf8");
  };
  const json = JSON.parse(await save("JSON"));
  expect(json).toMatchObject({ registry: host, repository: "refscope/mini", end: "complete" });
  const [finding] = json.findings;
  expect(finding).toMatchObject({ kind: "tag-only" });
  expect(await save("CSV")).toContain(`"tag-only","${finding.digest}"`);
  expect(await save("CSV of tags")).toContain('"0.1","read"');
  expect(await save("Markdown")).toContain("## In a tag, not in the API: 1");
  await expect(page.getByText("A pull-through cache may answer for itself", { exact: false })).toBeVisible();
});

test("all of it works by keyboard", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "quay-like");
  await page.goto(at(`/registries/${host}/refscope/mini`));
  await page
    .getByRole("button", { name: /^Audit( again)?$/ })
    .first()
    .focus();
  await page.keyboard.press("Enter");
  await expect(panel(page, "How it was made")).toBeVisible();
  const table = panel(page, "How it was made").getByRole("button", { name: "Table" });
  await table.focus();
  await page.keyboard.press("Space");
  await expect(table).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Export" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: /^JSON/ })).toBeFocused();
  await page.keyboard.press("Escape");
});

test("an address that names no repository sends nothing", async ({ page }) => {
  const audits = auditsOf(page);
  await page.goto(repository("odd:1.0"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not a repository");
  await expect(page.getByText("without tag or digest")).toBeVisible();
  expect(audits).toEqual([]);
  await expectAccessible(page);
});

test("at 390 px nothing scrolls sideways but the table in its frame", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto(repository("odd"));
  await audit(page);
  await expectNoSideways(page);
  await panel(page, "How it was made").getByRole("button", { name: "Table" }).click();
  await expectNoSideways(page);
  await expectAccessible(page);
  const [name, count] = await Promise.all([
    page.getByText("tags listed").boundingBox(),
    page.getByText("given by people").first().boundingBox(),
  ]);
  expect(Math.abs((name?.y ?? 0) - (count?.y ?? 100))).toBeLessThan(8);
});
