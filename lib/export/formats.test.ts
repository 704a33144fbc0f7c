// Every format read back by a reader that is not ours, or by its grammar: the same nodes, the same edges, and whatever
// a registry says stays text.

import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { edgesCsv, nodesCsv } from "./csv.ts";
import { graphDot } from "./dot.ts";
import { parseDot, shownLabel } from "./dot-parser.test-support.ts";
import { graphMl } from "./graphml.ts";
import { graphJson } from "./json.ts";
import { graphMermaid, MERMAID_LIMITS, saysTooLarge } from "./mermaid.ts";
import { plainIds, plainText } from "./plain-text.ts";
import { anyExport, edge, exportOf, node, ROOT } from "./sample-export.test-support.ts";
import type { GraphExport } from "./shapes.ts";

const RUNS = { numRuns: 200 };
/** Long texts are read back many times over, on a busy machine too. */
const SLOW_MS = 30_000;

/** One of everything that has to be told apart. */
const TROUBLED = exportOf(
  {
    nodes: [
      node(ROOT, { kind: "index", title: "image index", depth: 0, foundBy: [] }),
      node("sha256:b", { kind: "image", title: "linux/amd64", platform: "linux/amd64" }),
      node("sha256:c", { kind: "signature", title: "cosign bundle" }),
      node("sha256:d", { kind: "unknown", title: "unread", state: "missing", reason: "404" }),
      node("tag:shop/checkout:sha256-b.sig", { digest: "", kind: "signature", state: "rate-limited" }),
      node("sha256:e", { kind: "vex", title: "OpenVEX", payloadSize: 5_000_000_000 }),
    ],
    edges: [
      edge(ROOT, "sha256:b", { relation: "contains" }),
      edge("sha256:c", ROOT),
      edge("sha256:d", ROOT, { proof: "claimed", reason: "its manifest names no subject" }),
      edge("tag:shop/checkout:sha256-b.sig", "sha256:b", { relation: "tag", proof: "claimed" }),
      edge("sha256:e", ROOT, { proof: "contradicted", reason: "names sha256:f instead" }),
    ],
  },
  {
    lens: "squirrel",
    outside: new Set(["tag:shop/checkout:sha256-b.sig"]),
    filter: { kinds: ["signature", "vex"], platforms: ["linux/amd64"], ways: ["referrers-api"] },
    completeness: "rate-limited",
  },
);

type Read = { ids: string[]; edges: [source: string, target: string][] };

function graphOf({ graph }: GraphExport, name: (id: string) => string = (id) => id): Read {
  return {
    ids: graph.nodes.map(({ id }) => name(id)),
    edges: graph.edges.map(({ source, target }) => [name(source), name(target)]),
  };
}

describe("JSON", () => {
  const read = (given: GraphExport) => JSON.parse(graphJson(given));

  test("has the API's own nodes and edges, and how they came about", () => {
    expect(read(TROUBLED)).toMatchObject({
      reference: TROUBLED.reference,
      lens: "squirrel",
      filters: TROUBLED.filter,
      completeness: "rate-limited",
      partial: expect.stringContaining("1 of its nodes could not be read"),
      outsideLens: ["tag:shop/checkout:sha256-b.sig"],
      graph: TROUBLED.graph,
    });
    expect(read(exportOf(TROUBLED.graph)).partial).toBeUndefined();
  });

  test(
    "changes no text, and holds none that cannot be seen",
    () => {
      fc.assert(
        fc.property(anyExport, (given) => {
          const text = graphJson(given);
          expect(JSON.parse(text).graph).toEqual(JSON.parse(JSON.stringify(given.graph)));
          expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
        }),
        RUNS,
      );
    },
    SLOW_MS,
  );
});

