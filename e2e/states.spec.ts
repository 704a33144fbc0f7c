// What is said where a registry fails: never more than is known, and always what to do next.
import { expect, type Page, test } from "@playwright/test";
import {
  at,
  demoHost,
  expectAccessible,
  expectNoSideways,
  faultyImage,
  PHONE,
  THEMES,
} from "./page-checks.ts";

function inspector(page: Page) {
  return page.getByRole("complementary", { name: "Inspector" });
}

function lens(page: Page, name: string) {
  return page
    .getByRole("group", { name: "Lens: whose eyes" })
    .getByRole("button", { name: new RegExp(name) });
}

/** Nothing of it may stand on a page that could not ask. */
const CLAIMS = /the list is complete|nothing attached|Nothing refers to|all of them answered/i;

/** Registry, what the page says, and the command that it offers. */
const FAILURES: [name: string, title: RegExp, command: RegExp][] = [
  ["denied", /did not let Refscope read shop\/checkout/, /^docker login 127\.0\.0\.1:\d+$/],
  ["limited", /limits the rate of requests/, /^docker login/],
  ["broken", /answered with an error/, /^curl -sS -I .*\/v2\/shop\/checkout\/manifests\/1$/],
  ["html", /not what the specification asks for/, /^curl -sS .*\/v2\/shop\/checkout\/manifests\/1$/],
  ["refused", /could not be reached/, /^curl -sv http:\/\/127\.0\.0\.1:\d+\/v2\/$/],
  ["tls", /The TLS connection to 127\.0\.0\.1:\d+ was not accepted/, /^curl -sv https:/],
];

