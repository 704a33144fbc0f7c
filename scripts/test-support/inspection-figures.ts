// The page of what the real files come to, opened over a registry.
import { readFileSync, writeFileSync } from "node:fs";
import type { VerificationState } from "#lib/evidence";

const PAGE = new URL("../../docs/figures/inspection.md", import.meta.url);

/** One file as it was opened: `carrier` is the type of its layer, or of the manifest that it is. */
export type OpenedFile = {
  file: string;
  kind: string;
  carrier: string;
  states: readonly VerificationState[];
};

/** Writes the page where UPDATE_FIGURES=1 asks for it; what stands there, and what should. */
export function inspectionPage(opened: readonly OpenedFile[]): { written: string; found: string } {
  const found = page(opened);
  if (process.env.UPDATE_FIGURES === "1") writeFileSync(PAGE, found);
  return { written: readFileSync(PAGE, "utf8"), found };
}

function page(opened: readonly OpenedFile[]): string {
  const rest = opened.filter(({ file }) => !isCase(file));
  const groups = Map.groupBy(rest, ({ kind, carrier, states }) => `${kind} | ${carrier} | ${unique(states)}`);
  const rows = [...groups].map(([name, files]) => `| ${files.length} | ${name} |`);
  const cases = opened.filter(({ file }) => isCase(file));
  return `# Real files, opened over a registry

Written by \`lib/explore/fixtures.integration.test.ts\`, which places each of ${opened.length} real files on a registry in the carrier
that its kind comes in, opens it over HTTP as \`POST /api/inspect\` does, with the trust roots, keys and stores that belong to
it, and requires every fact of an index that no JavaScript computed, and the state that this index expects. Where a rule says
who may sign, each signature that holds is "verified" with its own signer and "identity-mismatch" with another.
\`interop/inspect.interop.test.ts\` requires the same reports and states of what \`oras cp\`, \`oras attach\` and \`oras push\` brought
to docker-registry and olareg. The test holds this page to what it finds;
\`UPDATE_FIGURES=1 npx vitest run --project integration lib/explore/fixtures\` writes it anew.

"skipped" is said of an image or an index, which has no signature of its own. What is signed and attached to nothing that a
registry could hold (a Python wheel, an npm package) is asked about the digest that it names.

| files | kind | carried as | state |
| --- | --- | --- | --- |
${rows.sort(byKind).join("\n")}

## Sigstore's conformance cases

Attached to the file that each signs, placed as if it were a manifest. Cases that end in \`_fail\` must be rejected.

| case | state |
| --- | --- |
${cases.map(({ file, states }) => `| ${file.split("/")[1]} | ${unique(states)} |`).join("\n")}
`;
}

function isCase(file: string): boolean {
  return file.startsWith("sigstore-conformance/") && file.endsWith("bundle.sigstore.json");
}

function unique(states: readonly VerificationState[]): string {
  return [...new Set(states)].join(", ");
}

/** By the name of the kind, not by how many there are. */
function byKind(one: string, other: string): number {
  const name = (row: string) => row.replace(/^\| \d+ \| /, "");
  return name(one) < name(other) ? -1 : 1;
}
