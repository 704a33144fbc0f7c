// What is attached, why nothing is found, and what a sha256 tag is: the first jobs of a first visit.
import { expect, type Page, test } from "@playwright/test";
import { at, demoHost, expectAccessible, expectNoSideways, PHONE, THEMES } from "./page-checks.ts";

const APP = "refscope/app:0.1";

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel("Image reference").fill(text);
  await page.getByLabel("Image reference").press("Enter");
}

/** The way every journey waits: the summary names how things were found only when the walk has ended. */
async function explored(page: Page): Promise<void> {
  await expect(page.getByText(/^\d of 8 ways asked/).first()).toBeVisible();
  await expect(page.getByText(/ways answered, \d+ found so far/)).toHaveCount(0);
}

function inspector(page: Page) {
  return page.getByRole("complementary", { name: "Inspector" });
}

for (const theme of THEMES) {
  test(`job 1: what is attached to this image (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/"));
    const host = await demoHost(page, "motorcycle");
    await paste(page, `docker pull ${host}/${APP}`);

    await expect(page).toHaveURL(at(`/r/${host}/${APP}`));
    await explored(page);
    await expect(page.getByText("Index, 2 platforms.")).toBeVisible();
    await expect(page.getByText(/4 signatures, 4 SBOMs, 3 provenance/)).toBeVisible();
    await expect(page.getByRole("application", { name: "Graph of what refers to this image" })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Tree" }).click();
    await expect(page).toHaveURL(/view=tree/);
    const sbom = page.getByRole("treeitem", { name: /^SPDX SBOM/ });
    await sbom.click();
    await expect(inspector(page)).toContainText("SPDX SBOM");
    await expectAccessible(page);
    await inspector(page).getByRole("tab", { name: "Facts" }).click();
    await expect(inspector(page)).toContainText("application/spdx+json");

    // Its signature hangs on it, not on the image.
    await expect(page.getByRole("treeitem", { name: /^cosign bundle/, level: 3 })).toHaveCount(1);

    await inspector(page).getByRole("tab", { name: "Manifest" }).click();
    await expect(inspector(page).getByText("artifactType").first()).toBeVisible();

    const kept = page.url();
    await page.reload();
    await explored(page);
    expect(page.url()).toBe(kept);
    await expect(inspector(page)).toContainText("SPDX SBOM");

    await page.getByRole("button", { name: "Table" }).click();
    await expect(page.getByRole("row", { name: /OpenVEX/ })).toBeVisible();
    await expectAccessible(page);
    await page.goBack();
    await expect(page.getByRole("tree")).toBeVisible();
  });

  test(`job 4: why nothing is found (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/"));
    const bicycle = await demoHost(page, "bicycle");
    await paste(page, `${bicycle}/legacy/report:7`);
    await expect(page.getByText("Nothing refers to this image")).toBeVisible();
    await expect(page.getByText("5 of 8 ways asked, all answered.").first()).toBeVisible();
    await expectAccessible(page);

    // Not allowed to look is another answer than nothing there.
    const guarded = await demoHost(page, "guarded");
    await paste(page, `${guarded}/private/app:0.1`);
    await expect(page.getByText("This registry did not let Refscope read private/app")).toBeVisible();
    await expect(page.getByText("Nothing refers to this image")).toHaveCount(0);
    await expect(page.getByText(`docker login ${guarded}`)).toBeVisible();
    await expectAccessible(page);
  });

  test(`job 7: what is this sha256 tag (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/"));
    const host = await demoHost(page, "bicycle");
    const listed = await page.request.get(`http://127.0.0.1:${host.split(":")[1]}/v2/refscope/app/tags/list`);
    const { tags }: { tags: string[] } = await listed.json();
    const signatures = tags.find((tag) => tag.endsWith(".sig")) ?? "";
    await paste(page, `${host}/refscope/app:${signatures}`);
    await expect(page.getByText("This tag is made from a digest.")).toBeVisible();
    await expect(page.getByText(/cosign keeps the signatures of/)).toBeVisible();
    await explored(page);
    await expectAccessible(page);

    await paste(page, `${host}/refscope/app:${signatures.replace(".sig", "")}`);
    await expect(page.getByText(/It is the referrers tag/)).toBeVisible();
    await page.getByTitle(/^Explore sha256:/).click();
    await expect(page).toHaveURL(/@sha256:[0-9a-f]{64}$/);
    await expect(page.getByText("Index, 2 platforms.")).toBeVisible();
  });
}