describe("GraphML", () => {
  /** As XML readers see it: entities read, nothing trimmed. */
  function read(text: string) {
    expect(XMLValidator.validate(text)).toBe(true);
    // https://www.w3.org/TR/xml/#charsets
    expect(text).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    expect(text).not.toMatch(/<!DOCTYPE|<!ENTITY|<\?(?!xml )/);
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: "",
      parseTagValue: false,
      trimValues: false,
      isArray: (name: string) => ["key", "node", "edge", "data"].includes(name),
    });
    const { graphml } = parser.parse(text);
    type Element = { id: string; data?: { key: string; "#text"?: string }[] };
    const dataOf = (element: Pick<Element, "data">) =>
      Object.fromEntries((element.data ?? []).map((each) => [each.key, each["#text"] ?? ""]));
    return {
      keys: graphml.key as { id: string; for: string; "attr.type": string }[],
      about: dataOf(graphml.graph),
      nodes: ((graphml.graph.node ?? []) as Element[]).map((each) => ({
        id: each.id,
        data: dataOf(each),
      })),
      edges: ((graphml.graph.edge ?? []) as { source: string; target: string }[]).map(
        (each) => [each.source, each.target] as [string, string],
      ),
    };
  }

  test("has typed keys, and nodes with what is known of them", () => {
    const { keys, about, nodes, edges } = read(graphMl(TROUBLED));
    expect({ ids: nodes.map(({ id }) => id), edges }).toEqual(graphOf(TROUBLED));
    expect(keys.find(({ id }) => id === "node_payload_size")?.["attr.type"]).toBe("long");
    expect(nodes.at(-1)?.data).toMatchObject({ node_payload_size: "5000000000", node_outside_lens: "false" });
    expect(nodes[3]?.data).toMatchObject({ node_state: "missing", node_reason: "404" });
    expect(nodes[0]?.data).not.toHaveProperty("node_artifact_type");
    expect(about).toMatchObject({
      graph_lens: "squirrel",
      graph_filters: "kind signature, vex; platform linux/amd64; found by referrers-api",
      graph_partial: expect.stringContaining("there may be more"),
    });
  });

  test(
    "is XML whatever the registry says, and says the same",
    () => {
      fc.assert(
        fc.property(anyExport, (given) => {
          const ids = plainIds(given.graph.nodes.map(({ id }) => id));
          const { keys, nodes, edges } = read(graphMl(given));
          const known = new Set(keys.map(({ id }) => id));
          expect({ ids: nodes.map(({ id }) => id), edges }).toEqual(
            graphOf(given, (id) => ids.get(id) ?? id),
          );
          for (const [at, { data }] of nodes.entries()) {
            const { title, reason } = given.graph.nodes[at] ?? {};
            expect(data.node_label ?? "").toBe(plainText(at === 0 ? given.reference : (title ?? "")));
            expect(data.node_reason ?? "").toBe(plainText(reason ?? ""));
            for (const name of Object.keys(data)) expect(known).toContain(name);
          }
        }),
        RUNS,
      );
    },
    SLOW_MS,
  );
});

describe("DOT", () => {
  test("has every node and edge by its id, with what could not be read", () => {
    const { nodes, edges, attributes } = parseDot(graphDot(TROUBLED));
    expect({
      ids: [...nodes.keys()],
      edges: edges.map(({ source, target }) => [source, target]),
    }).toEqual(graphOf(TROUBLED));
    expect(nodes.get("sha256:d")).toMatchObject({ state: "missing", style: "dashed" });
    expect(shownLabel(attributes.label ?? "")).toEqual([
      TROUBLED.reference,
      ROOT,
      expect.stringMatching(
        /^as squirrel sees it, the rest faint · filters: kind signature, vex; .* · partial, a list/,
      ),
    ]);
    expect(edges.map(({ attributes: { relation } }) => relation)).toEqual([
      "contains",
      "refers",
      "refers",
      "tag",
      "refers",
    ]);
    expect(edges[4]?.attributes).toMatchObject({ label: "contradicted", color: "red" });
  });

  test(
    "keeps to its grammar whatever the registry says",
    () => {
      fc.assert(
        fc.property(anyExport, (given) => {
          const ids = plainIds(
            given.graph.nodes.map(({ id }) => id),
            (id) => plainText(id).replaceAll("\\", "\ufffd"),
          );
          const { nodes, edges } = parseDot(graphDot(given));
          expect({
            ids: [...nodes.keys()],
            edges: edges.map(({ source, target }) => [source, target]),
          }).toEqual(graphOf(given, (id) => ids.get(id) ?? id));
          for (const [at, { label = "" }] of [...nodes.values()].entries()) {
            const whole = plainText((at === 0 ? given.reference : given.graph.nodes[at]?.title) ?? "", 60);
            if (whole) expect(shownLabel(label)[0]).toBe(whole);
          }
        }),
        RUNS,
      );
    },
    SLOW_MS,
  );
});

