// Every screen in every state: where it is, and what a reader does before the picture is taken.
import type { Page } from "@playwright/test";
import { AUDIT } from "./audit-states.mts";
import { type FaultName, IMAGE } from "./registries.mts";
import { FLEET, UPGRADE } from "./upgrade-states.mts";

export type Hosts = {
  /** "midway.localhost:41234", by the demo registry's name. */
  demo: (name: string) => string;
  fault: Record<FaultName, string>;
};

export type ScreenState = {
  /** "explorer-graph--partial": screen and state. */
  name: string;
  path: (hosts: Hosts) => string;
  /** Clicks and keys, after the page came to rest. */
  prepare?: (page: Page, hosts: Hosts) => Promise<unknown>;
  /** Milliseconds after which the picture is taken though the page is still asking. */
  after?: number;
  /** The whole page, not what the window shows of it. */
  whole?: true;
  /** From a server without demo registries. */
  withoutDemo?: true;
};

const APP = "refscope/app:0.1";
const demo =
  (name: string, query = "", image = APP) =>
  ({ demo: at }: Hosts) =>
    `/r/${at(name)}/${image}${query}`;
const faulty =
  (name: FaultName, query = "") =>
  ({ fault }: Hosts) =>
    `/r/${fault[name]}/${IMAGE}:1${query}`;
const box = (page: Page) => page.getByLabel("Image reference").first();
const write = (text: (hosts: Hosts) => string) => async (page: Page, hosts: Hosts) => {
  await box(page).fill(text(hosts));
  await box(page).press("Enter");
};

