// Journey 4 of a first visit: a tool says that there is no signature, and a person wants to know why.
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

const QUESTION = "Why would cosign find no signature?";

function reasons(page: Page) {
  return page.getByRole("region", { name: QUESTION });
}

function matrix(page: Page) {
  return page.getByRole("region", { name: "Evidence matrix" });
}

function inspector(page: Page) {
  return page.getByRole("complementary", { name: "Inspector" });
}

async function open(page: Page, stage: string, image: string): Promise<void> {
  await page.goto(at("/"));
  const host = await demoHost(page, stage);
  await page.goto(at(`/r/${host}/${image}?view=tree`));
  await expect(reasons(page)).toBeVisible();
}

for (const theme of THEMES) {
  test(`job 4: why no signature, where there is none (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open(page, "motorcycle", "refscope/unsigned:1.0");
    await expect(reasons(page)).toContainText(
      "cosign finds no signature of the image that the tag 1.0 names.",
    );
    await expect(reasons(page)).toContainText(
      "4 ways were asked about the image that the tag 1.0 names, all of them answered, and none has a signature",
    );
    await expect(reasons(page).locator("code")).toContainText("cosign sign --allow-http-registry");
    await expectAccessible(page);

    // The cell of the matrix says the same, with what was asked.
    await matrix(page).getByRole("button", { name: "Signature of image: missing" }).click();
    const why = page.getByRole("dialog", { name: "Signature of image: missing" });
    await expect(why).toContainText("4 ways were asked about it, and all answered");
    await expect(why.getByText(/^log \d/).first()).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(why).toHaveCount(0);

    await page.setViewportSize(PHONE);
    await expect(reasons(page)).toBeVisible();
    await expectNoSideways(page);
    await expectAccessible(page);
  });

  test(`job 4: what hangs on the index, and on one platform alone (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open(page, "midway", "refscope/app:0.1");
    const arm = matrix(page).getByRole("row", { name: /^linux\/arm64/ });
    await arm.getByRole("button", { name: "Signature of linux/arm64: through the index" }).click();
    const cell = page.getByRole("dialog", { name: /^Signature of linux\/arm64/ });
    await expect(cell).toContainText("attached to the index that contains it, and not to it");
    await expectAccessible(page);
    await cell.getByRole("button", { name: /^notation signature/ }).click();
    await expect(cell).toHaveCount(0);
    await expect(inspector(page)).toContainText("notation signature");

    await expect(reasons(page)).toContainText("cosign 2.6 and 3.x find 1 signature of the index");
    await reasons(page).getByRole("button", { name: QUESTION }).click();
    await expect(reasons(page)).toContainText("2 signatures that cosign reads are attached to the index");
    await expect(reasons(page)).toContainText("and none to linux/amd64 and linux/arm64");
    // Notation's is none of cosign's, and the tool that shows lists mends none.
    await expect(reasons(page)).toContainText("made by notation (Notary Project). cosign does not read that");
    await expect(reasons(page)).toContainText("Nor does notation find 1 of them here");
    await expect(reasons(page).locator("code").filter({ hasText: "regctl" })).toContainText("manifest put");
    await expect(reasons(page)).not.toContainText("oras discover");
    // Opened along with the list: what is signed at the tag names this digest.
    await expect(reasons(page)).not.toContainText("was not opened yet");
    await expectAccessible(page);
    await reasons(page)
      .getByRole("button", { name: /^linux\/arm64/ })
      .click();
    await expect(inspector(page).getByRole("heading", { level: 2 })).toContainText("linux/arm64");
  });

  test(`job 4: where the question was denied, nobody can tell (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at(`/r/${faultyImage("partial")}?view=tree`));
    await expect(reasons(page)).toContainText("was denied");
    await expect(reasons(page)).toContainText("nobody can tell");
    await expect(reasons(page)).not.toContainText("none has a signature");
    await expect(
      matrix(page)
        .getByRole("button", { name: /: could not check$/ })
        .first(),
    ).toBeVisible();
    await expectAccessible(page);
  });
}

test("a .sig tag is there, and what it holds names another digest", async ({ page }) => {
  await open(page, "motorcycle", "base/hardened:3");
  await expect(reasons(page)).toContainText("cosign 2.6 and 3.x find 1 signature of the image");
  await reasons(page).getByRole("button", { name: QUESTION }).click();
  await expect(reasons(page)).toContainText("cosign accepts no signature of the image that the tag 3 names");
  await expect(reasons(page)).toContainText(
    "The .sig tag of the image that the tag 3 names is there, but what it holds names another digest: sha256:bdd872",
  );
  await expect(page.getByRole("treeitem", { name: /^cosign signature/ })).toContainText(
    "about another digest",
  );
  await expectAccessible(page);
});

test("one artifact in a cell is selected at once, by keyboard too", async ({ page }) => {
  await open(page, "midway", "refscope/app:0.1");
  const vex = matrix(page).getByRole("button", { name: "VEX of index: direct 1" });
  await vex.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/node=sha256/);
  await expect(inspector(page)).toContainText("OpenVEX");
});

test("a signature that is kept in another repository, once that is named", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "bicycle");
  await page.goto(at(`/r/${host}/refscope/external:1.0?view=tree&other=refscope/signatures`));
  await expect(reasons(page)).toContainText("are kept in refscope/signatures");
  await expect(reasons(page).locator("code").filter({ hasText: "COSIGN_REPOSITORY=" })).toBeVisible();
});
