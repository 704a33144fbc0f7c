// Is it signed, by whom, from what commit: artifacts opened in the inspector, and what is said where one cannot be.
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

function inspector(page: Page) {
  return page.getByRole("complementary", { name: "Inspector" });
}

async function explore(page: Page, reference: string, query = ""): Promise<void> {
  await page.goto(at(`/r/${reference}?view=tree&log=closed${query}`));
  await expect(page.getByText(/^\d of 8 ways asked/).first()).toBeVisible();
  await expect(page.getByText(/ways answered, \d+ found so far/)).toHaveCount(0);
}

async function select(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("treeitem", { name }).first().click();
}

/** The image whose artifacts are hard to open; `title` is what the artifact says it is. */
async function openHard(page: Page, title: string): Promise<void> {
  // A rate limit holds for all of a registry, so that one has its own.
  const name = title.includes("rate limit") ? "opened-limited" : "opened";
  const reference = `${faultyImage(name).split("/")[0]}/opened/app:1`;
  const explored = await page.request.post(at("/api/explore"), { data: { reference } });
  const { graph }: { graph: { nodes: { id: string; annotations: [string, string][] }[] } } =
    await explored.json();
  const node = graph.nodes.find(({ annotations }) => annotations.some(([, value]) => value === title));
  expect(node, title).toBeDefined();
  await page.goto(at(`/r/${reference}?view=tree&log=closed&node=${encodeURIComponent(node?.id ?? "")}`));
}

for (const theme of THEMES) {
  test(`job 2: is it signed, by whom, from what commit (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/"));
    const host = await demoHost(page, "midway");
    await explore(page, `${host}/${APP}`);

    await select(page, /^cosign bundle.*about|^cosign bundle/);
    const pane = inspector(page);
    await expect(pane.getByRole("tab", { name: "Content" })).toHaveAttribute("aria-selected", "true");
    await expect(pane.getByText("Valid signature, signer not checked")).toBeVisible();
    await expect(pane.getByText("signed by", { exact: true })).toBeVisible();
    await expect(
      pane.getByText("https://refscope.example/scripts/demo-content/make.mts").first(),
    ).toBeVisible();
    await expect(pane.getByText("it is about this very digest")).toBeVisible();
    // Anybody can get such a certificate: nothing of it is green.
    await expect(pane.locator(".text-ok")).toHaveCount(0);
    await expect(
      pane.getByRole("listitem").filter({ hasText: "The signature fits the bytes" }),
    ).toContainText("passed");
    await expect(pane.getByRole("listitem").filter({ hasText: "It was not revoked" })).toContainText(
      "not checked",
    );
    await pane.getByRole("button", { name: /^Show what was compared/ }).click();
    await expect(pane.getByText(/It holds with the certificate's key/)).toBeVisible();
    await expectAccessible(page);

    await select(page, /^SLSA provenance/);
    await expect(pane.getByText(/^Built by refscope\.example/).first()).toBeVisible();
    await expect(pane.getByText("Commit", { exact: true })).toBeVisible();
    await expect(pane.getByText("ddc3faa8c42b7cc2339f039f2f16647e7efef94e").first()).toBeVisible();
    await expect(pane.getByText("inside the signed payload, and the signature holds").first()).toBeVisible();
    const out = pane.getByRole("link", { name: /^Source on refscope\.example/ });
    await expect(out).toHaveAttribute("rel", "noopener noreferrer");
    await expectAccessible(page);

    await pane.getByRole("tab", { name: "Commands" }).click();
    await expect(page).toHaveURL(/tab=commands/);
    await expect(pane.getByText(/^cosign verify-attestation .*--type slsaprovenance1/)).toContainText(
      "--certificate-identity https://refscope.example/scripts/demo-content/make.mts --certificate-oidc-issuer https://refscope.example/login",
    );
    await expectAccessible(page);

    await pane.getByRole("tab", { name: "Raw" }).click();
    await expect(pane.getByText(/The layer's bytes, unchanged/)).toBeVisible();
    await expect(pane.getByText('"https://in-toto.io/Statement/v1"').first()).toBeVisible();
    await expectAccessible(page);
  });

  test(`an SBOM opened large: search, ecosystems, order and tree stand in the address (${theme})`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await openHard(page, "an SBOM of two thousand packages");
    const pane = inspector(page);
    await expect(pane.getByText("Unsigned claim")).toBeVisible();
    await expect(pane.getByText("2000 packages of app 1.0")).toBeVisible();
    await expectAccessible(page);
    await pane.getByRole("button", { name: /^golang/ }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("status")).toHaveText(/^286 of 2.000 rows$/);
    await expect(page).toHaveURL(/table=packages/);
    await expect(page).toHaveURL(/within=golang/);
    await dialog.getByRole("searchbox").fill("package-1 gpl");
    await expect(dialog.getByRole("status")).toHaveText(/^\d\d? of 2.000 rows$/);
    await dialog.getByRole("button", { name: "Name" }).click();
    await expect(dialog.getByRole("columnheader", { name: "Name" })).toHaveAttribute(
      "aria-sort",
      "ascending",
    );
    await expect(page).toHaveURL(/order=name/);
    await expectAccessible(page);
    const first = await dialog.locator("tbody button").first().innerText();
    await page.reload();
    await expect(dialog.locator("tbody button").first()).toHaveText(first);
    await dialog.locator("tbody button").first().click();
    await expect(dialog.getByRole("region", { name: "The chosen row" })).toContainText("pkg:golang/");
    await dialog.getByRole("button", { name: "Dependency tree" }).click();
    await expect(dialog.getByText("package-0").first()).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(page).not.toHaveURL(/table=/);
    // The inspector itself stays open.
    await expect(pane).toBeVisible();
  });

  for (const [title, state, sentence] of [
    [
      "a signature whose bytes are gone",
      "Its content is missing",
      /the registry does not have it \(it answered 404/,
    ],
    ["a signature that is denied", "Could not be checked", /did not let Refscope read it \(it answered 403/],
    [
      "a signature behind a rate limit",
      "Could not be checked",
      /limits the rate of requests \(it answered 429/,
    ],
    ["a signature behind an error", "Could not be checked", /500/],
    ["an SBOM that is too large", "Not checked", /41943040 bytes/],
    ["an SBOM that breaks off", "Could not be checked", /The JSON was read up to line 1, column 2501/],
    ["an SBOM that is empty", "Unsigned claim", /The SBOM is empty: it lists no packages/],
    ["a scan report of long ago", "Unsigned claim", /The report is 43 days old/],
    ["a VEX about something else", "Unsigned claim", /No statement names this image/],
  ] as const) {
    test(`${title} (${theme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await openHard(page, title);
      const pane = inspector(page);
      await expect(pane.getByText(state, { exact: true })).toBeVisible();
      await expect(pane.getByText(sentence).first()).toBeVisible();
      // "Could not look" is never "nobody signed".
      if (state !== "Unsigned claim") await expect(pane).not.toContainText(/unsigned|nobody signed/i);
      if (state === "Could not be checked" || state === "Its content is missing")
        await expect(pane.getByRole("button", { name: /^Try again/ })).toBeVisible();
      await expectAccessible(page);
    });
  }
}

