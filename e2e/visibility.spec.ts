// Who can see this: the same image with the eyes of each generation and of named clients, and why.
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

const APP = "refscope/app:0.1";

async function open(page: Page, stage: string, image: string, query = "view=who"): Promise<void> {
  await page.goto(at("/"));
  const host = await demoHost(page, stage);
  await page.goto(at(`/r/${host}/${image}?${query}`));
}

const grid = (page: Page) => page.getByRole("grid", { name: "Who can see what is attached" });
const why = (page: Page) => page.getByRole("complementary", { name: "Why" });

/** The cell of the artifact's row in the client's column. */
async function cell(page: Page, artifact: RegExp, client: RegExp) {
  await expect(grid(page)).toBeVisible();
  const heads = await grid(page).getByRole("columnheader").allTextContents();
  const column = heads.findIndex((head) => client.test(head));
  expect(column).toBeGreaterThan(0);
  return grid(page)
    .getByRole("row", { name: artifact })
    .first()
    .locator(`[aria-colindex="${column + 1}"]`);
}

for (const theme of THEMES) {
  test(`who sees what an upgrade left behind in tags, and why (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open(page, "midway", APP, "view=tree");
    await expect(page.getByRole("tree")).toBeVisible();
    await page.keyboard.press("w");
    await expect(page).toHaveURL(/view=who/);
    await expect(page.getByRole("heading", { name: "Who can see this?" })).toBeVisible();
    await expect(
      page.getByText(/regctl 0\.11\.7 \(artifact tree --digest-tags\) sees 18 of 18\./),
    ).toBeVisible();
    const heads = await grid(page).getByRole("columnheader").allTextContents();
    expect(heads.slice(1, 4).map((head) => /rat|squirrel|beaver/.exec(head)?.[0])).toEqual([
      "rat",
      "squirrel",
      "beaver",
    ]);
    expect(heads).toHaveLength(31);

    const byOras = await cell(page, /^CycloneDX SBOM/, /^oras1\.3\.5/);
    await byOras.scrollIntoViewIfNeeded();
    await byOras.click();
    await expect(byOras).toHaveText("not found");
    await expect(why(page)).toContainText("Only the referrers tag lists it");
    await expect(why(page)).toContainText("oras discover");
    await expect(why(page).getByRole("link", { name: /oras-go v2\.7\.0/ })).toHaveAttribute(
      "href",
      /^https:\/\/github\.com\/oras-project\/oras-go\//,
    );
    await expect(page).toHaveURL(/client=oras(&|$)/);

    // The receipt behind it.
    await why(page)
      .getByRole("button", { name: /GET .*\/referrers\// })
      .click();
    await expect(page.getByRole("dialog")).toContainText("application/vnd.oci.image.index.v1+json");
    await page.keyboard.press("Escape");

    const kept = page.url();
    await page.reload();
    await expect(why(page)).toContainText("Only the referrers tag lists it");
    expect(page.url()).toBe(kept);
    await expectAccessible(page);

    await why(page).getByRole("button", { name: "Show in the tree" }).click();
    await expect(page.getByRole("treeitem", { selected: true })).toContainText("CycloneDX SBOM");
  });
}

test("a cell says that the content was not read, and follows what opening the artifact showed", async ({
  page,
}) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  const image = `${host}/verification/states:1`;
  const explored = await page.request.post(at("/api/explore"), { data: { reference: image } });
  const { graph }: { graph: { nodes: { id: string; annotations: [string, string][] }[] } } =
    await explored.json();
  // Its bundle is not in the registry.
  const gone = graph.nodes.find(({ annotations }) => annotations.some(([, value]) => value === "error"));
  const chosen = `node=${encodeURIComponent(gone?.id ?? "")}&client=cosign-verify`;

  await page.goto(at(`/r/${image}?view=who&${chosen}`));
  const selected = grid(page).getByRole("gridcell", { selected: true });
  await expect(selected).toHaveText("found");
  await expect(why(page)).toContainText("its content was not read");

  await page.goto(at(`/r/${image}?view=tree&${chosen}`));
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await expect(inspector.getByText(/it answered 404/).first()).toBeVisible();
  await page.keyboard.press("w");
  await expect(selected).toHaveText("not readable");
  await expect(why(page)).toContainText("its content cannot be had: the registry answered 404");
  await expect(why(page).getByRole("button", { name: /GET .*\/blobs\// })).toBeVisible();
  await expectAccessible(page);
});

test("arrows walk the grid, from a column's head to its cells", async ({ page }) => {
  await open(page, "motorcycle", APP);
  await grid(page).getByRole("gridcell").first().focus();
  await expect(why(page)).toContainText("rat (current)");
  await page.keyboard.press("ArrowRight");
  await expect(why(page)).toContainText("squirrel (intermediate)");
  await page.keyboard.press("ArrowUp");
  await expect(grid(page).getByRole("columnheader", { name: /squirrel/ })).toBeFocused();
  await expect(why(page).getByRole("heading", { name: "squirrel (intermediate)" })).toBeVisible();
  await page.keyboard.press("End");
  await expect(why(page)).toContainText("The rule rests on");
  await page.keyboard.press("ArrowDown");
  await expect(grid(page).getByRole("gridcell", { selected: true })).toBeFocused();
});

test("only what differs, and the other reading, live in the address", async ({ page }) => {
  await open(page, "bicycle", "proposal-e/app:1.0");
  const bySquirrel = await cell(page, /^(?!Artifact)/, /squirrel/);
  await expect(bySquirrel).toHaveText("not found");
  await page.getByRole("button", { name: "Proposal E" }).click();
  await expect(page).toHaveURL(/reading=proposal-e/);
  await expect(bySquirrel).toHaveText("found");
  await page.getByRole("button", { name: /^Differs between clients/ }).click();
  await expect(page).toHaveURL(/rows=differs/);
  await page.goBack();
  await expect(page).not.toHaveURL(/rows=differs/);
});

test("nothing attached, and a server that does not answer, are two states", async ({ page }) => {
  await open(page, "bicycle", "legacy/report:7");
  await expect(page.getByRole("heading", { name: "There is nothing to see" })).toBeVisible();
  await expectAccessible(page);

  await open(page, "bicycle", APP, "view=table");
  await expect(page.getByRole("row", { name: /SBOM/ }).first()).toBeVisible();
  await expect(page.getByText(/^5 of 8 ways asked/).first()).toBeVisible();
  await page.context().setOffline(true);
  await page.keyboard.press("w");
  await expect(page.getByText(/It is not known who sees what/)).toBeVisible();
  await expectAccessible(page);
  await page.context().setOffline(false);
  await page.getByRole("button", { name: /^Try again/ }).click();
  await expect(grid(page)).toBeVisible();
});

test("clients beyond the edge are counted, and a key leads to them", async ({ page }) => {
  await open(page, "midway", APP);
  const right = page.getByRole("button", { name: /to the right|^\d+ more clients$/ }).last();
  await expect(right).toHaveText("24 more clients");
  const last = grid(page).getByRole("columnheader").last();
  await expect(last).not.toBeInViewport();
  await right.focus();
  for (let step = 0; step < 8 && !(await right.textContent())?.startsWith("No more"); step++) {
    const before = await right.textContent();
    await page.keyboard.press("Enter");
    await expect(right).not.toHaveText(before ?? "");
  }
  await expect(right).toHaveText("No more to the right");
  await expect(right).toBeFocused();
  await expect(last).toBeInViewport();
  await expectAccessible(page);
});

/** The bodies of the page's questions about who sees what. */
function questionsOf(page: Page): Record<string, unknown>[] {
  const bodies: Record<string, unknown>[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/visibility")) bodies.push(request.postDataJSON());
  });
  return bodies;
}

test("asked again, the matrix says that it is being asked, what came of it, and how old it is", async ({
  page,
}) => {
  const questions = questionsOf(page);
  await open(page, "midway", APP);
  await expect(grid(page)).toBeVisible();
  await expect(page.getByText(/^(just now|\d+ s ago), \d+ requests/)).toBeVisible();

  // Held back until the reader has seen that it is asking, and stopped it.
  let answer = () => {};
  await page.route("**/api/visibility", async (route) => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    await route.continue().catch(() => {});
  });
  await page.getByRole("button", { name: "Ask again" }).click();
  await expect(page.getByText("asking again")).toBeVisible();
  await expect(grid(page)).toBeVisible();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByRole("button", { name: "Ask again" })).toBeVisible();
  answer();
  await page.unroute("**/api/visibility");

  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Ask again" }).click();
  await expect(page.getByText(/^To ask again came to nothing: /)).toBeVisible();
  await expect(grid(page)).toBeVisible();
  await expectAccessible(page);
  await page.context().setOffline(false);
  await page.getByRole("button", { name: /^Try again/ }).click();
  await expect(page.getByText(/^To ask again came to nothing: /)).toHaveCount(0);
  await expect(page.getByText(/^just now, /)).toBeVisible();

  // The explorer's own asking makes the matrix old, and it is asked anew after it.
  const before = questions.length;
  await page.keyboard.press("g");
  await page
    .getByText(/of 8 ways/)
    .first()
    .click();
  await page.getByRole("button", { name: "Ask again" }).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("w");
  await expect.poll(() => questions.length).toBe(before + 1);
  await expect(grid(page)).toBeVisible();
});

test("the ways that the address names are those that the matrix rests on", async ({ page }) => {
  const questions = questionsOf(page);
  await open(page, "midway", APP, "view=who&ask=all");
  await expect(grid(page)).toBeVisible();
  expect(questions).toHaveLength(1);
  expect(questions[0]?.strategies).toHaveLength(8);
});

test("a stopped exploration asks nobody behind the reader's back", async ({ page }) => {
  const questions = questionsOf(page);
  await page.goto(at(`/r/${faultyImage("slow")}?view=tree`));
  await expect(page.getByRole("treeitem").nth(4)).toBeVisible();
  await page.keyboard.press("w");
  await expect(page.getByRole("heading", { name: "Waiting for the exploration" })).toBeVisible();
  await page.getByRole("button", { name: "Stop, keep what is here" }).first().click();
  await expect(page.getByRole("heading", { name: "Nobody was asked to the end" })).toBeVisible();
  await expect(
    page.getByText("You stopped the exploration, so nobody was asked who sees what."),
  ).toBeVisible();
  await expectAccessible(page);
  expect(questions).toEqual([]);
  await page.getByRole("button", { name: "Ask who sees this" }).click();
  await expect(page.getByRole("heading", { name: "Looking with other eyes" })).toBeVisible();
  expect(questions).toHaveLength(1);
});

test("Tab finds the chosen cell of a long matrix, however far it is scrolled away", async ({ page }) => {
  test.slow();
  await page.goto(at(`/r/${faultyImage("huge")}?view=who`));
  await expect(grid(page)).toBeVisible({ timeout: 90_000 });
  const first = grid(page).getByRole("gridcell").first();
  await first.click();
  await expect(first).toBeFocused();
  const scroller = grid(page).locator("xpath=..");
  await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(grid(page).locator('[aria-rowindex="1201"]')).toBeVisible();
  await page.getByRole("button", { name: "Ask again" }).focus();
  // Between them stands the one way to what lies beyond the edge.
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "24 more clients" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(first).toBeFocused();
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE });
  for (const theme of THEMES) {
    test(`each artifact opens to its clients (${theme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await open(page, "midway", APP);
      const sbom = page.getByRole("button", { name: /^CycloneDX SBOM .*found by \d+ of 30/ });
      await sbom.click();
      await expect(sbom).toHaveAttribute("aria-expanded", "true");
      await expect(page.getByText("only the referrers tag lists it", { exact: false }).first()).toBeVisible();
      await expectNoSideways(page);
      await expectAccessible(page);

      // Each claim opens to its requests, and to where the client's rule was read.
      const byOras = page.getByRole("button", { name: /^oras 1\.3\.5/ });
      await byOras.click();
      await expect(page).toHaveURL(/client=oras(&|$)/);
      const kept = page.url();
      await page.reload();
      expect(page.url()).toBe(kept);
      await expect(sbom).toHaveAttribute("aria-expanded", "true");
      await expect(byOras).toHaveAttribute("aria-expanded", "true");
      await expect(byOras).toBeInViewport();
      await expect(page.getByText("rule read")).toBeVisible();
      await expect(page.getByRole("link", { name: /oras-go v2\.7\.0/ })).toBeVisible();
      await expectNoSideways(page);
      await expectAccessible(page);
      await page.getByRole("button", { name: /^GET .*\/referrers\// }).click();
      await expect(page.getByRole("dialog")).toContainText("application/vnd.oci.image.index.v1+json");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Show in the tree" }).click();
      await expect(page.getByRole("treeitem", { selected: true })).toContainText("CycloneDX SBOM");
    });
  }
});
