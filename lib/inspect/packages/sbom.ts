// What every SBOM's report holds, whatever its format: the packages, what they are of, and their licences.
import type { Draft } from "../draft.ts";
import type { TableDraft } from "../table.ts";
import { LicenceReader } from "./licences.ts";
import { purlType } from "./purl.ts";

/** One package as a format gives it. `ref` is its name among the document's dependencies. */
export type Package = {
  name: string | undefined;
  version: string | undefined;
  /** "library", "application": the format's own word. */
  type: string | undefined;
  licence: string | undefined;
  purl: string | undefined;
  supplier: string | undefined;
  path: string | undefined;
  ref: string | undefined;
  cpe?: string | undefined;
};

const NO_PURL = "no package URL";

export class Sbom {
  readonly #draft: Draft;
  readonly #table: TableDraft;
  readonly #licences = new LicenceReader();
  readonly #ecosystems = new Map<string, number>();
  readonly #licenceCounts = new Map<string, number>();
  #withoutLicence = 0;

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#table = draft.table("packages", "Packages", [
      ["name", "Name"],
      ["version", "Version"],
      ["ecosystem", "Ecosystem"],
      ["type", "Type"],
      ["licence", "Licence"],
      ["purl", "Package URL"],
      ["supplier", "Supplier"],
      ["path", "Path"],
      { id: "ref", title: "Reference", hidden: true },
      { id: "cpe", title: "CPE", hidden: true },
    ]);
  }

  add({ name, version, type, licence, purl, supplier, path, ref, cpe }: Package): void {
    const ecosystem = purl === undefined ? undefined : purlType(purl);
    const { text, known } = this.#licences.read(licence);
    count(this.#ecosystems, ecosystem ?? NO_PURL);
    if (text === undefined) this.#withoutLicence++;
    else for (const id of known.length > 0 ? known : [text]) count(this.#licenceCounts, id);
    this.#table.add(name, version, ecosystem, type, text, purl, supplier, path, ref, cpe);
  }

  get count(): number {
    return this.#table.count;
  }

  /** Writes the counts; after the last package. `others` are things of another kind that the document lists. */
  summarise(others = 0): void {
    const draft = this.#draft;
    const total = this.#table.count;
    const ecosystems = byCount(this.#ecosystems);
    draft.fact("summary", "Packages", total);
    if (total === 0) {
      if (others === 0) draft.problem("The SBOM is empty: it lists no packages.");
      return;
    }
    draft.fact("summary", "Packages with a package URL", total - (this.#ecosystems.get(NO_PURL) ?? 0));
    draft.fact(
      "summary",
      "Ecosystems",
      ecosystems
        .slice(0, 12)
        .map(([name, n]) => `${name} ${n}`)
        .join(", "),
    );
    draft.fact("summary", "Licences", this.#licenceCounts.size);
    draft.fact("summary", "Packages without a licence", this.#withoutLicence);
    draft.rows(
      "ecosystems",
      "Ecosystems",
      [
        ["ecosystem", "Ecosystem"],
        ["packages", "Packages"],
      ],
      ecosystems,
    );
    draft.rows(
      "licences",
      "Licences",
      [
        ["licence", "Licence"],
        ["packages", "Packages"],
      ],
      byCount(this.#licenceCounts),
    );
  }
}

/** A table of which package needs which, by their references; how many edges there are. */
export function dependencyTable(draft: Draft): TableDraft {
  return draft.table("dependencies", "Dependencies", [
    ["from", "From"],
    ["to", "To"],
    ["relation", "Relation"],
  ]);
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function byCount(counts: Map<string, number>): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
