// SPDX's tags and values, brought into the shape that its JSON has.
// https://spdx.github.io/spdx-spec/v2.3/conformance/#44-standard-data-format-requirements
import type { Draft } from "../draft.ts";
import { LIMITS } from "../limits.ts";

type Fields = Record<string, unknown>;

/** Whether a text is such a document: its version stands near the start. */
export function isTagValue(text: string): boolean {
  return /^[ \t]*SPDXVersion:[ \t]*SPDX-/m.test(text.slice(0, 64 * 1024));
}

/** Tags of the document, and of a package, with the names that JSON gives them. */
const DOCUMENT = new Map([
  ["SPDXVersion", "spdxVersion"],
  ["DataLicense", "dataLicense"],
  ["DocumentName", "name"],
  ["DocumentNamespace", "documentNamespace"],
]);
const PACKAGE = new Map([
  ["SPDXID", "SPDXID"],
  ["PackageVersion", "versionInfo"],
  ["PackageFileName", "packageFileName"],
  ["PackageSupplier", "supplier"],
  ["PackageOriginator", "originator"],
  ["PackageLicenseConcluded", "licenseConcluded"],
  ["PackageLicenseDeclared", "licenseDeclared"],
  ["PrimaryPackagePurpose", "primaryPackagePurpose"],
  ["PackageSourceInfo", "sourceInfo"],
]);

/** Lines that are neither a tag nor part of a text are told and skipped. */
export function tagValueToSpdx(text: string, draft: Draft): Fields {
  const reader = new TagValueReader();
  for (const [tag, value] of tags(text, draft)) {
    reader.take(tag, value);
    if (reader.isFull) {
      draft.problem(`It has more than ${LIMITS.elements} tags; the rest was not read.`);
      break;
    }
  }
  return reader.done();
}

class TagValueReader {
  readonly #document: Fields = {};
  readonly #creation: Fields = {};
  readonly #creators: string[] = [];
  readonly #packages: Fields[] = [];
  readonly #files: Fields[] = [];
  readonly #relationships: Fields[] = [];
  /** What the tags that follow belong to: the document, a package, a file, or a section that is not read. */
  #in: "document" | "package" | "file" | "other" = "document";
  #refs: Fields[] = [];
  #count = 0;

  get isFull(): boolean {
    return this.#count > LIMITS.elements;
  }

  take(tag: string, value: string): void {
    this.#count++;
    if (this.#begins(tag, value)) return;
    const relation = tag === "Relationship" ? /^(\S+)\s+(\S+)\s+(\S+)/.exec(value) : null;
    if (relation) {
      const [, spdxElementId, relationshipType, relatedSpdxElement] = relation;
      this.#relationships.push({ spdxElementId, relationshipType, relatedSpdxElement });
    } else if (tag === "Creator") this.#creators.push(value);
    else if (tag === "Created") this.#creation.created = value;
    else if (this.#in === "package") this.#packageTag(tag, value);
    else if (this.#in === "document" || DOCUMENT.has(tag)) this.#documentTag(tag, value);
  }

  done(): Fields {
    return {
      ...this.#document,
      creationInfo: { ...this.#creation, creators: this.#creators },
      packages: this.#packages,
      files: this.#files,
      relationships: this.#relationships,
    };
  }

  /** Whether the tag begins a package, a file, or another section. */
  #begins(tag: string, value: string): boolean {
    if (tag === "PackageName") {
      this.#refs = [];
      this.#packages.push({ name: value, externalRefs: this.#refs });
      this.#in = "package";
      return true;
    }
    if (tag === "FileName") {
      this.#files.push({ fileName: value });
      this.#in = "file";
      return true;
    }
    if (!["SnippetSPDXID", "LicenseID", "Reviewer", "Annotator"].includes(tag)) return false;
    this.#in = "other";
    return true;
  }

  #documentTag(tag: string, value: string): void {
    const name = DOCUMENT.get(tag);
    if (name !== undefined) this.#document[name] ??= value;
  }

  #packageTag(tag: string, value: string): void {
    const reference = tag === "ExternalRef" ? /^(\S+)\s+(\S+)\s+(\S+)/.exec(value) : null;
    if (reference) {
      const [, referenceCategory, referenceType, referenceLocator] = reference;
      this.#refs.push({ referenceCategory, referenceType, referenceLocator });
      return;
    }
    const name = PACKAGE.get(tag);
    const current = this.#packages.at(-1);
    if (name !== undefined && current) current[name] ??= value;
  }
}

/**
 * Old versions of Kubernetes' bom leave out the colon after "Relationship". The value is all that follows, other ends of
 * lines included: one that could not be matched would be tried again from every blank before it.
 */
const LINE = /^[ \t]*([A-Za-z]+)(?::[ \t]*|(?<=Relationship)[ \t]+)(.*)$/s;
const OPEN = "<text>";
const CLOSE = "</text>";

/** Pairs of tag and value; a value in <text> may go over many lines. */
function* tags(text: string, draft: Draft): Generator<[string, string]> {
  for (let from = 0, line = 1; from < text.length; line++) {
    let end = endOfLine(text, from);
    const match = LINE.exec(text.slice(from, end).trimEnd());
    if (!match && !/^\s*(#|$)/.test(text.slice(from, Math.min(end, from + 256))))
      draft.problem(`Line ${line} is neither a tag with its value nor a comment.`);
    const [, tag = "", first = ""] = match ?? [];
    let value = first;
    if (first.startsWith(OPEN)) {
      const start = text.indexOf(OPEN, from) + OPEN.length;
      const close = text.indexOf(CLOSE, start);
      if (close < 0) draft.problem(`The text that begins in line ${line} does not end.`);
      value = text.slice(start, close < 0 ? text.length : close);
      end = close < 0 ? text.length : endOfLine(text, close);
      line += newlines(value);
    }
    if (match) yield [tag, value];
    from = end + 1;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
