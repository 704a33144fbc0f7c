import { describe, expect, it } from "vitest";
import { summarise } from "#lib/graph";
import { nodeOf } from "./__fixtures__/exploration.ts";
import { SCENE } from "./sample-view.test-support.ts";
import { countWords } from "./summary-line.tsx";

const sbom = nodeOf({ name: "one", kind: "sbom", title: "SBOM" });
const both = nodeOf({
  name: "two",
  kind: "sbom",
  title: "SBOM + provenance",
  carries: ["sbom", "provenance"],
});
const root = nodeOf({ name: "image", kind: "image", title: "image", depth: 0 });
const words = (...attached: (typeof sbom)[]) =>
  countWords(summarise({ nodes: [root, ...attached.map((node) => ({ ...node, depth: 1 }))], edges: [] }, []));

describe("countWords", () => {
  it("adds up to what is attached, or says why not", () => {
    expect(words(sbom, both)).toBe(
      "2 attached: 2 SBOMs, 1 provenance; 1 carries several kinds and counts in each",
    );
    expect(words(both, { ...both, id: "three" })).toMatch(/; 2 carry several kinds and count in each$/);
    const { attached, counts, troubles } = summarise(SCENE.graph, []);
    const missing = troubles.find(({ state }) => state === "missing")?.count ?? 0;
    expect(counts.reduce((sum, { count }) => sum + count, missing)).toBe(attached);
  });

  it("says one kind once, and nothing of nothing", () => {
    expect(words(sbom)).toBe("1 SBOM");
    expect(words()).toBe("");
  });
});
