// Sixty hostile texts in every field of documents of fifteen kinds, opened in a real browser, in one page in which one
// artifact follows the other: nothing runs, nothing is loaded from elsewhere, and the only ways out are https links that
// show their host.
import { writeFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { CANARY, PAYLOADS } from "../scripts/screen-states/hostile-payloads.mts";
import { at, faultyImage } from "./page-checks.ts";

type Node = { id: string; digest: string; annotations: [name: string, value: string][] };
/** `texts`: places that came to hold text of the registry's; `links`: ways out. */
type Seen = { faults: string[]; texts: number; links: number };
type Row = { kind: string; documents: number; rows: number; texts: number; links: number };

/** What happened that must not: filled while pages are looked at. */
type Happened = { ran: string[]; asked: string[] };

// A recording of every step would take longer than the steps.
test.use({ trace: "off" });

test("hostile text is only ever text", async ({ page }) => {
  test.slow();
  const happened = await watch(page);
  const reference = `${faultyImage("hostile-documents").split("/")[0]}/hostile/documents:1`;
  const explored = await page.request.post(at("/api/explore"), { data: { reference } });
  const { graph }: { graph: { nodes: Node[] } } = await explored.json();
  await page.goto(at(`/r/${reference}?view=tree`));
  await expect(page.getByText(/\d+ attached: /).first()).toBeVisible();
  await page.evaluate(() => Reflect.get(window, "watchDrawing")());
  const rows: Row[] = [];
  for (const node of graph.nodes) {
    const [kind = "", form] = titleOf(node.annotations).split(", ");
    if (form === undefined) continue;
    await select(page, node);
    const row = rows.find((other) => other.kind === kind) ?? {
      kind,
      documents: 0,
      rows: 0,
      texts: 0,
      links: 0,
    };
    if (!rows.includes(row)) rows.push(row);
    if (form === "each") await lookAtEach(page, row);
    else await lookAtAll(page, row);
  }
  await page.waitForTimeout(500);
  const last = await page.evaluate(() => Reflect.get(window, "seenHere")() as ReturnType<typeof seenHere>);
  expect(last.faults).toEqual([]);
  await page.goto("about:blank");
  // A library of ours asks once whether it may compile; it may not.
  expect(happened.ran.filter((what) => what !== "blocked eval")).toEqual([]);
  expect(happened.ran.length).toBeLessThanOrEqual(1);
  expect(happened.asked).toEqual([]);
  expect(rows.map(({ documents }) => documents)).toEqual(rows.map(() => PAYLOADS.length + 1));
  expect(rows).toHaveLength(15);
  // The two addresses among the texts that are whole and https are links, where a card or a column has links.
  expect(rows.filter(({ links }) => links > 0).map(({ kind }) => kind)).toContain("trivy");
  if (process.env.UPDATE_FIGURES)
    writeFileSync(
      "docs/figures/hostile-text.md",
      figures(rows.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))),
    );
});

test("the watch sees what runs, what loads and what leads elsewhere", async ({ page }) => {
  const happened = await watch(page);
  await page.goto(at("/registries"));
  await expect(page.getByRole("heading").first()).toBeVisible();
  happened.ran.splice(0);
  await page.evaluate(() => Reflect.get(window, "watchDrawing")());
  const seen = await page.evaluate(async (host) => {
    const planted =
      `<img src="https://${host}/a.png" onerror="ran()"><a href="javascript:ran()">go</a><a href="http://${host}/">${host}</a>` +
      `<a href="https://${host}/" target="_blank" rel="noopener noreferrer">${host}</a><p style="background:url(//${host}/b)"></p>`;
    document.body.insertAdjacentHTML("beforeend", planted);
    Reflect.get(window, "ran")();
    const heading = document.querySelector("h1, h2, h3");
    heading?.setAttribute("onclick", "ran()");
    // What is gone by the time that somebody looks was there.
    heading?.insertAdjacentHTML("beforeend", "<iframe></iframe>");
    heading?.querySelector("iframe")?.remove();
    return (await Reflect.get(window, "seenHere")()) as Seen;
  }, CANARY);
  // The last of the links is as links must be.
  expect(seen).toMatchObject({ links: 1 });
  expect(seen.faults.map((fault) => fault.split(/[= >]/)[0]).sort()).toEqual([
    "<iframe",
    "href",
    "href",
    "onclick",
    "onerror",
    "src",
    "style",
  ]);
  await expect.poll(() => happened.ran).toContain("ran()");
  // The page's own policy stands before the network: what it blocks is told as well.
  await expect.poll(() => happened.ran.join()).toContain(`blocked https://${CANARY}/a.png`);
});

function titleOf(annotations: Node["annotations"]): string {
  return annotations.find(([name]) => name === "org.opencontainers.image.title")?.[1] ?? "";
}

