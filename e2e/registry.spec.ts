// "Does my registry support referrers?", and what is said where nobody can tell.
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { at, demoHost, expectAccessible, expectNoSideways, PHONE, THEMES } from "./page-checks.ts";

/** The row of one capability. */
function capability(page: Page, name: string): Locator {
  return page.getByRole("row", { name: new RegExp(`^${name}\\b`) });
}

/** Opens the first exchange that a capability's verdict rests on. */
async function openReceipt(page: Page, name: string): Promise<void> {
  const links = capability(page, name).getByRole("button", { name: /^Open exchange \d+$/ });
  await links.first().click();
}

/** Every POST that the page sends to probe. */
function probesOf(page: Page): string[] {
  const bodies: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/probe")) bodies.push(request.postData() ?? "");
  });
  return bodies;
}

for (const theme of THEMES) {
  test(`a registry with the API says so, with its evidence (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(at("/"));
    const host = await demoHost(page, "motorcycle");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Registries" }).click();
    await page.getByLabel("Registry host").fill(`https://${host}/refscope/app:0.1`);
    await page.getByRole("button", { name: "Probe", exact: true }).click();

    await expect(page).toHaveURL(at(`/registries/${host}?repository=refscope%2Fapp%3A0.1`));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(host);
    await expect(page.getByText(/^read-only probe just now, \d+ requests/)).toBeVisible();
    await expect(page.getByText("claimed by header").first()).toBeVisible();

    // Two readings side by side, each with its own words.
    const upgrade = page.locator("section", { has: page.getByRole("heading", { name: "Upgrade state" }) });
    await expect(upgrade.getByRole("heading", { name: "Proposal E, literal" })).toBeVisible();
    await expect(upgrade).toContainText("motorcycle (API): manifest not tried");
    await expect(upgrade.getByRole("heading", { name: "OCI 1.1" })).toBeVisible();
    await expect(upgrade).toContainText("OCI 1.1, as far as reading shows");
    const steps = page.locator("section", {
      has: page.getByRole("heading", { name: "Registry transition" }),
    });
    await expect(steps.getByRole("heading", { level: 3 })).toHaveCount(3);
    await expect(steps).toContainText("Producers next");

    const verdicts = page.locator("section", { has: page.getByRole("heading", { name: "Capabilities" }) });
    await expect(verdicts.getByRole("row")).toHaveCount(14);
    await expect(capability(page, "referrersApi")).toContainText("supported");
    await expect(capability(page, "referrersApi")).toContainText("proven");
    await expect(capability(page, "artifactManifest")).toContainText("unknown");
    await expectAccessible(page);

    await openReceipt(page, "referrersApi");
    const receipt = page.getByRole("dialog");
    await expect(receipt).toContainText(`http://${host}/v2/refscope/app/referrers/sha256:`);
    await expect(receipt).toContainText("curl -sS");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(receipt).toHaveCount(0);
  });
}

test("a registry without the API is a bicycle, and the 404 shows it", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "bicycle");
  await page.goto(at(`/registries/${host}?repository=refscope/app`));
  await expect(page.getByText("bicycle (current)").first()).toBeVisible();
  await expect(page.getByText("OCI 1.0 with referrers tags")).toBeVisible();
  await expect(capability(page, "referrersApi")).toContainText("unsupported");
  await expect(capability(page, "referrersApi")).toContainText("404");
});

test("a gap between tag and API is counted, and each artifact named", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "midway");
  await page.goto(at(`/registries/${host}?repository=refscope/app`));
  const gap = page.locator("section", { has: page.getByRole("heading", { name: "Re-index gap" }) });
  await expect(gap.getByRole("link")).toHaveCount(3);
  await expect(gap).toContainText("squirrel (intermediate)");
  await expect(gap).toContainText(/regctl .*manifest put /);
  await expect(page.getByText("gap: 3 referrers are in the tag alone")).toBeVisible();
});

test("a denied registry is unknown, never unsupported", async ({ page }) => {
  await page.goto(at("/"));
  // The same registry by another name, under which nothing is known of it.
  const host = (await demoHost(page, "guarded")).replace("guarded.localhost", "localhost");
  await page.goto(at(`/registries/${host}?repository=private/app`));
  await expect(
    page.getByRole("heading", { name: `${host} did not let Refscope read private/app` }),
  ).toBeVisible();
  await expect(page.getByText(`docker login ${host}`)).toBeVisible();
  await expect(capability(page, "referrersApi")).toContainText("unknown");
  await expect(capability(page, "referrersApi")).toContainText("denied");
  await expect(capability(page, "referrersApi")).not.toContainText("unsupported");
  await expectAccessible(page);
});