for (const theme of THEMES) {
  for (const [name, title, command] of FAILURES) {
    test(`${name}: what is known, what is not, and the next step (${theme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(at(`/r/${faultyImage(name)}`));
      await expect(page.getByRole("heading", { name: title })).toBeVisible();
      await expect(page.locator("code").filter({ hasText: command })).toBeVisible();
      await expect(page.getByText("all ways of finding")).toBeVisible();
      await expect(page.getByRole("main")).not.toContainText(CLAIMS);
      // There is nothing to view, so there are no views.
      await expect(page.getByRole("group", { name: "View" })).toHaveCount(0);
      await expectAccessible(page);
      await page.setViewportSize(PHONE);
      await expectNoSideways(page);
    });
  }

  test(`ways that were denied and failed leave the list open (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at(`/r/${faultyImage("partial")}?view=tree`));
    await expect(inspector(page)).toContainText("4 attached, the list may not be whole");
    await expect(inspector(page)).toContainText("Of 5 ways asked, 1 denied, 1 failed.");
    // Whether there is an API was not told, so nobody can say what a client that asks it finds.
    await expect(lens(page, "squirrel")).toContainText("–");
    await expect(lens(page, "rat")).toContainText("0");
    await lens(page, "squirrel").click();
    await expect(page.getByRole("treeitem", { name: /not visible to/ })).toHaveCount(0);
    await page.getByRole("treeitem", { name: /^SPDX SBOM/ }).click();
    await inspector(page).getByRole("tab", { name: "Facts" }).click();
    await expect(inspector(page)).toContainText(/squirrel \(intermediate\)\s*not known/);
    await expectAccessible(page);
    await page.setViewportSize(PHONE);
    await expect(page.getByText("5 of 8 ways", { exact: false }).first()).toBeVisible();
    await expect(page.getByText("1 denied, 1 failed").first()).toBeVisible();
    await expectNoSideways(page);
  });

  test(`while it is asking, nothing is decided (${theme})`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at(`/r/${faultyImage("slow")}?view=tree`));
    await expect(inspector(page)).toContainText(/\d of 5 ways answered, 30 found so far/);
    await expect(lens(page, "Everything")).toContainText("30");
    await expect(lens(page, "squirrel")).toContainText("–");
    await expect(inspector(page)).toContainText("Not known before every way has answered.");
    const matrix = page.getByRole("region", { name: "Evidence matrix" });
    await expect(matrix.getByText("not known yet").first()).toBeVisible();
    await expect(matrix).not.toContainText(/missing|could not check/);
    await expectAccessible(page);
  });

  test(`stopped while it was asking, what is there is kept (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at(`/r/${faultyImage("slow")}?view=tree`));
    await expect(lens(page, "Everything")).toContainText("30");
    await page.getByRole("button", { name: "Stop, keep what is here" }).first().click();
    await expect(inspector(page)).toContainText("30 attached, more is not known");
    await expect(lens(page, "squirrel")).toContainText("–");
    await expect(inspector(page)).not.toContainText("does not find it");
    await expectAccessible(page);
  });
}

test("a few artifacts among many that cannot be read are counted apart, each with its reason", async ({
  page,
}) => {
  await page.goto(at(`/r/${faultyImage("some-fail")}?view=table`));
  await expect(page.getByText("1 missing")).toBeVisible();
  await expect(page.getByText("2 not read (failed)")).toBeVisible();
  await expect(inspector(page)).toContainText("14 attached, 2 of them not read");
  await page
    .getByRole("row", { name: /could not be read, 500/ })
    .first()
    .click();
  await expect(inspector(page)).toContainText("What is in it, and what refers to it, is not known.");
});

test("more than one exploration reads is counted, not hidden", async ({ page }) => {
  await page.goto(at(`/r/${faultyImage("truncated")}?view=tree`));
  await expect(inspector(page)).toContainText(/2\s100 attached, 103 of them not read/, { timeout: 50_000 });
  await expect(page.getByRole("treeitem", { name: /^103 more/ })).toBeVisible();
});

test("a body that breaks off is not blamed on its status", async ({ page }) => {
  await page.goto(at(`/r/${faultyImage("cut-body")}?view=table&log=open`));
  await expect(page.getByText("could not be read").first()).toBeVisible();
  await expect(page.getByText("could not be read, 200")).toHaveCount(0);
  await expect(page.getByText("failed, broken off").first()).toBeVisible();
});

test("hostile text stays text, in its place", async ({ page }) => {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(at(`/r/${faultyImage("hostile")}?view=table`));
  for (const name of ["cosign signature", "text/html", "SPDX SBOM"]) {
    await page.getByRole("row", { name }).click();
    await expect(inspector(page).getByRole("heading", { level: 2 })).toHaveText(name);
    await expectNoSideways(page);
  }
  expect(await page.locator("img, script[src^='javascript'], a[href^='javascript']").count()).toBe(0);
  expect(dialogs).toEqual([]);
  await page.getByRole("row", { name: "cosign signature" }).click();
  await inspector(page).getByRole("tab", { name: "Facts" }).click();
  await inspector(page)
    .getByRole("button", { name: /^Show all 4.096 characters$/ })
    .first()
    .click();
  await expect(inspector(page).getByRole("button", { name: "Show less" })).toBeVisible();
  await page.setViewportSize(PHONE);
  await expectNoSideways(page);
});

test("filters that hide everything say so, and can be cleared", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "midway");
  for (const view of ["graph", "tree", "table"]) {
    await page.goto(at(`/r/${host}/refscope/app:0.1?view=${view}&kind=vex&way=cosign-tag`));
    await expect(page.getByRole("heading", { name: "No artifact matches these filters" })).toBeVisible();
    await expect(page.getByText("18 artifacts are attached")).toBeVisible();
  }
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(page).toHaveURL(/\?view=table$/);
  await expect(page.getByRole("row", { name: /OpenVEX/ })).toBeVisible();
});

test("a part of the page that cannot be loaded is a failure of the page, not of the image", async ({
  page,
}) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "midway");
  await page.goto(at(`/r/${host}/refscope/app:0.1?view=tree`));
  await expect(page.getByRole("treeitem").first()).toBeVisible();
  await page.route("**/_next/static/**", (route) => route.abort());
  await page.keyboard.press("g");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Refscope could not draw this page");
  await expectAccessible(page);
  await page.unroute("**/_next/static/**");
  await page.reload();
  await expect(page.getByRole("application")).toBeVisible();
});

test("groups that are open stay so after a reload, in the tree and in the graph", async ({ page }) => {
  test.slow();
  await page.goto(at(`/r/${faultyImage("huge")}?view=tree`));
  const group = page.getByRole("treeitem", { name: /^300 SBOMs/ });
  await group.click();
  await expect(group).toHaveAttribute("aria-expanded", "true");
  await expect(page).toHaveURL(/open=group/);
  await page.reload();
  await expect(group).toHaveAttribute("aria-expanded", "true", { timeout: 90_000 });
  await page.keyboard.press("g");
  await page.getByRole("button", { name: "Fold the groups" }).click();
  await expect(page).not.toHaveURL(/open=/);
});

test("a graph that was stopped while it grew is in view, and what has no room is told", async ({ page }) => {
  await page.goto(at(`/r/${faultyImage("slow")}?log=open`));
  await expect(lens(page, "Everything")).toContainText("30");
  await page.getByRole("button", { name: "Stop, keep what is here" }).first().click();
  const below = page.getByRole("button", { name: /^\d+ more below$/ });
  await expect(below).toBeVisible();
  await expectAccessible(page);
  await below.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^\d+ more above$/ })).toBeVisible();
  // The focus stays in the graph where there is no more to go on to.
  await expect(below).toHaveCount(0);
  await expect(page.getByRole("application")).toBeFocused();
  await page.getByRole("button", { name: "Close the log" }).click();
  await page.getByRole("button", { name: "Lay out again", exact: true }).click();
  await expect(page.getByRole("button", { name: /^\d+ more (below|above)$/ })).toHaveCount(0);
});

test("what lies in the index itself is attached too", async ({ page }) => {
  await page.goto(at(`/r/${faultyImage("buildkit")}?view=tree`));
  await expect(inspector(page)).toContainText("1 attached, the list is complete");
  await expect(page.getByText("Nothing refers to this image")).toHaveCount(0);
  await expect(page.getByRole("treeitem", { name: /^BuildKit/ })).toBeVisible();
});

test("asked in another repository as well, the graph draws what is kept there", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "bicycle");
  await page.goto(at(`/r/${host}/refscope/external:1.0`));
  await page.getByRole("button", { name: "Look in another repository" }).click();
  await page.getByLabel(/^A repository of/).fill("refscope/signatures");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/other=refscope/);
  await expect(inspector(page)).toContainText("1 attached, the list is complete");
  await expect(page.getByRole("button", { name: "Stop, keep what is here" })).toHaveCount(0);
  await expect(page.getByText(/^Laying out/)).toHaveCount(0);
});

test("a step back is worth one click, and closing the inspector gives the focus back", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "midway");
  await page.goto(at(`/r/${host}/refscope/app:0.1?view=tree`));
  const vex = page.getByRole("treeitem", { name: /^OpenVEX/ });
  await vex.click();
  await vex.click();
  await expect(page).toHaveURL(/node=sha256/);
  await page.goBack();
  await expect(page).toHaveURL(/\?view=tree$/);

  await vex.focus();
  await page.keyboard.press("Enter");
  await expect(inspector(page).getByRole("heading", { level: 2 })).toBeFocused();
  await expect(inspector(page)).toContainText("OpenVEX");
  await page.keyboard.press("Escape");
  await expect(inspector(page)).toHaveCount(0);
  await expect(vex).toBeFocused();
});
