// Two images side by side: did the mirror keep all, and what changed from the one to the other.
import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { at, demoHost, expectAccessible, expectNoSideways, PHONE, THEMES } from "./page-checks.ts";

const APP = "refscope/app:0.1";

function comparePath(left: string, right: string, more: Record<string, string> = {}): string {
  return at(`/compare?${new URLSearchParams({ left, right, ...more })}`);
}

async function image(page: Page, stage: string, name = APP): Promise<string> {
  return `${await demoHost(page, stage)}/${name}`;
}

function panel(page: Page, name: string) {
  return page.locator("section", { has: page.getByRole("heading", { name, exact: true }) }).last();
}

/** What the page sends besides GETs. */
function postsOf(page: Page): string[] {
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") posts.push(new URL(request.url()).pathname);
  });
  return posts;
}

for (const theme of THEMES) {
  test(`did the mirror keep all? what it lost, and the command that brings it (${theme})`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/"));
    const [left, right] = [await image(page, "midway"), await image(page, "motorcycle")];
    const posts = postsOf(page);
    await page.goto(at("/"));
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Compare" }).click();
    await expect(page.getByRole("heading", { name: "Name two images" })).toBeVisible();
    await page.getByLabel(/^Left/).fill(`docker pull ${left}`);
    await page.getByLabel(/^Right/).fill(right);
    expect(posts).toEqual([]);
    await page.getByRole("button", { name: "Compare", exact: true }).click();

    const summary = page.getByRole("region", { name: "Summary" });
    await expect(summary.getByRole("status").first()).toHaveText(
      /^Same digest; the mirror lost 3 of 18 referrers: /,
    );
    expect(posts).toEqual(["/api/compare"]);
    const lost = panel(page, "What the mirror lost");
    await expect(lost.getByText("cosign tag", { exact: true })).toHaveCount(3);
    await expect(lost.getByText("brings all 3").first()).toBeVisible();
    await expect(lost.getByText("brings none of it").first()).toBeVisible();
    const command = lost.locator("code", { hasText: "regctl image copy --referrers --digest-tags" });
    await expect(command).toContainText(`${left.replace(":0.1", "@sha256:")}`);
    await expect(command).toContainText(right);
    await lost.getByRole("button", { name: "Copy command" }).first().click();

    const referrers = panel(page, "Referrers");
    await expect(referrers.getByRole("row").filter({ hasText: "missing" })).toHaveCount(3);
    await referrers.getByRole("button", { name: /^All 18/ }).click();
    await expect(page).toHaveURL(/rows=all/);
    await expect(referrers.getByRole("row").filter({ hasText: "the same" })).toHaveCount(15);
    // The receipt behind it.
    await referrers
      .getByRole("button", { name: /^Request behind .*, right$/ })
      .first()
      .click();
    await expect(page.getByRole("dialog")).toContainText("GET http://");
    await page.keyboard.press("Escape");
    await expectAccessible(page);

    await page.reload();
    await expect(summary.getByRole("status").first()).toHaveText(/^Same digest; the mirror lost 3/);
    await page.goBack();
    await expect(page).not.toHaveURL(/rows=all/);
  });

  test(`what changed: packages and provenance, and what could not be told (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/"));
    const [left, right] = [
      await image(page, "motorcycle", "refscope/unsigned:1.0"),
      await image(page, "motorcycle"),
    ];
    await page.goto(comparePath(left, right));
    const summary = page.getByRole("region", { name: "Summary" });
    await expect(summary.getByRole("status").first()).toHaveText(/^Different digests; /);
    const packages = panel(page, "Packages");
    await expect(packages.getByRole("table", { name: "Packages that differ" })).toBeVisible();
    const first = packages.getByRole("rowheader").first();
    const name = (await first.textContent()) ?? "";
    await packages.getByLabel("Search the packages that differ").fill(name);
    await expect(page).toHaveURL(/q=/);
    await expect(packages.getByRole("rowheader", { name, exact: true }).first()).toBeVisible();
    await packages.getByLabel("Search the packages that differ").fill("no such package");
    await expect(packages.getByText("No package that differs fits the search and the filter.")).toBeVisible();
    await packages.getByLabel("Search the packages that differ").fill("");
    await packages.getByRole("button", { name: /^Change/ }).click();
    await page.getByRole("menuitemcheckbox", { name: /added/ }).click();
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/change=added/);
    await expect(panel(page, "Provenance")).toContainText("right only");
    await expectAccessible(page);
  });
}

test("a link from the explorer brings the left image, and asks nobody", async ({ page }) => {
  await page.goto(at("/"));
  const left = await image(page, "midway");
  await page.goto(at(`/r/${left}?view=tree`));
  await page.getByRole("main").getByRole("link", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Name the other image" })).toBeVisible();
  const posts = postsOf(page);
  await expect(page.getByLabel(/^Left/)).toHaveValue(left);
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText("There is no reference here")).toBeVisible();
  await page.getByLabel(/^Right/).fill("Shop/App:1");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByLabel(/^Right/)).toHaveAttribute("aria-invalid", "true");
  expect(posts).toEqual([]);
  await expectAccessible(page);
});

test("what is no reference is told of both sides at once, each beside its own box", async ({ page }) => {
  const posts = postsOf(page);
  const boxes = [page.getByLabel(/^Left/), page.getByLabel(/^Right/)];
  const areBoth = async () => {
    for (const box of boxes) {
      await expect(box).toHaveAttribute("aria-invalid", "true");
      const described = await box.getAttribute("aria-describedby");
      await expect(page.locator(`[id="${described}"]`)).toContainText("Did you mean");
    }
  };
  // From the boxes, and from an address that somebody sent.
  await page.goto(at("/compare"));
  await page.getByLabel(/^Left/).fill("Registry.example/Shop/App:1");
  await page.getByLabel(/^Right/).fill("mirror.example/Shop/App:1");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await areBoth();
  await page.goto(comparePath("registry.example/Shop/App:1", "mirror.example/Shop/App:1"));
  await areBoth();
  await expect(page.getByRole("heading", { name: "Neither is an image reference" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "mirror.example/shop/app:1" }).click();
  await expect(page.getByLabel(/^Right/)).toHaveValue("mirror.example/shop/app:1");
  await expect(page.getByLabel(/^Left/)).toHaveAttribute("aria-invalid", "true");
  expect(posts).toEqual([]);
});

test("a side that fails is named, and a server that does not answer is another state", async ({ page }) => {
  await page.goto(at("/"));
  const [left, denied] = [await image(page, "motorcycle"), await image(page, "guarded", "private/app:0.1")];
  await page.goto(comparePath(left, denied));
  await expect(
    page.getByRole("heading", { name: "This registry did not let Refscope read private/app" }),
  ).toBeVisible();
  await expect(page.getByText("The right could not be read, so it is not known what differs:")).toBeVisible();
  await expectAccessible(page);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Refscope's own server did not answer")).toBeVisible();
  await page.context().setOffline(false);
});

test("where both sides fail, each is told with its own next step", async ({ page }) => {
  await page.goto(at("/"));
  const [left, right] = [
    await image(page, "guarded", "private/app:0.1"),
    await image(page, "motorcycle", "refscope/app:none"),
  ];
  await page.goto(comparePath(left, right));
  for (const side of ["left", "right"])
    await expect(
      page.getByText(`The ${side} could not be read, so it is not known what differs:`),
    ).toBeVisible();
  await expect(
    page.getByRole("heading", { name: "This registry did not let Refscope read private/app" }),
  ).toBeVisible();
  await expect(page.getByText("docker login")).not.toHaveCount(0);
  await expect(page.getByText(/oras repo tags/)).toBeVisible();
  await expectAccessible(page);
});

test("the comparison is exported as CSV and as Markdown", async ({ page }) => {
  await page.goto(at("/"));
  const [left, right] = [await image(page, "midway"), await image(page, "motorcycle")];
  await page.goto(comparePath(left, right));
  const save = async (format: string): Promise<string> => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: format }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^refscope-comparison-\d{4}-\d\d-\d\d\.(csv|md|json)$/);
    return readFile(await file.path(), "utf8");
  };
  const csv = await save("CSV");
  expect(csv.split("\r\n").filter((line) => line.startsWith('"referrer"'))).toHaveLength(18);
  expect(csv).toContain('"left-only, missing"');
  expect(JSON.parse(await save("JSON"))).toMatchObject({ isSameDigest: true });
  const markdown = await save("Markdown");
  expect(markdown).toContain("## What the right lacks");
  expect(markdown).toContain("regctl image copy --referrers --digest-tags");
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE });
  for (const theme of THEMES) {
    test(`the comparison is read from top to bottom (${theme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(at("/"));
      const [left, right] = [await image(page, "midway"), await image(page, "motorcycle")];
      await page.goto(at("/compare"));
      await expectNoSideways(page);
      await page.goto(comparePath(left, right));
      await expect(page.getByText(/^Same digest; the mirror lost 3/)).toBeVisible();
      await expectNoSideways(page);
      await expectAccessible(page);
    });
  }
});