test("a repository that is not shown takes nothing from what is known of its registry", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "guarded");
  await page.request.post(at("/api/probe"), { data: { registry: host, repository: "public/app" } });
  await page.goto(at(`/registries/${host}?repository=private/app`));
  const note = page.locator("section", {
    has: page.getByRole("heading", { name: `${host} did not let Refscope read private/app` }),
  });
  await expect(note).toContainText("Whether it is there is not known.");
  await expect(note).toContainText("What was known of the registry still stands below");
  await expect(capability(page, "referrersApi")).toContainText(/supported.*by a probe of public\/app/);
  await expectAccessible(page);
});

test("a registry that names no repository offers one, and the address keeps it", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "ghcr-like");
  await page.goto(at(`/registries/${host}?repository=refscope/mini`));
  await expect(capability(page, "referrersApi")).not.toContainText("not asked");
  const field = page.getByLabel("Repository, with a tag or digest if you like");
  await field.fill("Refscope/Mini");
  await field.press("Enter");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("no capital letters");
  await field.fill("refscope/mini:0.1");
  await field.press("Enter");
  await expect(page).toHaveURL(/\?repository=refscope%2Fmini%3A0\.1$/);
  await page.reload();
  await expect(field).toHaveValue("refscope/mini:0.1");
  await expect(capability(page, "referrersApi")).toBeVisible();
});

test("a known registry shows its last verdict and asks only when told to", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "extended");
  await page.request.post(at("/api/probe"), { data: { registry: host, repository: "refscope/app" } });
  const probes = probesOf(page);
  await page.goto(at(`/registries/${host}`));
  await expect(page.getByText(/^last seen .+ by a read-only probe$/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Extensions" })).toBeVisible();
  await openReceipt(page, "referrersApi");
  await expect(page.getByRole("dialog")).toContainText(`http://${host}/v2/refscope/app/referrers/sha256:`);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.waitForLoadState("networkidle");
  expect(probes).toEqual([]);

  await page.getByRole("button", { name: "Probe again" }).click();
  await expect(page.getByText(/^read-only probe just now/)).toBeVisible();
  expect(probes.map((body) => JSON.parse(body))).toEqual([{ registry: host, repository: "refscope/app" }]);
  await expect(page.getByText("_oras", { exact: true }).first()).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export JSON" }).click();
  const saved = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(saved).toMatchObject({ registry: host, upgrade: { registry: host } });
  expect(saved.exchanges.length).toBeGreaterThan(3);
});

test("a verdict that an exploration came to has its receipts too", async ({ page }) => {
  await page.goto(at("/"));
  // The same registry by another name, under which nobody probed it.
  const host = (await demoHost(page, "quay-like")).replace("quay-like.localhost", "localhost");
  await page.request.post(at("/api/explore"), { data: { reference: `${host}/refscope/mini:0.1` } });
  await page.goto(at(`/registries/${host}`));
  await expect(page.getByText(/^last seen .+ by an exploration of refscope\/mini$/)).toBeVisible();
  await expect(page.getByText(/^\d+ requests that this page rests on/)).toBeVisible();
  await openReceipt(page, "referrersApi");
  await expect(page.getByRole("dialog")).toContainText(`http://${host}/v2/refscope/mini/referrers/sha256:`);
  await expectAccessible(page);
});

test("the demo registries are known soon after the start, without a question by anybody", async ({
  page,
}) => {
  const probes = probesOf(page);
  await page.goto(at("/registries"));
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("not probed yet")).toHaveCount(0, { timeout: 1000 });
  }).toPass();
  await expect(page.getByRole("row", { name: /^Compare bicycle\.localhost/ })).toContainText(
    "bicycle (current)",
  );
  expect(probes).toEqual([]);
});

test("the demo registries can be probed at once", async ({ page }) => {
  const probes = probesOf(page);
  await page.goto(at("/registries"));
  await page.getByRole("button", { name: "Probe all 12" }).click();
  await expect.poll(() => probes.length).toBe(12);
  await expect(page.getByRole("button", { name: "Probe all 12" })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Compare bicycle\.localhost/ })).toContainText(
    "bicycle (current)",
  );
  await expect(page.getByRole("row", { name: /^Compare rc-motorcycle\.localhost/ })).toContainText(
    "motorcycle (complete)",
  );
  await expectAccessible(page);
});

