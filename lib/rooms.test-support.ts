// Reads sources as the compiler does, so that a word in a comment or in a string is no import and no call.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vitest/node";

/** A file to be judged; `path` from the project's root, with "/". */
export type Source = { path: string; text: string };

/** What a file says, each kind with every occurrence in order. */
export type Said = {
  path: string;
  /** Specifiers of imports, re-exports and `import()`; "?" where `import()` is given something else than a text. */
  imports: string[];
  /** Names that are read as variables or types: not keys, not members of something else. */
  names: string[];
  /** Texts: strings, templates, patterns and what JSX shows. */
  texts: string[];
};

type Tree = { type: string; [field: string]: unknown };

export function sourcesIn(root: string, folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .filter((path) => /\.[mc]?tsx?$/.test(path) && !path.endsWith(".d.ts"))
      .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") })),
  );
}

export function read({ path, text }: Source): Said {
  const said: Said = { path, imports: [], names: [], texts: [] };
  visit(parseAst(text, { lang: path.endsWith("x") ? "tsx" : "ts" }, path), said);
  return said;
}

function visit(tree: unknown, said: Said): void {
  if (Array.isArray(tree)) for (const each of tree) visit(each, said);
  if (!isTree(tree)) return;
  const { imports, names, texts } = said;
  if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(tree.type)) {
    if (isTree(tree.source)) imports.push(textOf(tree.source) ?? "?");
    visit(tree.declaration, said);
    return;
  }
  if (tree.type === "ImportExpression" || tree.type === "TSImportType")
    imports.push(textOf(tree.source) ?? textOf(tree.argument) ?? "?");
  if (tree.type === "Identifier" && typeof tree.name === "string") names.push(tree.name);
  if (tree.type === "MemberExpression" && isGlobalObject(tree.object)) names.push(memberOf(tree) ?? "?");
  const text = textOf(tree);
  if (text !== undefined) texts.push(text);
  for (const [field, value] of Object.entries(tree)) if (!isKey(tree, field)) visit(value, said);
}

/** `a.fetch`, `{ fetch: 1 }` and a method called `fetch` do not speak of the global one. */
function isKey(tree: Tree, field: string): boolean {
  if (tree.computed) return false;
  if (tree.type === "MemberExpression") return field === "property";
  if (tree.type === "TSQualifiedName") return field === "right";
  return field === "key" && !(tree.type === "Property" && tree.shorthand);
}

/** `globalThis.fetch` and `globalThis["fetch"]` do. */
function isGlobalObject(tree: unknown): boolean {
  return isTree(tree) && ["globalThis", "window", "self", "global"].some((name) => name === tree.name);
}

function memberOf({ property }: Tree): string | undefined {
  if (!isTree(property)) return undefined;
  return typeof property.name === "string" ? property.name : textOf(property);
}

function textOf(tree: unknown): string | undefined {
  if (!isTree(tree)) return undefined;
  if (tree.type === "Literal" && typeof tree.value === "string") return tree.value;
  // A pattern without its escapes: /^ghcr\.io$/ names the host as well.
  if (tree.type === "Literal" && typeof tree.raw === "string" && tree.regex)
    return tree.raw.replaceAll("\\", "");
  if (tree.type === "JSXText" && typeof tree.value === "string") return tree.value;
  if (tree.type === "TSLiteralType") return textOf(tree.literal);
  if (tree.type !== "TemplateElement" || typeof tree.value !== "object" || tree.value === null)
    return undefined;
  return "cooked" in tree.value && typeof tree.value.cooked === "string" ? tree.value.cooked : undefined;
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
