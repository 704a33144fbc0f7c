// The products that a CSAF document names: a tree of branches, a flat list, and combinations of two.
import type { Draft } from "../draft.ts";
import { LIMITS } from "../limits.ts";
import type { Part } from "../part.ts";
import type { Product } from "./vex-table.ts";

const MAX_PRODUCTS = 100_000;

/** By product id. */
export function csafProducts(draft: Draft, advisory: Part): Map<string, Product> {
  const products = new Map<string, Product>();
  const tree = advisory.part("product_tree");
  if (!tree) return products;
  for (const product of tree.each("full_product_names")) note(products, product);
  readBranches(draft, tree, products);
  for (const relationship of tree.each("relationships")) {
    const whole = relationship.part("full_product_name");
    // The part carries the names by which it can be matched; the whole only says in what it lies.
    const piece = products.get(relationship.text("product_reference") ?? "");
    if (whole) note(products, whole, piece);
  }
  return products;
}

function readBranches(draft: Draft, tree: Part, products: Map<string, Product>): void {
  const open = [{ branches: tree.each("branches"), depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const branch of next.branches) {
      const product = branch.maybe("product");
      if (product) note(products, product);
      if (!branch.has("branches")) continue;
      if (next.depth < LIMITS.depth) open.push({ branches: branch.each("branches"), depth: next.depth + 1 });
      else draft.problem("Its product tree is too deep to be read whole.");
    }
  }
}

function note(products: Map<string, Product>, product: Part, piece?: Product): void {
  const id = product.text("product_id");
  if (id === undefined || products.size >= MAX_PRODUCTS) return;
  const names = product.maybe("product_identification_helper");
  const hashes = [...(names?.each("hashes") ?? [])].flatMap((each) =>
    [...each.each("file_hashes")].map(
      (hash) => `${hash.text("algorithm") ?? ""}:${hash.text("value") ?? ""}`,
    ),
  );
  products.set(id, {
    id: product.text("name") ?? id,
    purl: names?.text("purl") ?? piece?.purl,
    cpe: names?.text("cpe") ?? piece?.cpe,
    digests: hashes.join(" ") || piece?.digests,
  });
}