const UNREACHABLE = [
  ["nowhere.invalid", "The host name nowhere.invalid does not resolve", "getent hosts nowhere.invalid"],
  [
    "127.0.0.1:1",
    "127.0.0.1:1 is not a public address, so Refscope did not connect",
    "REFSCOPE_PRIVATE_REGISTRIES=127.0.0.1:1 npm start",
  ],
] as const;

for (const [host, title, command] of UNREACHABLE) {
  test(`${host}: what happened, what is not known, and what to type`, async ({ page }) => {
    await page.goto(at(`/registries/${host}`));
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(page.getByText(command)).toBeVisible();
    await expect(page.getByText("Nothing is known about this registry.")).toBeVisible();
    await expect(page.getByRole("row")).toHaveCount(0);
    // Nothing is offered that would ask the same host.
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    await expect(page.getByLabel("Repository to audit")).toHaveCount(0);
    await expect(page.getByLabel("Repository, with a tag or digest if you like")).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Active probe" })).toHaveCount(0);
    await expect(page.getByRole("main")).toContainText("they are offered again once it answers");
    await expectAccessible(page);
  });
}

/** "7 supported, 1 unsupported, 5 unknown" */
function verdictCounts(page: Page): Promise<string | null> {
  const panel = page.locator("section", { has: page.getByRole("heading", { name: "Capabilities" }) });
  return panel
    .getByText(/^\d+ supported, \d+ unsupported, \d+ unknown/)
    .first()
    .textContent();
}

const MISSING = [
  ["no/such", "no-repository", (host: string) => `${host} has no repository no/such`, "404 NAME_UNKNOWN"],
  [
    "refscope/app:none",
    "no-image",
    (host: string) => `${host} has no tag none in refscope/app`,
    "404 MANIFEST_UNKNOWN",
  ],
] as const;

for (const [asked, what, title, answered] of MISSING) {
  test(`${what}: said first, and all that was known of the registry stands`, async ({ page }) => {
    await page.goto(at("/"));
    const host = await demoHost(page, "extended");
    await page.request.post(at("/api/probe"), { data: { registry: host, repository: "refscope/app" } });
    await page.goto(at(`/registries/${host}`));
    const before = await verdictCounts(page);

    const field = page.getByLabel("Repository, with a tag or digest if you like");
    await field.fill(asked);
    await field.press("Enter");
    const note = page.locator("section", { has: page.getByRole("heading", { name: title(host) }) });
    await expect(note).toContainText(`It answered ${answered}.`);
    await expect(note).toContainText(/What was known of the registry still stands below: \d+ capabilities/);
    expect(await verdictCounts(page)).toBe(before);
    const api = capability(page, "referrersApi");
    await expect(api).toContainText(/by a probe of refscope\/app, (just now|\d+ s ago)/);
    // Its evidence is there still, and each number names one request on the whole page.
    await openReceipt(page, "referrersApi");
    await expect(page.getByRole("dialog")).toContainText(`http://${host}/v2/refscope/app/referrers/sha256:`);
    await page.keyboard.press("Escape");
    await note.getByRole("listitem").getByRole("button").last().click();
    await expect(page.getByRole("dialog")).toContainText(`/v2/${asked.split(":")[0]}/`);
    await page.keyboard.press("Escape");
    await expectAccessible(page);

    await note.getByRole("link", { name: "The registry as a whole" }).click();
    await expect(page).toHaveURL(at(`/registries/${host}`));
    await expect(page.getByText(/^last seen .+ by a read-only probe$/)).toBeVisible();
    expect(await verdictCounts(page)).toBe(before);
  });
}

test("a repository that could not be asked about: the registry's own verdict is not forgotten", async ({
  page,
}) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.request.post(at("/api/probe"), { data: { registry: host, repository: "refscope/app" } });
  await page.route("**/api/probe", (route) => route.abort());
  await page.goto(at(`/registries/${host}?repository=refscope/mini`));
  const main = page.getByRole("main");
  await expect(page.getByRole("heading", { name: "Refscope's own server did not answer" })).toBeVisible();
  await expect(main).toContainText("Nothing is known about this repository.");
  await expect(main).not.toContainText("Nothing is known about this registry");
  // The way to another repository, and to an audit, stays.
  await expect(page.getByLabel("Repository, with a tag or digest if you like")).toHaveValue("refscope/mini");
  await expect(page.getByLabel("Repository to audit")).toHaveValue("refscope/mini");
  await expectAccessible(page);
  await main.getByRole("link", { name: "What is known about the registry" }).click();
  await expect(page).toHaveURL(at(`/registries/${host}`));
  await expect(page.getByText(/^last seen .+ by a read-only probe$/)).toBeVisible();

  // Stopped, it is the same.
  await page.unroute("**/api/probe");
  await page.route("**/api/probe", () => {});
  await page.goto(at(`/registries/${host}?repository=refscope/mini`));
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(main).toContainText("You stopped it. Nothing is known about this repository.");
});

