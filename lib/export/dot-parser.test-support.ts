// A strict reader of the part of DOT that we write, after https://graphviz.org/doc/info/lang.html: it knows no more
// than that grammar does, so a text that breaks out of its quotes breaks the reading.

export type DotGraph = {
  attributes: Record<string, string>;
  nodes: Map<string, Record<string, string>>;
  edges: { source: string; target: string; attributes: Record<string, string> }[];
};

/** @throws Error where the text is no DOT of this kind. */
export function parseDot(text: string): DotGraph {
  const tokens = tokensOf(text);
  let at = 0;
  const next = () => tokens[at++] ?? fail("the text ends early");
  const take = (sign: string) => {
    const token = next();
    if (token.sign !== sign) fail(`${sign} was expected, not ${JSON.stringify(token)}`);
  };
  const id = () => {
    const token = next();
    return token.id ?? fail(`an id was expected, not ${token.sign}`);
  };
  const attributes = () => {
    const found: Record<string, string> = {};
    take("[");
    for (;;) {
      const name = id();
      take("=");
      if (name in found) fail(`${name} is said twice`);
      found[name] = id();
      const { sign } = next();
      if (sign === "]") return found;
      if (sign !== ",") fail("a comma was expected");
    }
  };
  const graph: DotGraph = { attributes: {}, nodes: new Map(), edges: [] };
  if (id() !== "digraph") fail("no digraph");
  id();
  take("{");
  for (let token = next(); token.sign !== "}"; token = next()) {
    const name = token.id ?? fail(`a statement was expected, not ${token.sign}`);
    if (!token.isQuoted) {
      const said = attributes();
      if (name === "graph") graph.attributes = said;
      else if (name !== "node" && name !== "edge") fail(`${name} is no statement`);
    } else if (tokens[at]?.sign === "->") {
      take("->");
      graph.edges.push({ source: name, target: id(), attributes: attributes() });
    } else {
      if (graph.nodes.has(name)) fail(`${name} stands twice`);
      graph.nodes.set(name, attributes());
    }
  }
  if (at !== tokens.length) fail("something follows the end");
  return graph;
}

/** What a viewer shows of a label: its lines, escapes and entities read. */
export function shownLabel(label: string): string[] {
  return linesOf(label).map(entitiesRead);
}

type Token = { id?: string; isQuoted?: boolean; sign?: string };

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s+|"((?:\\[\\"]|\\(?![\\"])|[^"\\])*)"|([A-Za-z_][A-Za-z0-9_]*|[0-9.]+)|(->|[[\]{}=,])/gy;
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex;
    const found = pattern.exec(text);
    if (!found) fail(`no token at ${JSON.stringify(text.slice(from, from + 40))}`);
    else if (found[1] !== undefined) tokens.push({ id: unquoted(found[1]), isQuoted: true });
    else if (found[2] !== undefined) tokens.push({ id: found[2] });
    else if (found[3] !== undefined) tokens.push({ sign: found[3] });
  }
  return tokens;
}

/** As Graphviz' own scanner: of two backslashes neither goes, and only a quote loses the one before it. */
function unquoted(text: string): string {
  return text.replace(/\\([\\"])/g, (pair, second) => (second === '"' ? '"' : pair));
}

function linesOf(label: string): string[] {
  const lines = [""];
  for (let at = 0; at < label.length; at++) {
    const character = label[at] ?? "";
    if (character !== "\\") lines[lines.length - 1] += character;
    else {
      const escaped = label[++at];
      if (escaped === "n") lines.push("");
      else if (escaped === "\\") lines[lines.length - 1] += "\\";
      else fail(`the escape \\${escaped} stands in a label`);
    }
  }
  return lines;
}

function entitiesRead(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, name) =>
    name === "amp" ? "&" : fail(`${whole} stands in a label`),
  );
}

function fail(why: string): never {
  throw new Error(why);
}
