// Each state that a signature can have, on its screen: the word, the reason, the check that decided, and the colour.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { at, demoHost, expectAccessible, expectNoSideways, PHONE, THEMES } from "./page-checks.ts";

const IMAGE = "verification/states:1";

type Screen = {
  state: string;
  title: string;
  reason: RegExp;
  /** The token of the title's colour. */
  tone: "ok" | "valid" | "warn" | "bad" | "ink-2" | "ink-3";
  /** What is said of the rules, where one, none or none yet has an answer. */
  rule?: string;
  /** The check that the state rests on, and its result. */
  check?: [name: string, result: "failed" | "not checked"];
};

const IDENTITY = "The signer equals one of your rules";
const SCREENS: Screen[] = [
  { state: "verified", title: "Verified", reason: /as the rule "demo build" says/, tone: "ok" },
  {
    state: "valid-identity-unchecked",
    title: "Valid signature, signer not checked",
    rule: "none says who may sign here",
    reason: /no rule in scope says who may sign/,
    tone: "valid",
    check: [IDENTITY, "not checked"],
  },
  {
    state: "self-consistent-untrusted",
    title: "Cannot be verified: no trusted root",
    rule: "not compared",
    reason: /No trust root that is configured here covers/,
    tone: "ink-3",
    check: ["The certificate leads to a trusted root", "not checked"],
  },
  {
    state: "unverifiable-no-material",
    title: "Cannot be verified here",
    reason: /signed with a key, and none is configured/,
    tone: "ink-3",
    check: ["The signature fits the bytes", "not checked"],
  },
  {
    state: "identity-mismatch",
    title: "Signed by somebody else",
    rule: "asks for another signer",
    reason: /people\/reviewer .* is not .*make\.mts/,
    tone: "warn",
    check: [IDENTITY, "failed"],
  },
  {
    state: "expired",
    title: "Outside its time",
    reason: /The signature expired at/,
    tone: "warn",
    check: ["It is within its time", "failed"],
  },
  {
    state: "time-unproven",
    title: "The time is not proven",
    reason: /Nobody who is trusted says when it was signed/,
    tone: "warn",
    check: ["The time of signing is proven", "failed"],
  },
  {
    state: "subject-mismatch",
    title: "About another digest",
    reason: /It names sha256:[0-9a-f]{64}, not what it is attached to/,
    tone: "bad",
    check: ["The content names this digest", "failed"],
  },
  {
    state: "invalid",
    title: "Invalid signature",
    reason: /was not made over this content/,
    tone: "bad",
    check: ["The signature fits the bytes", "failed"],
  },
  { state: "unsigned", title: "Unsigned claim", reason: /It is not signed itself/, tone: "ink-3" },
  { state: "error", title: "Its content is missing", reason: /it answered 404/, tone: "bad" },
  { state: "skipped", title: "Not checked", reason: /too large to be verified/, tone: "ink-3" },
];

type Node = { id: string; annotations: [string, string][]; foundBy: string[] };

function inspector(page: Page): Locator {
  return page.getByRole("complementary", { name: "Inspector" });
}

/** Opens what is attached to the image, by what it is called there. */
async function open(page: Page, matches: (node: Node) => boolean): Promise<Locator> {
  await page.goto(at("/"));
  const host = await demoHost(page, "motorcycle");
  const explored = await page.request.post(at("/api/explore"), { data: { reference: `${host}/${IMAGE}` } });
  const { graph }: { graph: { nodes: Node[] } } = await explored.json();
  const node = graph.nodes.find(matches);
  expect(node).toBeDefined();
  await page.goto(at(`/r/${host}/${IMAGE}?view=tree&log=closed&node=${encodeURIComponent(node?.id ?? "")}`));
  return inspector(page);
}

const called =
  (title: string) =>
  ({ annotations }: Node): boolean =>
    annotations.some(([name, value]) => name === "org.opencontainers.image.title" && value === title);

/** How many elements have the colour of a token, for their text, their ground or a border. */
function colouredBy(pane: Locator, token: string): Promise<number> {
  return pane.evaluate((element, name) => {
    const probe = document.createElement("i");
    probe.style.color = `var(--color-${name})`;
    element.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    const properties = ["color", "backgroundColor", "borderTopColor", "fill", "stroke"] as const;
    const coloured = [element, ...element.querySelectorAll("*")].filter((each) => {
      const style = getComputedStyle(each);
      return properties.some((property) => style[property] === color);
    });
    return coloured.length;
  }, token);
}

for (const { state, title, reason, tone, check, rule } of SCREENS) {
  test(`${state}: said by a word, a reason and a colour`, async ({ page }) => {
    const pane = await open(page, called(state));
    const word = pane.getByText(title, { exact: true });
    await expect(word).toBeVisible();
    await expect(pane.getByText(reason).first()).toBeVisible();
    if (rule) await expect(pane.getByText(rule, { exact: true })).toBeVisible();
    if (check) {
      const row = pane.getByRole("listitem").filter({ hasText: check[0] });
      await expect(row).toContainText(check[1]);
    }
    if (state === "verified") {
      const signed = "Signed by https://refscope.example/scripts/demo-content/make.mts";
      await expect(pane.getByText(signed, { exact: true })).toBeVisible();
      await expect(pane.getByText("vouched for", { exact: true }).first()).toBeVisible();
    }
    if (state === "self-consistent-untrusted")
      await expect(pane.getByText("vouched for", { exact: true })).toHaveCount(0);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      expect(await colouredBy(word, tone), `${title} in ${tone}`).toBeGreaterThan(0);
      for (const green of ["ok", "ok-bg"])
        expect((await colouredBy(pane, green)) > 0, `${green} in ${theme}`).toBe(state === "verified");
      await expectAccessible(page);
    }
    await page.setViewportSize(PHONE);
    await expect(word).toBeVisible();
    await expectNoSideways(page);
  });
}

test("of several signatures in one artifact each is shown, and each by its own state", async ({ page }) => {
  const pane = await open(page, ({ foundBy }) => foundBy.includes("cosign-tag"));
  await expect(
    pane.getByText("3 signatures: 1 verified, 1 signed by somebody else and 1 without a trusted root"),
  ).toBeVisible();
  const list = pane.getByRole("list", { name: "The signatures of this artifact" }).getByRole("button");
  const titles = ["Verified", "Signed by somebody else", "Cannot be verified: no trusted root"];
  await expect(list).toHaveCount(titles.length);
  for (const [at, title] of titles.entries()) {
    await list.nth(at).click();
    await expect(list.nth(at)).toHaveAttribute("aria-pressed", "true");
    await expect(pane.getByText(title, { exact: true })).toBeVisible();
  }
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    await expectAccessible(page);
  }
  await page.setViewportSize(PHONE);
  await expectNoSideways(page);
});

test("the front page leads to the samples of all states, by one entry", async ({ page }) => {
  await page.goto(at("/"));
  const entry = page.getByRole("listitem").filter({ hasText: "verification/" });
  await expect(entry).toHaveCount(1);
  await expect(entry).toContainText("One attachment for each state that a signature can have");
  await entry.getByRole("link").click();
  await expect(page.getByText(/^\d of 8 ways asked/).first()).toBeVisible();
  await expectAccessible(page);
});
