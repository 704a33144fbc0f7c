// The elements of an SPDX 3 document, by class and by identifier.
import type { Part } from "../part.ts";

/** Classes whose elements are packages: the plain one, and those that the profiles for AI and data add. */
const PACKAGE_CLASSES = ["software_Package", "ai_AIPackage", "dataset_DatasetPackage"];
/** Classes that a report speaks of, or that stand for something that it does: who made it, with what, under which licence. */
const READ_CLASSES =
  /^(CreationInfo|SpdxDocument|Relationship|LifecycleScopedRelationship|Annotation|Person|Organization|SoftwareAgent|Agent|Tool|software_(Package|Sbom|File)|ai_AIPackage|dataset_DatasetPackage|build_Build|security_Vulnerability|security_Vex\w+|simplelicensing_\w+|expandedlicensing_\w+)$/;
const MAX_LICENCES = 20;

export class SpdxGraph {
  readonly #byClass = new Map<string, Part[]>();
  readonly #byId = new Map<string, Part>();
  /** From an element to the licences that relationships give it, as one expression: declared ones first. */
  readonly #licences = new Map<string, string>();

  constructor(doc: Part) {
    for (const element of doc.each("@graph")) {
      const name = classOf(element);
      const same = this.#byClass.get(name);
      if (same) same.push(element);
      else this.#byClass.set(name, [element]);
      const id = element.text("spdxId") ?? element.text("@id");
      if (id !== undefined) this.#byId.set(id, element);
    }
    for (const wanted of ["hasDeclaredLicense", "hasConcludedLicense"]) this.#noteLicences(wanted);
  }

  of(name: string): Part[] {
    return this.#byClass.get(name) ?? [];
  }

  packages(): Part[] {
    return PACKAGE_CLASSES.flatMap((name) => this.of(name));
  }

  relationships(): Part[] {
    return [...this.of("Relationship"), ...this.of("LifecycleScopedRelationship")];
  }

  /** Of each class whose name begins so. */
  startingWith(name: string): [name: string, elements: Part[]][] {
    return [...this.#byClass].filter(([each]) => each.startsWith(name));
  }

  element(id: string | undefined): Part | undefined {
    return this.#byId.get(id ?? "");
  }

  /** "2 dataset_Dataset, 1 software_Snippet": what is read nowhere. */
  others(): string | undefined {
    const unread = [...this.#byClass].filter(([name]) => name !== "" && !READ_CLASSES.test(name));
    return unread.map(([name, { length }]) => `${length} ${name}`).join(", ") || undefined;
  }

  nameOf(id: string | undefined): string | undefined {
    return this.#byId.get(id ?? "")?.text("name");
  }

  /** The expression of a licence element; of a licence outside of the document, its identifier's last part. */
  licenceOf(id: string | undefined): string | undefined {
    if (id === undefined) return undefined;
    const element = this.#byId.get(id);
    const expression = element?.text("simplelicensing_licenseExpression") ?? element?.text("name");
    return expression ?? id.replace(/^https?:\/\/spdx\.org\/(licenses|rdf\/[^/]+\/terms\/Licensing)\//, "");
  }

  licencesOf(id: string | undefined): string | undefined {
    return this.#licences.get(id ?? "");
  }

  #noteLicences(wanted: string): void {
    for (const each of this.relationships()) {
      const from = each.text("from");
      if (each.json.relationshipType !== wanted || from === undefined || this.#licences.has(from)) continue;
      const licences = each.texts("to").flatMap((to) => this.licenceOf(to) ?? []);
      const said = licences.filter((licence) => !/^(NOASSERTION|NoAssertionLicense)$/i.test(licence));
      if (said.length > 0) this.#licences.set(from, said.slice(0, MAX_LICENCES).join(" AND "));
    }
  }
}

/** "type" in the context's short form, "@type" in full, where classes may be addresses. */
function classOf(element: Part): string {
  const name = element.maybeText("type") ?? element.maybeText("@type") ?? "";
  return name
    .replace(/^https?:\/\/spdx\.org\/rdf\/[^/]+\/terms\/(Core\/)?/, "")
    .replace("/", "_")
    .replace(/^([A-Z]\w+)_/, (_, profile: string) => `${profile.toLowerCase()}_`);
}