test("a lens shows what one generation of consumers finds", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "midway");
  await page.goto(at(`/r/${host}/${APP}?view=tree`));
  await explored(page);
  const squirrel = page.getByRole("button", { name: /squirrel \(intermediate\)/ });
  // Attached artifacts alone, here as in the summary and the inspector: neither the index nor its platforms.
  await expect(page.getByRole("button", { name: /^Everything/ })).toContainText("18");
  await expect(squirrel).toContainText("11");
  await expect(inspector(page)).toContainText("18 attached, the list is complete");
  // The numbers beside each other add up, or say why not; so do the ways.
  await expect(page.getByText(/ 18 attached: 5 signatures, 6 SBOMs/)).toContainText(
    "3 carry several kinds and count in each.",
  );
  await expect(inspector(page)).toContainText("which this registry does not advertise; other repository");
  await squirrel.click();
  await expect(page).toHaveURL(/lens=squirrel/);
  await expect(page.getByRole("treeitem", { name: /not visible to squirrel/ })).not.toHaveCount(0);
  await expectAccessible(page);
});

test("what was opened says the same in its row, in the table and in the inspector", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.goto(at(`/r/${host}/base/hardened:3?view=tree`));
  await explored(page);
  const row = page.getByRole("treeitem", { name: /^cosign signature/ });
  await expect(row).toContainText("signature not checked");
  await row.click();
  await expect(inspector(page)).toContainText("About another digest");
  await expect(row).toContainText("about another digest");
  const notation = page.getByRole("treeitem", { name: /^notation signature/ });
  await expect(notation).toContainText("signature not checked");
  await notation.click();
  await expect(inspector(page)).toContainText("Valid signature, signer not checked");
  await expect(notation).toContainText("valid, signer unchecked");
  await page.keyboard.press("b");
  await expect(page.getByRole("row", { name: /^cosign signature/ })).toContainText("about another digest");
  await expect(page.getByRole("row", { name: /^notation signature/ })).toContainText(
    "valid, signer unchecked",
  );
});

test("an address that names no view is corrected to what is shown", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.goto(at(`/r/${host}/${APP}?view=clients&lens=cat&kind=vex`));
  await explored(page);
  await expect(page).toHaveURL(/\?kind=vex$/);
  await expect(page.getByRole("application")).toBeVisible();
});

test("filters keep the way up to what was asked for, and live in the address", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.goto(at(`/r/${host}/${APP}?view=table&kind=vex`));
  await explored(page);
  await expect(page.getByRole("row", { name: /OpenVEX/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /SPDX SBOM/ })).toHaveCount(0);
});

test("what is searched and sorted in the table survives a reload", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.goto(at(`/r/${host}/${APP}?view=table`));
  await explored(page);
  await page.getByLabel("Search in the table").fill("bundle");
  await page.getByRole("columnheader", { name: "Size" }).getByRole("button").click();
  await expect(page).toHaveURL(/find=bundle/);
  await expect(page).toHaveURL(/sort=-size/);
  const names = page.getByRole("row").locator("td:first-child");
  const before = await names.allTextContents();
  await page.reload();
  await explored(page);
  await expect(page.getByLabel("Search in the table")).toHaveValue("bundle");
  await expect(names).toHaveText(before);
  await expect(page.getByRole("columnheader", { name: "Size" })).toHaveAttribute("aria-sort", "descending");
});

test("the keyboard reaches views, artifacts and the way back", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.goto(at(`/r/${host}/${APP}`));
  await explored(page);
  await page.keyboard.press("t");
  await expect(page.getByRole("tree")).toBeVisible();
  await page.getByRole("treeitem").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(inspector(page)).toContainText("linux/amd64");
  await page.keyboard.press("b");
  await expect(page.getByRole("table").first()).toBeVisible();
  await page.keyboard.press("g");
  await expect(page.getByRole("application")).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByLabel("Image reference")).toBeFocused();
});