/** The table of an SBOM, over the page. */
const openTable = (table: string) => async (page: Page) => {
  await page
    .getByRole("treeitem", { name: /^SPDX SBOM/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Open the table Packages" }).click();
  if (table === "dependency-tree") await page.getByRole("button", { name: "Dependency tree" }).click();
};

const HOME: ScreenState[] = [
  { name: "home--first", path: () => "/", whole: true },
  {
    name: "home--all-samples",
    path: () => "/",
    whole: true,
    prepare: (page) => page.getByRole("button", { name: /^Show all/ }).click(),
  },
  {
    name: "home--recent",
    path: demo("midway"),
    whole: true,
    prepare: async (page, { demo: at, fault }) => {
      const { origin } = new URL(page.url());
      for (const path of [
        `/r/${fault.partial}/${IMAGE}:1`,
        `/r/${at("bicycle")}/legacy/report:7`,
        `/r/${fault.hostile}/${IMAGE}:1`,
      ]) {
        await page.goto(origin + path, { waitUntil: "networkidle" });
      }
      await page.goto(origin, { waitUntil: "networkidle" });
    },
  },
  {
    name: "home--bad-input",
    path: () => "/",
    prepare: write(({ demo: at }) => `${at("bicycle")}/Refscope/app:0.1`),
  },
  {
    name: "home--not-an-image",
    path: () => "/",
    prepare: write(() => "https://hub.docker.com/search?q=nginx&type=image"),
  },
  { name: "home--bare-host", path: () => "/", prepare: write(() => "ghcr.io") },
  {
    name: "home--long-input",
    path: () => "/",
    prepare: write(() => `registry.example/${"very-long-name-".repeat(40)}`),
  },
  { name: "home--no-demo", path: () => "/", whole: true, withoutDemo: true },
  { name: "home--keys", path: () => "/", prepare: (page) => page.keyboard.press("?") },
];

const EXPLORER: ScreenState[] = [
  { name: "graph--demo", path: demo("midway") },
  { name: "graph--bicycle", path: demo("bicycle") },
  { name: "graph--rc", path: demo("rc-motorcycle") },
  { name: "graph--scanner", path: demo("motorcycle", "", "tools/scanner:1.0") },
  { name: "graph--contradicted", path: demo("motorcycle", "", "base/hardened:3") },
  { name: "graph--dangling", path: demo("bicycle", "", "refscope/dangling:1.0") },
  { name: "graph--lens", path: demo("midway", "?lens=squirrel") },
  {
    name: "graph--ways-open",
    path: demo("midway"),
    prepare: (page) =>
      page
        .getByText(/of 8 ways/)
        .first()
        .click(),
  },
  { name: "graph--empty", path: faulty("bare") },
  { name: "graph--empty-one", path: demo("bicycle", "", "legacy/report:7") },
  { name: "graph--buildkit", path: faulty("buildkit") },
  { name: "graph--empty-denied", path: faulty("bare-denied") },
  { name: "graph--partial", path: faulty("partial") },
  {
    name: "graph--partial-ways",
    path: faulty("partial"),
    prepare: (page) =>
      page
        .getByText(/of 8 ways/)
        .first()
        .click(),
  },
  { name: "graph--some-fail", path: faulty("some-fail") },
  { name: "graph--truncated", path: faulty("truncated") },
  { name: "graph--endless", path: faulty("endless") },
  { name: "graph--dying", path: faulty("dying") },
  { name: "graph--loading", path: faulty("silent"), after: 2500 },
  { name: "graph--growing", path: faulty("slow"), after: 3500 },
  {
    name: "graph--stopped",
    path: faulty("slow"),
    after: 3000,
    prepare: (page) => page.getByLabel("Stop, keep what is here").click(),
  },
  { name: "graph--huge", path: faulty("huge") },
  { name: "graph--hostile", path: faulty("hostile") },
  { name: "graph--filtered", path: demo("midway", "?kind=signature") },
  { name: "graph--filtered-away", path: demo("midway", "?kind=vex&way=cosign-tag") },
  { name: "graph--filter-open", path: demo("midway"), prepare: openFilter },
  { name: "graph--selected", path: demo("midway"), prepare: selectInTree },
  { name: "graph--digest-tag", path: demo("bicycle"), prepare: openDigestTag },
  { name: "tree--demo", path: demo("midway", "?view=tree") },
  { name: "tree--lens", path: demo("midway", "?view=tree&lens=rat") },
  { name: "tree--empty", path: faulty("bare", "?view=tree") },
  { name: "tree--partial", path: faulty("partial", "?view=tree") },
  { name: "tree--some-fail", path: faulty("some-fail", "?view=tree") },
  { name: "tree--huge", path: faulty("huge", "?view=tree") },
  { name: "tree--hostile", path: faulty("hostile", "?view=tree") },
  { name: "tree--growing", path: faulty("slow", "?view=tree"), after: 3500 },
  { name: "tree--log-open", path: demo("midway", "?view=tree&log=open") },
  { name: "table--demo", path: demo("midway", "?view=table") },
  { name: "table--some-fail", path: faulty("some-fail", "?view=table") },
  { name: "table--huge", path: faulty("huge", "?view=table") },
  { name: "table--hostile", path: faulty("hostile", "?view=table") },
  { name: "table--empty", path: faulty("bare", "?view=table") },
  { name: "table--filtered-away", path: demo("midway", "?view=table&kind=vex&way=cosign-tag") },
  { name: "who--demo", path: demo("midway", "?view=who") },
  { name: "who--partial", path: faulty("partial", "?view=who") },
  { name: "who--empty", path: faulty("bare", "?view=who") },
  { name: "who--growing", path: faulty("slow", "?view=who"), after: 3500 },
  { name: "who--huge", path: faulty("huge", "?view=who") },
  { name: "who--hostile", path: faulty("hostile", "?view=who") },
  { name: "inspector--content", path: demo("midway", "?view=tree"), prepare: selectInTree },
  { name: "inspector--facts", path: demo("midway", "?view=tree&tab=facts"), prepare: selectInTree },
  { name: "inspector--raw", path: demo("midway", "?view=tree&tab=raw"), prepare: selectInTree },
  {
    name: "inspector--several-signatures",
    path: demo("midway", "?view=tree"),
    prepare: (page) =>
      page
        .getByRole("treeitem", { name: /^cosign signature/ })
        .first()
        .click(),
  },
  { name: "inspector--table", path: demo("midway", "?view=tree"), prepare: openTable("packages") },
  { name: "inspector--tree", path: demo("midway", "?view=tree"), prepare: openTable("dependency-tree") },
  { name: "inspector--manifest", path: demo("midway", "?view=tree&tab=manifest"), prepare: selectInTree },
  { name: "inspector--commands", path: demo("midway", "?view=tree&tab=commands"), prepare: selectInTree },
  {
    name: "inspector--hostile",
    path: faulty("hostile", "?view=table"),
    prepare: (page) => page.getByText("cosign signature").first().click(),
  },
  {
    name: "inspector--missing",
    path: demo("bicycle", "?view=table", "refscope/dangling:1.0"),
    prepare: (page) => page.getByText("missing, 404").first().click(),
  },
  {
    name: "inspector--growing",
    path: faulty("slow", "?view=tree"),
    after: 3500,
    prepare: (page) => page.getByText("cosign signature").first().click(),
  },
  {
    name: "inspector--contradicted",
    path: demo("motorcycle", "?view=tree", "base/hardened:3"),
    prepare: (page) => page.getByText("cosign bundle").first().click(),
  },
  {
    name: "inspector--failed",
    path: faulty("some-fail", "?view=table"),
    prepare: (page) => page.locator("tr", { hasText: "could not be read" }).first().click(),
  },
  { name: "log--exchange", path: demo("midway", "?view=graph&log=open"), prepare: openExchange },
  { name: "failed--denied", path: demo("guarded", "", "private/app:0.1") },
  { name: "failed--forbidden", path: faulty("denied") },
  { name: "failed--limited", path: faulty("limited") },
  { name: "failed--unknown-host", path: () => "/r/nowhere.invalid/shop/checkout:1" },
  { name: "failed--refused", path: faulty("refused") },
  { name: "failed--tls", path: faulty("tls") },
  { name: "failed--html", path: faulty("html") },
  { name: "failed--cut-body", path: faulty("cut-body") },
  { name: "failed--5xx", path: faulty("broken") },
  { name: "failed--private-address", path: () => "/r/10.0.0.1:5000/shop/checkout:1" },
  { name: "failed--no-such-tag", path: demo("motorcycle", "", "refscope/app:nope") },
  { name: "failed--bad-reference", path: () => "/r/registry.example/Shop/checkout:1" },
  {
    name: "failed--json",
    path: demo("guarded", "", "private/app:0.1"),
    prepare: (page) => page.getByRole("button", { name: "Problem details (JSON)" }).click(),
  },
];

const REGISTRIES: ScreenState[] = [
  { name: "registries--known", path: () => "/registries", whole: true },
  { name: "registries--no-demo", path: () => "/registries", whole: true, withoutDemo: true },
  { name: "registries--bad-input", path: () => "/registries", prepare: writeRegistry },
  {
    name: "registry--demo",
    path: ({ demo: at }) => `/registries/${at("midway")}?repository=refscope/app`,
    whole: true,
  },
  {
    name: "registry--bicycle",
    path: ({ demo: at }) => `/registries/${at("bicycle")}?repository=refscope/app`,
    whole: true,
  },
  { name: "registry--extended", path: ({ demo: at }) => `/registries/${at("extended")}`, whole: true },
  {
    name: "registry--no-repository",
    path: ({ demo: at }) => `/registries/${at("extended")}?repository=no/such`,
    whole: true,
  },
  {
    name: "registry--no-tag",
    path: ({ demo: at }) => `/registries/${at("extended")}?repository=refscope/app:none`,
    whole: true,
  },
  {
    name: "registry--guarded",
    path: ({ demo: at }) => `/registries/${at("guarded")}?repository=private/app`,
    whole: true,
  },
  {
    name: "registry--asks-repository",
    path: ({ demo: at }) => `/registries/${at("ghcr-like")}`,
    whole: true,
  },
  {
    name: "registry--loading",
    path: ({ fault }) => `/registries/${fault.silent}?repository=${IMAGE}`,
    after: 2500,
  },
  ...(["partial", "limited", "broken", "html", "refused", "tls", "denied"] as const).map(
    (fault): ScreenState => ({
      name: `registry--${fault}`,
      path: (hosts) => `/registries/${hosts.fault[fault]}?repository=${IMAGE}`,
      whole: true,
    }),
  ),
  { name: "registry--unknown-host", path: () => "/registries/nowhere.invalid" },
  { name: "registry--private-address", path: () => "/registries/10.0.0.1:5000" },
  { name: "registry--not-a-registry", path: () => "/registries/ubuntu" },
];

const BESIDES: ScreenState[] = [
  { name: "api", path: () => "/api", whole: true },
  { name: "api--shape", path: () => "/api#Exchange" },
  { name: "not-found", path: () => "/no/such/page" },
  { name: "error", path: demo("midway", "?view=tree"), prepare: failToDraw },
  { name: "menu", path: () => "/", prepare: openMenu },
];

export const STATES: ScreenState[] = [
  ...HOME,
  ...EXPLORER.map(inItsView),
  ...FLEET,
  ...REGISTRIES,
  ...UPGRADE,
  ...AUDIT,
  ...BESIDES,
];

/** A phone shows the tree first, so the graph is asked for. */
function inItsView(state: ScreenState): ScreenState {
  if (!state.name.startsWith("graph--")) return state;
  const path = (hosts: Hosts) => {
    const address = state.path(hosts);
    return `${address}${address.includes("?") ? "&" : "?"}view=graph`;
  };
  return { ...state, path };
}

async function openFilter(page: Page): Promise<void> {
  const filters = page.getByRole("button", { name: "Filters" });
  if (await filters.isVisible()) await filters.click();
  await page.getByRole("button", { name: /^Kind/ }).click();
}

async function selectInTree(page: Page): Promise<void> {
  await page.keyboard.press("t");
  await page.getByRole("treeitem", { name: /SBOM/ }).first().click();
}

async function openDigestTag(page: Page, { demo: at }: Hosts): Promise<void> {
  const { origin } = new URL(page.url());
  const host = at("bicycle");
  const answer = await fetch(`http://127.0.0.1:${host.split(":")[1]}/v2/refscope/app/tags/list`);
  const { tags }: { tags: string[] } = await answer.json();
  await page.goto(`${origin}/r/${host}/refscope/app:${tags.find((tag) => tag.endsWith(".sig"))}`, {
    waitUntil: "networkidle",
  });
}

async function openExchange(page: Page): Promise<void> {
  await page
    .getByRole("region", { name: "Discovery log" })
    .getByText(/referrers/)
    .first()
    .click();
}

async function writeRegistry(page: Page): Promise<void> {
  await page.getByLabel("Registry host").fill("Not a host!");
  await page.getByLabel("Registry host").press("Enter");
}

/** A part of the page that cannot be loaded, as after an update of the server, is a failure of drawing. */
async function failToDraw(page: Page): Promise<void> {
  await page.route("**/_next/static/**", (route) => route.abort());
  await page.keyboard.press("g");
}

async function openMenu(page: Page): Promise<void> {
  const menu = page.getByRole("button", { name: "Menu" });
  if (await menu.isVisible()) await menu.click();
  else await page.getByRole("button", { name: "Theme" }).click();
}