test("what is not signed itself leads to the signature that is attached to it", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await explore(page, `${host}/${APP}`);
  await select(page, /^SPDX SBOM/);
  const pane = inspector(page);
  await expect(pane.getByText("Not signed itself", { exact: true })).toBeVisible();
  await expect(pane.getByText(/^It is not signed itself; 1 signature is attached to it/)).toBeVisible();
  await expect(pane).not.toContainText(/nobody signed|unsigned/i);
  await pane.getByRole("listitem").filter({ hasText: "cosign bundle" }).getByRole("button").click();
  await expect(pane.getByRole("heading", { level: 2 })).toHaveText("cosign bundle");
});

test("what stands in a manifest alone is a claim like any other", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await explore(page, `${host}/${APP}`);
  await select(page, /^end-of-life date/);
  const pane = inspector(page);
  await expect(pane.getByText("Unsigned claim", { exact: true })).toBeVisible();
  await expect(pane.getByText(/what it says stands in its manifest, and is a claim/).first()).toBeVisible();
});

test("of several signatures each has its own state, and the address keeps which is shown", async ({
  page,
}) => {
  await openHard(page, "two signatures, one of them gone");
  const pane = inspector(page);
  const list = pane.getByRole("list", { name: "The signatures of this artifact" }).getByRole("button");
  await expect(list).toHaveCount(2);
  await list.nth(1).click();
  await expect(page).toHaveURL(/report=1/);
  await expect(list.nth(1)).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(list.nth(1)).toHaveAttribute("aria-pressed", "true");
  // Another artifact begins with its first.
  await select(page, /^OpenVEX/);
  await expect(page).not.toHaveURL(/report=/);
});

test("an artifact is asked for once, and not while the arrow keys pass over it", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/inspect")) asked.push(request.postDataJSON().digest);
  });
  await page.goto(at("/"));
  const host = await demoHost(page, "midway");
  await explore(page, `${host}/${APP}`);
  await select(page, /^OpenVEX/);
  await expect(inspector(page).getByText(/^2 statements on 2/)).toBeVisible();
  expect(asked).toHaveLength(1);
  // All in one breath: on a busy machine a test's own key presses come as slowly as a reader who stays.
  await page.evaluate(async () => {
    for (const key of [...Array(4).fill("ArrowDown"), ...Array(4).fill("ArrowUp")]) {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
      );
      await new Promise((resolve) => setTimeout(resolve));
    }
  });
  await expect(inspector(page).getByText(/^2 statements on 2/)).toBeVisible();
  await page.waitForTimeout(400);
  expect(asked).toHaveLength(1);
});

test("a fault of the whole answer says that nothing is known of the signature, and how to go on", async ({
  page,
}) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "midway");
  let isBroken = true;
  await page.route("**/api/inspect", (route) => (isBroken ? route.abort() : route.continue()));
  await explore(page, `${host}/${APP}`);
  await select(page, /^OpenVEX/);
  const pane = inspector(page);
  await expect(pane.getByText("Whether it is signed is not known.")).toBeVisible();
  await expect(pane.getByRole("alert")).toContainText("Refscope's own server did not answer");
  await expectAccessible(page);
  isBroken = false;
  await pane.getByRole("button", { name: "Try again" }).click();
  await expect(pane.getByText("Unsigned claim")).toBeVisible();
});

test("on a phone the verdict comes first, and tables fill the screen", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await openHard(page, "an SBOM of two thousand packages");
  const pane = inspector(page);
  await expect(pane.getByText("Unsigned claim")).toBeInViewport();
  await page.getByRole("button", { name: "Make the inspector tall" }).click();
  await expectNoSideways(page);
  await expectAccessible(page);
  await pane.getByRole("button", { name: "Open the table Packages" }).click();
  await expect(page.getByRole("dialog").locator("tbody button").first()).toBeVisible();
  await expectNoSideways(page);
  await expectAccessible(page);
});
