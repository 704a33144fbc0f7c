// The upgrade path and the fleet in every state.
import type { Page } from "@playwright/test";
import { IMAGE } from "./registries.mts";
import type { Hosts, ScreenState } from "./states.mts";

const RUN_MS = 60_000;

export const UPGRADE: ScreenState[] = [
  { name: "upgrade--not-run", path: () => "/upgrade", whole: true },
  { name: "upgrade--names", path: () => "/upgrade#names" },
  { name: "upgrade--row-not-run", path: () => "/upgrade?open=8" },
  { name: "upgrade--running", path: () => "/upgrade?open=1", prepare: holdMidway },
  { name: "upgrade--literal", path: () => "/upgrade", whole: true, prepare: runAll },
  { name: "upgrade--oci", path: () => "/upgrade?reading=oci-1.1", whole: true, prepare: runAll },
  { name: "upgrade--open", path: () => "/upgrade?open=8", whole: true, prepare: runAll },
  {
    name: "upgrade--receipt",
    path: () => "/upgrade?open=8",
    prepare: async (page) => {
      await runAll(page);
      await page
        .getByRole("button", { name: /\/referrers\/sha256:/ })
        .first()
        .click();
    },
  },
  { name: "upgrade--extras", path: () => "/upgrade?open=lost-update", whole: true, prepare: runExtras },
  {
    name: "upgrade--filtered",
    path: () => "/upgrade?producer=tree&consumer=squirrel,beaver",
    prepare: runAll,
  },
  { name: "upgrade--none-fits", path: () => "/upgrade?verdict=differs" },
  { name: "upgrade--cut", path: () => "/upgrade", prepare: cutAfterThree },
  { name: "upgrade--scratch", path: () => "/upgrade?target=scratch" },
  { name: "upgrade--scratch-wrong", path: () => "/upgrade?target=scratch", prepare: clickRun },
  {
    name: "upgrade--writes-off",
    path: () => "/upgrade?target=scratch&host=registry.example.com&repository=scratch/refscope",
    prepare: async (page) => {
      await page.getByLabel("Repository, once more").fill("scratch/refscope");
      await clickRun(page);
      await page.getByText("No row was run").waitFor();
    },
  },
  { name: "upgrade--no-demo", path: () => "/upgrade", withoutDemo: true },
];

export const FLEET: ScreenState[] = [
  { name: "fleet--met", path: () => "/registries", whole: true, prepare: meet },
  {
    name: "fleet--compare",
    path: (hosts) => compare(hosts, "bicycle", "midway"),
    whole: true,
    prepare: (page) =>
      page
        .getByText(/^evidence of/)
        .first()
        .waitFor(),
  },
  { name: "fleet--compare-one", path: ({ demo: at }) => `/registries?compare=${at("bicycle")}` },
  { name: "fleet--sorted", path: () => "/registries?sort=referrersApi&desc=true&state=motorcycle,bicycle" },
  { name: "fleet--none-fits", path: () => "/registries?q=nothing+like+it" },
  {
    name: "fleet--export",
    path: () => "/registries",
    prepare: (page) => page.getByRole("button", { name: "Export" }).click(),
  },
  { name: "fleet--card-open", path: () => "/registries", prepare: openCard },
];

function compare({ demo: at }: Hosts, ...names: string[]): string {
  return `/registries?compare=${names.map(at).join(",")}`;
}

async function clickRun(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Run (all 18|the 9 rows of its kind)$/ }).click();
}

async function runAll(page: Page): Promise<void> {
  await clickRun(page);
  await page.getByText(/^Run against/).waitFor({ timeout: RUN_MS });
}

async function runExtras(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Run these 6" }).click();
  await page.getByRole("button", { name: "Run all 18" }).waitFor({ timeout: RUN_MS });
}

/** An answer that is never whole keeps its first row running. */
async function holdMidway(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { fetch } = window;
    window.fetch = async (...call) => {
      const answer = await fetch(...call);
      if (!String(call[0]).endsWith("/api/scenarios")) return answer;
      const text = await answer.text();
      const begin = new TextEncoder().encode(text.slice(0, text.indexOf('{"type":"run"')));
      return new Response(new ReadableStream({ start: (stream) => stream.enqueue(begin) }), answer);
    };
  });
  await clickRun(page);
  await page.getByText(/0 of 18 rows done/).waitFor();
}

async function cutAfterThree(page: Page): Promise<void> {
  await page.route("**/api/scenarios", async (route) => {
    const answer = await route.fetch();
    const lines = (await answer.text()).split("\n");
    const third = lines.findIndex((line) => line.startsWith('{"type":"run"') && line.includes('"id":"3"'));
    await route.fulfill({ response: answer, body: `${lines.slice(0, third + 3).join("\n")}\n` });
  });
  await clickRun(page);
  await page
    .getByText(/broke off/)
    .first()
    .waitFor();
}

/** Registries of a person's, one of which denies and one limits the rate. */
async function meet(page: Page, { fault }: Hosts): Promise<void> {
  const { origin } = new URL(page.url());
  for (const name of ["partial", "limited", "denied", "html"] as const) {
    await page.request.post(`${origin}/api/probe`, {
      data: { registry: fault[name], repository: IMAGE, reference: "1" },
    });
  }
  await page.reload({ waitUntil: "networkidle" });
}

/** On a phone alone there is something to open. */
async function openCard(page: Page): Promise<void> {
  const counts = page.getByRole("button", { name: /supported, \d+ unsupported/ }).first();
  if (await counts.isVisible()) await counts.click();
}