async function watch(page: Page): Promise<Happened> {
  const happened: Happened = { ran: [], asked: [] };
  await page.addInitScript(
    `window.seenHere = ${seenHere}; window.pressEach = ${pressEach}; window.watchDrawing = ${watchDrawing};`,
  );
  await page.exposeFunction("tellRan", (what: string) => void happened.ran.push(what));
  await page.addInitScript(() => {
    const tell = (what: string) => void Reflect.get(window, "tellRan")(what);
    for (const name of ["ran", "alert", "confirm", "prompt", "print", "open"])
      Object.defineProperty(window, name, { value: () => tell(`${name}()`) });
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) => tell(`blocked ${blockedURI}`));
  });
  const { origin } = new URL(at("/"));
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`) && !/^(?:blob:|data:|about:)/.test(request.url()))
      happened.asked.push(request.url());
  });
  page.on("dialog", (dialog) => {
    happened.ran.push(dialog.type());
    dialog.dismiss().catch(() => {});
  });
  page.on("popup", (popup) => void happened.ran.push(`a window ${popup.url()}`));
  page.on("pageerror", ({ message }) => void happened.ran.push(`an error ${message}`));
  return happened;
}

/** As the address has it, without loading the page anew; its content has come when this ends. */
async function select(page: Page, { id, digest }: Node): Promise<void> {
  const opened = page.waitForResponse(
    (answer) => answer.url().endsWith("/api/inspect") && answer.request().postDataJSON().digest === digest,
  );
  await page.evaluate(
    (node) => history.pushState(null, "", `?view=tree&node=${encodeURIComponent(node)}`),
    id,
  );
  await opened;
  await expect(page.getByRole("complementary").getByText("claimed").first()).toBeVisible();
}

/** One document after the other, each with one text in all its fields, and then its bytes. */
async function lookAtEach(page: Page, row: Row): Promise<void> {
  for (const tab of ["Content", "Raw"]) {
    await page.getByRole("tab", { name: tab }).click();
    const choices = page.getByRole("list", { name: /of this artifact$/ }).getByRole("button");
    await expect(choices).toHaveCount(PAYLOADS.length);
    await pressAndLook(page, row, "aside ul[aria-label$='of this artifact'] button");
  }
  row.documents += PAYLOADS.length;
}

/** The one that holds them all: its tables, each row's detail, its tree, and the other tabs. */
async function lookAtAll(page: Page, row: Row): Promise<void> {
  row.documents += 1;
  for (const tab of ["Facts", "Manifest", "Raw", "Commands", "Content"]) {
    await page.getByRole("tab", { name: tab }).click();
    await pressAll(page, "complementary", /^(?:Show all|\d+ more)/);
    await look(page, row);
  }
  const opening = page.getByRole("complementary").getByRole("button", { name: /^Open the table/ });
  if ((await opening.count()) === 0) return;
  await opening.first().click();
  const dialog = page.getByRole("dialog");
  const tables = dialog.getByRole("group", { name: "Table" }).getByRole("button");
  const count = await tables.count();
  for (let n = 0; n < Math.max(1, count); n++) {
    if (count > 0) await tables.nth(n).click();
    await pressAll(page, "dialog", /more$/);
    await look(page, row);
    // Only the rows in view are drawn.
    for (const top of [0, 500, 1000, 1e6]) {
      await dialog
        .locator("table")
        .evaluateAll(([table], to) => table?.parentElement?.scrollTo({ top: to }), top);
      row.rows += await pressAndLook(page, row, "[role=dialog] tbody tr button");
    }
  }
  await page.keyboard.press("Escape");
}

/** Presses each button that the selector finds, and looks at the page after each; how many there were. */
async function pressAndLook(page: Page, row: Row, selector: string): Promise<number> {
  const { pressed, faults, texts, links } = await page.evaluate(
    (of) => Reflect.get(window, "pressEach")(of) as ReturnType<typeof pressEach>,
    selector,
  );
  expect(faults).toEqual([]);
  row.texts += texts;
  row.links = Math.max(row.links, links);
  return pressed;
}

/** Runs in the page. */
async function pressEach(selector: string): Promise<Seen & { pressed: number }> {
  const seen = { faults: [] as string[], texts: 0, links: 0, pressed: 0 };
  const count = document.querySelectorAll(selector).length;
  const press = async (button: HTMLElement) => {
    const isShown = () =>
      button.ariaPressed === "true" || button.closest("tr")?.getAttribute("aria-current") === "true";
    button.click();
    // Until the page has answered, or has drawn other rows in this one's place.
    for (let waited = 0; waited < 1000 && button.isConnected && !isShown(); waited++)
      await new Promise((resolve) => setTimeout(resolve));
    return button.isConnected ? isShown() : undefined;
  };
  for (let n = 0; n < count; n++) {
    let came: boolean | undefined;
    for (let tries = 0; tries < 3 && came === undefined; tries++) {
      const button = document.querySelectorAll(selector)[n];
      // A row's detail takes room from the rows below.
      if (!(button instanceof HTMLElement)) break;
      came = await press(button);
    }
    if (came === undefined) continue;
    if (!came) seen.faults.push(`nothing came of ${selector} ${n}`);
    const { faults, texts, links }: Seen = await Reflect.get(window, "seenHere")();
    seen.faults.push(...faults);
    seen.texts += texts;
    seen.links = Math.max(seen.links, links);
    seen.pressed += 1;
  }
  return seen;
}

async function pressAll(page: Page, role: "complementary" | "dialog", name: RegExp): Promise<void> {
  const buttons = page.getByRole(role).getByRole("button", { name });
  for (let n = 0; n < 12 && (await buttons.count()) > 0; n++) await buttons.first().click();
}

async function look(page: Page, row: Row): Promise<void> {
  const { faults, texts, links } = await page.evaluate(
    () => Reflect.get(window, "seenHere")() as ReturnType<typeof seenHere>,
  );
  expect(faults).toEqual([]);
  row.texts += texts;
  row.links = Math.max(row.links, links);
}

/** Runs in the page: from now on all that is drawn is kept to be looked at, also what is gone again by then. */
function watchDrawing(): void {
  const drawn = new Set<Element>(document.querySelectorAll("*"));
  const observer = new MutationObserver((records) => keep(records));
  const keep = (records: MutationRecord[]) => {
    for (const { type, target, addedNodes } of records) {
      if (type === "attributes" && target instanceof Element) drawn.add(target);
      for (const node of addedNodes) {
        // A text that changes is in a place that held another.
        const element = node instanceof Element ? node : node.parentElement;
        if (element) drawn.add(element);
        if (node instanceof Element) for (const below of node.querySelectorAll("*")) drawn.add(below);
      }
      if (type === "characterData" && target.parentElement) drawn.add(target.parentElement);
    }
  };
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  Object.assign(window, {
    drawnSince: () => {
      keep(observer.takeRecords());
      const since = [...drawn];
      drawn.clear();
      return since;
    },
  });
}

/** Runs in the page: every attribute that leads or runs, of all that was drawn since it was last asked, whoever made it. */
async function seenHere(): Promise<Seen> {
  const LEADS =
    /^(?:href|src|srcset|action|formaction|data|poster|background|ping|xlink:href|manifest|cite)$/;
  const NEVER =
    "iframe, object, embed, base, form[action], meta[http-equiv], svg script, animate, video, audio, math";
  const TEXTS = "aside :is(dd, td, li, pre), [role=dialog] :is(td, dd, li)";
  const faults: string[] = [];
  let links = 0;
  const places = new Set<Element>();
  for (const element of Reflect.get(window, "drawnSince")() as Element[]) {
    if (element.matches(NEVER) && !element.closest("head")) faults.push(element.outerHTML.slice(0, 200));
    const place = element.closest(TEXTS);
    if (place) places.add(place);
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) faults.push(`${name} on ${element.localName}`);
      if (name === "style" && value.includes("url(")) faults.push(`style ${value.slice(0, 100)}`);
      if (!LEADS.test(name)) continue;
      const to = new URL(value, location.href);
      if (to.origin === location.origin) continue;
      const isSafe =
        to.protocol === "https:" &&
        element instanceof HTMLAnchorElement &&
        element.target === "_blank" &&
        element.rel === "noopener noreferrer" &&
        element.textContent.includes(to.host);
      if (isSafe) links++;
      else faults.push(`${name}=${value.slice(0, 100)} on ${element.localName}`);
    }
  }
  return { faults, texts: places.size, links };
}

function figures(rows: Row[]): string {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  return [
    "# Hostile text in what is attached",
    "",
    `${PAYLOADS.length} texts (markup, event handlers, addresses that run, style, templates, direction and control characters, 10,000 ` +
      `letters, names of objects' own parts) in every field of documents of ${rows.length} kinds: one document for each text and one ` +
      "that holds them all, served by a registry on this machine and opened in Chromium by `e2e/hostile-text.spec.ts`. " +
      "`UPDATE_FIGURES=1` writes this page anew.",
    "",
    "| kind | documents opened | rows pressed | places with text drawn | ran | asked elsewhere | links but https with their host |",
    "|---|---|---|---|---|---|---|",
    ...rows.map(
      ({ kind, documents, rows: opened, texts }) =>
        `| ${kind} | ${documents} | ${opened} | ${texts} | 0 | 0 | 0 |`,
    ),
    `| **all** | ${sum((row) => row.documents)} | ${sum((row) => row.rows)} | ${sum((row) => row.texts)} | **0** | **0** | **0** |`,
    "",
    `The texts name the host \`${CANARY}\` ${PAYLOADS.filter((text) => text.includes(CANARY)).length} times; it was never asked for.`,
    "",
  ].join("\n");
}