test("an answer that breaks off is a fault, and nobody is said to have stopped it", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.route("**/api/probe", (route) =>
    route.fulfill({ status: 200, contentType: "application/json", body: '{"registry": "' }),
  );
  await page.goto(at(`/registries/${host}?repository=refscope/mini`));
  await expect(page.getByRole("heading", { name: "The answer broke off" })).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("You stopped it");
});

test("an address whose repository cannot be one asks nobody, and says what is wrong", async ({ page }) => {
  const probes = probesOf(page);
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.goto(at(`/registries/${host}?repository=Refscope/App`));
  await expect(page.getByRole("heading", { name: "The address names no repository" })).toBeVisible();
  const field = page.getByLabel("Repository, with a tag or digest if you like");
  await expect(field).toHaveValue("Refscope/App");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("no capital letters");
  await page.waitForLoadState("networkidle");
  expect(probes).toEqual([]);
  await expectAccessible(page);
  await page.getByRole("button", { name: "refscope/app", exact: true }).first().click();
  await expect(page).toHaveURL(/repository=refscope%2Fapp$/);
  await expect(capability(page, "referrersApi")).toContainText("supported");
  expect(probes).toHaveLength(1);
});

test("leaving the page ends the probing of all", async ({ page }) => {
  const probes = probesOf(page);
  const ended: string[] = [];
  page.on("requestfailed", (request) => {
    if (request.url().endsWith("/api/probe")) ended.push(request.url());
  });
  await page.route("**/api/probe", () => {});
  await page.goto(at("/registries"));
  await page.getByRole("button", { name: /^Probe all/ }).click();
  await expect.poll(() => probes.length).toBe(3);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Upgrade path" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Upgrade path, 18 scenarios");
  await expect.poll(() => ended.length).toBe(3);
  await page.waitForLoadState("networkidle");
  expect(probes).toHaveLength(3);
});

test("a verdict that has expired says so, on the registry's page and on the front page", async ({ page }) => {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  await page.request.post(at("/api/probe"), { data: { registry: host, repository: "refscope/app" } });
  await page.goto(at(`/registries/${host}`));
  const seen = page.getByText(/^last seen .+ by a read-only probe/);
  await expect(seen).toBeVisible();
  await expect(seen).not.toContainText("expired");
  await page.clock.install({ time: Date.now() + 2 * 3_600_000 });
  await page.goto(at(`/registries/${host}`));
  await expect(seen).toContainText(/2 h ago by a read-only probe, expired$/);
  await page.goto(at("/"));
  // Which registries it shows depends on which were met before; none of them was asked within the last hour.
  const cards = page.getByRole("link", { name: / seen 2 h ago/ });
  await expect(cards.first()).toBeVisible();
  expect(await cards.filter({ hasNotText: "expired" }).count()).toBe(0);
});

test("an address that names no registry sends nothing", async ({ page }) => {
  const probes = probesOf(page);
  await page.goto(at("/registries/ubuntu"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not a registry");
  await expect(page.getByText("Nothing was sent anywhere.")).toBeVisible();
  await page.goto(at("/registries/Not%20a%20host!"));
  await expect(page.getByRole("heading", { name: "A registry's host has no spaces" })).toBeVisible();
  expect(probes).toEqual([]);
});

test("at 390 px name and verdict stand side by side and nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto(at("/"));
  const host = await demoHost(page, "midway");
  await page.goto(at(`/registries/${host}?repository=refscope/app`));
  await expect(capability(page, "referrersApi")).toContainText("supported");
  await expectNoSideways(page);
  await expectAccessible(page);
  const [name, verdict] = await Promise.all([
    capability(page, "referrersApi").getByText("referrersApi").boundingBox(),
    capability(page, "referrersApi").getByText("supported").boundingBox(),
  ]);
  expect(Math.abs((name?.y ?? 0) - (verdict?.y ?? 100))).toBeLessThan(8);
});
