// The graph leaves the page as files: each is read back, and holds what is on the screen.
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { at, demoHost, expectAccessible, expectNoSideways, PHONE, THEMES } from "./page-checks.ts";

const APP = "refscope/app:0.1";

async function open(page: Page, query: string): Promise<string> {
  await page.goto(at("/"));
  const host = await demoHost(page, "midway");
  await page.goto(at(`/r/${host}/${APP}${query}`));
  await expect(page.getByText(/^\d of 8 ways asked/).first()).toBeVisible();
  return host;
}

/** Saves as one format; its name and its bytes. */
async function save(
  page: Page,
  format: RegExp,
  everything = false,
): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole("button", { name: "Export" }).click();
  if (everything) await page.getByRole("menuitemcheckbox", { name: /^Everything/ }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: format }).click();
  const saved = await download;
  return { name: saved.suggestedFilename(), bytes: readFileSync(await saved.path()) };
}

type GraphFile = {
  lens: string;
  completeness: string;
  outsideLens: string[];
  filters: { kinds: string[] };
  graph: { nodes: { id: string }[]; edges: { source: string; target: string }[] };
};

async function saveJson(page: Page, everything = false): Promise<GraphFile> {
  return JSON.parse((await save(page, /^JSON/, everything)).bytes.toString("utf8"));
}

test("every format has the same nodes by the same ids, and a name that says of what", async ({ page }) => {
  const host = await open(page, "?view=tree");
  const { graph, completeness } = await saveJson(page);
  const ids = graph.nodes.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(15);
  expect(completeness).toBe("complete");
  for (const [format, name] of [
    [/^Mermaid/, "graph.mmd"],
    [/^DOT/, "graph.dot"],
    [/^GraphML/, "graph.graphml"],
    [/^CSV, nodes/, "nodes.csv"],
  ] as const) {
    const file = await save(page, format);
    expect(file.name).toBe(`${host.replace(":", "-")}_refscope-app_0.1.${name}`);
    const text = file.bytes.toString("utf8");
    for (const id of ids) expect(text).toContain(id);
    if (name === "graph.graphml") expect(XMLValidator.validate(text)).toBe(true);
  }
  const edges = (await save(page, /^CSV, edges/)).bytes.toString("utf8").trimEnd().split("\r\n");
  expect(edges).toHaveLength(graph.edges.length + 1);
});

test("the lens and the filters go along, and everything is one choice away", async ({ page }) => {
  await open(page, "?view=table&lens=squirrel&kind=signature");
  const shown = await saveJson(page);
  expect(shown).toMatchObject({ lens: "squirrel", filters: { kinds: ["signature"] } });
  expect(shown.outsideLens.length).toBeGreaterThan(0);
  const all = await saveJson(page, true);
  expect(all).toMatchObject({ lens: "everything", filters: { kinds: [] }, outsideLens: [] });
  expect(all.graph.nodes.length).toBeGreaterThan(shown.graph.nodes.length);
});

/** Width and height of a PNG, from its header. */
function pngSize(bytes: Buffer): { width: number; height: number } {
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

for (const theme of THEMES) {
  test(`the picture opens elsewhere as it looks here (${theme})`, async ({ page, context }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open(page, "?view=graph");
    const { graph } = await saveJson(page);
    const { name, bytes } = await save(page, /^SVG/);
    expect(name).toMatch(/^midway\.localhost-\d+_refscope-app_0\.1\.graph\.svg$/);
    const svg = bytes.toString("utf8");
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).not.toMatch(/<script|<style|<foreignObject|<image|href=|url\(|\bon\w+=/i);
    const drawn = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(svg).svg;
    const inPicture = [...svg.matchAll(/data-(?:node|members)="([^"]+)"/g)].flatMap(([, ids = ""]) =>
      ids.split(" "),
    );
    for (const { id } of graph.nodes) expect(inPicture).toContain(id);

    // In a page of its own, with no server behind it.
    const elsewhere = await context.newPage();
    const asked: string[] = [];
    elsewhere.on("request", (request) => asked.push(request.url()));
    await elsewhere.setContent(svg.replace(/^<\?xml[^>]*>/, ""));
    await expect(elsewhere.getByText("asked for")).toBeVisible();
    await expect(elsewhere.getByText("by tag convention")).toBeVisible();
    expect(asked).toEqual([]);

    const png = await save(page, /^PNG/);
    expect(pngSize(png.bytes)).toEqual({ width: 2 * Number(drawn.width), height: 2 * Number(drawn.height) });
    expect(png.bytes.length).toBeGreaterThan(20_000);

    await page.getByRole("button", { name: "Export" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page);
  });
}

test("a picture is drawn where no graph is looked at, and on a phone by keyboard", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await open(page, "?view=tree");
  await expectNoSideways(page);
  await page.getByRole("button", { name: "Export" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: /^SVG/ })).toBeFocused();
  await expectNoSideways(page);
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const svg = readFileSync(await (await download).path(), "utf8");
  expect(svg).toContain('data-relation="contains"');
});