describe("Mermaid", () => {
  const LINE =
    /^(?:%% [^{}\p{Cc}]*|flowchart LR| {2}n\d+\["((?:[A-Za-z0-9 /-]|#\d+;|<br\/>)*)"\]| {2}(n\d+) (?:---|-->|-->\|\w+\||-\.->\|[a-z, ]+\|) (n\d+)| {2}classDef [a-z]+ [a-z-]+:[0-9.a-z ]+| {2}class n\d+(?:,n\d+)* [a-z]+)$/u;

  /** By its line grammar alone; entity codes as Mermaid shows them. */
  function read(text: string) {
    const [ids, labels, edges] = [new Map<string, string>(), [] as string[], [] as [string, string][]];
    for (const line of text.trimEnd().split("\n")) {
      const found = LINE.exec(line);
      if (!found) throw new Error(`no line of a flowchart: ${JSON.stringify(line)}`);
      const [, label, source, target] = found;
      if (label !== undefined)
        labels.push(label.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))));
      if (source && target) edges.push([source, target]);
      const [, name, id] = /^%% (n\d+) is (.*)$/.exec(line) ?? [];
      if (name) ids.set(name, id ?? "");
    }
    const idOf = (name: string) => ids.get(name) ?? "";
    return {
      ids: [...ids.values()],
      labels,
      edges: edges.map(([source, target]) => [idOf(source), idOf(target)]),
    };
  }

  test("is a flowchart whose comments give each node its id", () => {
    const { ids, edges, labels } = read(graphMermaid(TROUBLED));
    expect({ ids, edges }).toEqual(graphOf(TROUBLED));
    expect(labels[0]).toBe(`${TROUBLED.reference}<br/>index<br/>aaaaaa…aaaaaa`);
    expect(labels[3]).toContain("unknown, missing");
    expect(graphMermaid(TROUBLED)).toContain("%% as squirrel sees it");
  });

  test("says where it is larger than what is drawn", () => {
    expect(saysTooLarge(graphMermaid(TROUBLED))).toBe(false);
    const many = Array.from({ length: MERMAID_LIMITS.edges + 1 }, (_, at) => `sha256:${at}`);
    const graph = { nodes: [ROOT, ...many].map((id) => node(id)), edges: many.map((id) => edge(id, ROOT)) };
    expect(saysTooLarge(graphMermaid(exportOf(graph)))).toBe(true);
  });

  test(
    "no text ends its quotes, begins a directive or a link",
    () => {
      fc.assert(
        fc.property(anyExport, (given) => {
          const { labels, edges, ids } = read(graphMermaid(given));
          expect(ids).toHaveLength(given.graph.nodes.length);
          expect(edges).toHaveLength(given.graph.edges.length);
          for (const [at, label] of labels.entries()) {
            const whole = plainText((at === 0 ? given.reference : given.graph.nodes[at]?.title) ?? "", 60);
            if (whole) expect(label.startsWith(whole)).toBe(true);
          }
        }),
        RUNS,
      );
    },
    SLOW_MS,
  );
});

describe("CSV", () => {
  /** RFC 4180, to the letter. */
  function read(text: string): Record<string, string>[] {
    const [names = [], ...rows] = text
      .split("\r\n")
      .slice(0, -1)
      .map((line) => {
        expect(line).toMatch(/^"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*$/);
        return fieldsOf(line);
      });
    for (const row of rows) expect(row).toHaveLength(names.length);
    return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ""])));
  }

  function fieldsOf(line: string): string[] {
    return [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, field = ""]) =>
      field.replaceAll('""', '"'),
    );
  }

  test("has a line a node that says what it is about, and a line an edge", () => {
    const [root, platform, ...artifacts] = read(nodesCsv(TROUBLED));
    expect(root).toMatchObject({ id: ROOT, label: TROUBLED.reference, asked_for: "true", about: "" });
    expect(platform).toMatchObject({ label: "linux/amd64", about: ROOT, relation: "contains" });
    expect(artifacts.map(({ state, about_label, proof }) => [state, about_label, proof])).toEqual([
      ["present", TROUBLED.reference, "proven"],
      ["missing", TROUBLED.reference, "claimed"],
      ["rate-limited", "linux/amd64", "claimed"],
      ["present", TROUBLED.reference, "contradicted"],
    ]);
    const edges = read(edgesCsv(TROUBLED));
    expect(new Set(edges.map(({ proof }) => proof))).toEqual(new Set(["proven", "claimed", "contradicted"]));
    expect(edges.map(({ source, target }) => [source, target])).toEqual(graphOf(TROUBLED).edges);
    for (const row of [root, ...edges])
      expect(row).toMatchObject({
        graph_lens: "squirrel",
        graph_partial: expect.stringContaining("there may be more"),
      });
  });

  test("nothing in a table or in GraphML is verified, since an edge's proof is none of a signature", () => {
    for (const text of [nodesCsv(TROUBLED), edgesCsv(TROUBLED), graphMl(TROUBLED)]) {
      expect(text).toContain("proven");
      expect(text).not.toContain("verified");
    }
  });

  test(
    "no field is a formula, ends its quotes or its line",
    () => {
      fc.assert(
        fc.property(anyExport, (given) => {
          for (const rows of [read(nodesCsv(given)), read(edgesCsv(given))])
            for (const row of rows)
              for (const value of Object.values(row)) expect(value).not.toMatch(/^\s*[=+\-@|%＝＋－＠]/u);
          expect(read(nodesCsv(given))).toHaveLength(given.graph.nodes.length);
          expect(read(edgesCsv(given))).toHaveLength(given.graph.edges.length);
        }),
        RUNS,
      );
    },
    SLOW_MS,
  );
});
