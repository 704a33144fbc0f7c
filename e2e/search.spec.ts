// Is a package in it? All SBOMs of the image at once, from the explorer.
import { expect, type Page, test } from "@playwright/test";
import { at, demoHost, expectAccessible, expectNoSideways, PHONE, THEMES } from "./page-checks.ts";

async function open(page: Page, stage: string, image: string, query = "view=tree"): Promise<void> {
  await page.goto(at("/"));
  const host = await demoHost(page, stage);
  await page.goto(at(`/r/${host}/${image}?${query}`));
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "Is a package in it?" });
const box = (page: Page) => dialog(page).getByLabel("Package name, package URL, CPE or version");

for (const theme of THEMES) {
  test(`which SBOM says so, about which platform (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open(page, "midway", "refscope/app:0.1");
    const tool = page.getByRole("button", { name: "Is a package in it?" });
    await tool.focus();
    await page.keyboard.press("Enter");
    await expect(box(page)).toBeFocused();
    await page.keyboard.type("zod");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/package=zod/);
    await expect(dialog(page).getByRole("status").first()).toHaveText(
      /^“zod” is listed: \d+ packages?, in \d of the \d SBOMs that were read\./,
    );
    const row = dialog(page)
      .getByRole("row", { name: /^zod exact/ })
      .first();
    await expect(row).toContainText("MIT");
    await expect(row).toContainText(/\d of \d SBOMs, /);
    await expect(
      dialog(page)
        .getByText(/^lists \d/)
        .first(),
    ).toBeVisible();
    await expectAccessible(page);

    await page.reload();
    await expect(row).toBeVisible();
    await box(page).fill("log4j");
    await page.keyboard.press("Enter");
    await expect(dialog(page).getByRole("status").first()).toHaveText(
      /^“log4j” is not listed in the \d SBOMs that were read\.$/,
    );
    await expect(dialog(page).getByText("not listed there").first()).toBeVisible();
    await page.goBack();
    await expect(row).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
    await expect(page).not.toHaveURL(/package=/);
  });
}

test("without an SBOM it cannot be told, which is not “not in it”", async ({ page }) => {
  await open(page, "bicycle", "legacy/report:7", "view=tree&package=log4j");
  await expect(dialog(page).getByRole("status").first()).toHaveText(
    "No SBOM is attached: whether “log4j” is in it cannot be told.",
  );
  await expectAccessible(page);
});

test("nothing is asked before the person searches; a server that does not answer says so", async ({
  page,
}) => {
  await open(page, "midway", "refscope/app:0.1");
  await expect(page.getByRole("treeitem").first()).toBeVisible();
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") posts.push(new URL(request.url()).pathname);
  });
  await page.getByRole("button", { name: "Is a package in it?" }).click();
  await expect(box(page)).toBeFocused();
  expect(posts).toEqual([]);
  await page.context().setOffline(true);
  await dialog(page).getByRole("button", { name: "openssl" }).click();
  await expect(dialog(page).getByText("It is not known whether it is in the image.")).toBeVisible();
  await page.context().setOffline(false);
  await dialog(page).getByRole("button", { name: "Try again" }).click();
  await expect(dialog(page).getByRole("status").first()).toHaveText(/“openssl” is (not )?listed/);
  expect(posts).toEqual(["/api/search", "/api/search"]);
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE });
  for (const theme of THEMES) {
    test(`the panel fits (${theme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await open(page, "midway", "refscope/app:0.1", "view=tree&package=zod");
      await expect(dialog(page).getByText(/is listed/)).toBeVisible();
      await expectNoSideways(page);
      await expectAccessible(page);
    });
  }
});
