// What every page must pass, and what the journeys need to know of the server.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const THEMES = ["light", "dark"] as const;

export const PHONE = { width: 390, height: 844 };

/** The server's address; `baseURL` cannot have it, since the server starts after the configuration is read. */
export function at(path: string): string {
  return `${process.env.REFSCOPE_URL}${path}`;
}

/** WCAG 2.2 AA, and axe's best practices: no violation. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(settle);
  // No page of ours has a frame: asked in one go, without reports on what is in order, axe takes half the time.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`)).toEqual(
    [],
  );
}

/** Runs in the page: a colour on its way from one theme to the other has no contrast of its own. */
async function settle(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const ending = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
  await Promise.allSettled(ending.map(({ finished }) => finished));
}

/** The page itself never scrolls sideways. */
export async function expectNoSideways(page: Page): Promise<void> {
  const root = page.locator("html");
  expect(await root.evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0);
}

/** The host and port of a demo registry: "bicycle.localhost:34295". */
export async function demoHost(page: Page, name: string): Promise<string> {
  const found = (await knownRegistries(page)).find(({ registry }) =>
    registry.startsWith(`${name}.localhost:`),
  );
  expect(found, `the demo registry ${name}`).toBeDefined();
  return found?.registry ?? "";
}

/** A reference whose registry fails in one way, as `scripts/screen-states` has it: "127.0.0.1:41234/shop/checkout:1". */
export function faultyImage(name: string): string {
  const hosts: Record<string, string> = JSON.parse(process.env.REFSCOPE_FAULTS ?? "{}");
  expect(hosts[name], `the registry ${name}`).toBeDefined();
  return `${hosts[name]}/shop/checkout:1`;
}

/** The seed's state of a registry's last verdict; undefined as long as it was never asked. */
export async function stateOf(page: Page, host: string): Promise<string | undefined> {
  const found = (await knownRegistries(page)).find(({ registry }) => registry === host);
  return found?.upgrade?.proposalE.state;
}

type Known = { registry: string; upgrade?: { proposalE: { state: string } } };

async function knownRegistries(page: Page): Promise<Known[]> {
  return (await page.request.get(at("/api/registries"))).json();
}