test("a page has its title at every moment of a way from page to page", async ({ page }) => {
  await page.addInitScript(() => {
    const gaps: string[] = [];
    Object.assign(window, { gaps });
    const look = () => {
      const isBegun = document.readyState !== "loading";
      if (isBegun && document.title === "") gaps.push(location.pathname);
      if (document.querySelectorAll("head title").length > 1) gaps.push(`two at ${location.pathname}`);
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(at("/"));
  const host = await demoHost(page, "midway");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const titled = (title: string) => expect(page).toHaveTitle(`${title} · Refscope`);
  for (const _ of [1, 2]) {
    await paste(page, `${host}/${APP}`);
    await titled("app:0.1");
    await paste(page, `${host}/refscope/dangling:1.0`);
    await titled("dangling:1.0");
    await page.getByRole("link", { name: "Registries", exact: true }).click();
    await titled("Registries");
    await page.getByRole("main").getByRole("link", { name: host }).first().click();
    await titled(host);
    await page.goBack();
    await titled("Registries");
    await page.getByRole("link", { name: "Refscope", exact: true }).click();
    await expect(page).toHaveTitle("Refscope");
  }
  expect(await page.evaluate("window.gaps")).toEqual([]);
});

test("a slash leads to the front page's box from where there is none", async ({ page }) => {
  for (const path of ["/upgrade", "/api"]) {
    await page.goto(at(path));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.keyboard.press("/");
    await expect(page).toHaveURL(at("/"));
    await expect(page.getByLabel("Image reference")).toBeFocused();
  }
  await page.goto(at("/registries"));
  await page.keyboard.press("/");
  await expect(page).toHaveURL(at("/registries"));
  await expect(page.locator("input:focus")).toHaveCount(1);
});

test("the log holds every request, and opens each", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "bicycle");
  await page.goto(at(`/r/${host}/refscope/dangling:1.0`));
  await explored(page);
  const log = page.getByRole("region", { name: "Discovery log" });
  await expect(log).toContainText(/\d+ requests/);
  await expect(page.getByText(/1 missing/).first()).toBeVisible();
  await log
    .getByText(/\/referrers\/sha256:/)
    .first()
    .click();
  await expect(page.getByText("404").first()).toBeVisible();
});

test("a list that was answered empty is not drawn as found, and the log keeps its filter", async ({
  page,
}) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.goto(at(`/r/${host}/${APP}?log=open`));
  await explored(page);
  const log = page.getByRole("region", { name: "Discovery log" });
  const empty = log.getByRole("button", { name: /^nothing found \d+$/ });
  await empty.click();
  await expect(page).toHaveURL(/outcome=empty/);
  await page.reload();
  await explored(page);
  await expect(empty).toHaveAttribute("aria-pressed", "true");
  const rows = log.getByRole("listitem");
  await expect(rows.filter({ hasText: "/referrers/" }).first()).toContainText("200");
  await expect(rows.filter({ hasText: "nothing found" })).toHaveCount(await rows.count());
  await page.goBack();
  await expect(page).not.toHaveURL(/outcome=/);
});

test("a tag that is not there is said to be absent, with the request that shows it", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await paste(page, `${host}/refscope/app:nope`);
  await expect(page.getByText(`${host} has no such tag`)).toBeVisible();
  await expect(page.getByText("absent, 404").first()).toBeVisible();
  await expectAccessible(page);
});

test("a digest that is not there is said to be gone, and found by nobody", async ({ page }) => {
  const host = await demoHost(page, "motorcycle");
  const digest = `sha256:${"0".repeat(64)}`;
  await page.goto(at(`/r/${host}/refscope/app@${digest}?view=tree&node=${digest}`));
  const main = page.getByRole("main");
  await expect(
    main.getByText(`${host} has no such digest in refscope/app, and nothing refers to it`),
  ).toBeVisible();
  await expect(main.getByText("no manifest has the digest")).toBeVisible();
  await expect(main.getByText("resolved to")).toHaveCount(0);
  await page.getByRole("tab", { name: "Facts" }).click();
  const finders = page.getByRole("complementary").locator("section", { hasText: "Who finds it here" });
  await expect(finders.getByText("does not find it")).toHaveCount(3);
});

test("at 390 px the tree is first, the inspector is a sheet, and nothing scrolls sideways", async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  await page.goto(at("/"));
  const host = await demoHost(page, "midway");
  await page.goto(at(`/r/${host}/${APP}`));
  await explored(page);
  await expect(page.getByRole("tree")).toBeVisible();
  await expectNoSideways(page);
  await page.getByRole("treeitem", { name: /OpenVEX/ }).click();
  await expect(inspector(page)).toContainText("OpenVEX");
  await expectNoSideways(page);
  await expectAccessible(page);
  await paste(page, `${host}/refscope/app:nope`);
  await expect(page.getByText("has no such tag")).toBeVisible();
  await expectNoSideways(page);
});
