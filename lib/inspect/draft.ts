// A report in the making. Inspectors write into one draft, the outer document's and the inner one's in turn.
import type { NodeKind } from "#lib/graph";
import { decodeContent } from "./content.ts";
import type { Content, Document } from "./document.ts";
import { LIMITS } from "./limits.ts";
import { Part } from "./part.ts";
import type { Cell, Column, Raw, Report, Section, Source, Subject } from "./report.ts";
import { beginning, shown } from "./shown.ts";
import { TableDraft } from "./table.ts";

/** What the room cannot do by itself: it stays free of any one machine's modules. */
export type Tools = {
  /** Lower-case hex. */
  sha256: (bytes: Uint8Array) => string;
  /** Milliseconds since 1970, for ages and for what is past. */
  now: number;
};

/** Chooses the inspector for a document and lets it write into the draft. */
export type Reader = (doc: Document, draft: Draft) => void;

export class Draft {
  kind: NodeKind = "unknown";
  title = "";
  headline = "";
  inspector = "";
  readonly tools: Tools;
  readonly #read: Reader;
  readonly #until: number;
  readonly #report: Pick<Report, "facts" | "subjects" | "raw"> = { facts: [], subjects: [], raw: [] };
  readonly #tables: TableDraft[] = [];
  readonly #problems = new Set<string>();
  readonly #repeats = new Map<string, number>();
  #source: Source = "claimed";
  #nesting = 0;

  constructor(tools: Tools, read: Reader) {
    this.tools = tools;
    this.#read = read;
    this.#until = Date.now() + LIMITS.time;
  }

  /** Whether what is being read lies inside a signed payload. */
  get source(): Source {
    return this.#source;
  }

  isLate(): boolean {
    return Date.now() > this.#until;
  }

  /** Reads a document that lies in the one being read, or lies beside it, into the same report. */
  read(doc: Document): void {
    if (this.#nesting >= LIMITS.nesting) {
      this.problem(`Documents lie in documents more than ${LIMITS.nesting} deep; the rest was not read.`);
      return;
    }
    const before = this.#source;
    this.#nesting++;
    this.#source = doc.signed ? "signed" : "claimed";
    this.#read(doc, this);
    this.#source = before;
    this.#nesting--;
  }

  /** Reads the bytes of a document that lies in the one being read, and keeps their beginning. */
  readBytes(title: string, bytes: Uint8Array, doc: Omit<Document, "content">): void {
    const { contents, problems } = decodeContent(bytes, doc.mediaType);
    for (const problem of problems)
      this.problem(this.#nesting === 0 ? problem : `In the ${title}: ${problem}`);
    const [content = { form: "none" as const }] = contents;
    this.raw(title, doc.mediaType, content, bytes.length);
    this.read({ ...doc, content });
    // One verdict stands over all of a report, and it is about the first.
    if (contents.length > 1)
      this.problem(
        `It holds ${contents.length} documents, one after the other. Only the first is read here.`,
      );
  }

  /** What it is, said by the innermost inspector last. */
  is(kind: NodeKind, title: string, headline: string): void {
    this.kind = kind;
    this.title = this.clean(title.trim(), LIMITS.name) || kind;
    this.headline = this.clean(headline.trim(), LIMITS.value) || this.title;
  }

  /** A line of the report; undefined is no line. `source` where it is not that of the document being read. */
  fact(section: Section, name: string, value: string | number | boolean | undefined, source?: Source): void {
    if (value === undefined) return;
    const count = (this.#repeats.get(name) ?? 0) + 1;
    if (count > LIMITS.repeats || this.#report.facts.length >= LIMITS.facts) {
      this.problem(
        `More than ${LIMITS.repeats} of one fact, or ${LIMITS.facts} in all, are not repeated here.`,
      );
      return;
    }
    this.#repeats.set(name, count);
    const text = typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
    this.#report.facts.push({
      section,
      name: this.clean(name, LIMITS.name),
      value: text === "" ? "(empty)" : this.clean(text, LIMITS.value),
      source: source ?? this.#source,
    });
  }

  facts(section: Section, name: string, values: readonly string[], source?: Source): void {
    for (const value of values) this.fact(section, name, value, source);
  }

  /** Columns as [id, title] or with more; rows are added to what comes back. A table without rows is left out. */
  table(id: string, title: string, columns: (Column | [id: string, title: string])[]): TableDraft {
    const table = new TableDraft(
      id,
      title,
      columns.map((column) => (Array.isArray(column) ? { id: column[0], title: column[1] } : column)),
      this.#source,
      (text) => this.clean(text, LIMITS.cell),
    );
    this.#tables.push(table);
    return table;
  }

  /** A table of which all rows are at hand. */
  rows(
    id: string,
    title: string,
    columns: (Column | [string, string])[],
    rows: (Cell | undefined)[][],
  ): void {
    const table = this.table(id, title, columns);
    for (const row of rows) table.add(...row);
  }

  subject(subject: Omit<Subject, "source">, source?: Source): void {
    if (this.#report.subjects.length >= LIMITS.subjects) {
      this.problem(`More than ${LIMITS.subjects} subjects; the rest is counted, not repeated.`);
      return;
    }
    const digests = subject.digests
      .slice(0, LIMITS.subjectDigests)
      .map(([algorithm, value]): [string, string] => [
        this.clean(algorithm, LIMITS.name),
        this.clean(value, LIMITS.cell),
      ]);
    const name = subject.name === undefined ? {} : { name: this.clean(subject.name, LIMITS.cell) };
    this.#report.subjects.push({ ...name, digests, source: source ?? this.#source });
  }

  /** A subject that is given by a digest alone: "sha256:ab…". */
  subjectDigest(digest: string | undefined, source: Source): void {
    const colon = digest?.indexOf(":") ?? -1;
    if (digest !== undefined && colon > 0)
      this.subject({ digests: [[digest.slice(0, colon), digest.slice(colon + 1)]] }, source);
  }

  get hasSubjects(): boolean {
    return this.#report.subjects.length > 0;
  }

  /** Whether a subject so far has this digest, "sha256:ab…", as it is written: a verification compares no other way. */
  names(digest: string): boolean {
    return this.#report.subjects.some(({ digests }) =>
      digests.some(([algorithm, value]) => `${algorithm}:${value}` === digest),
    );
  }

  /** A sentence; the same one is kept once. */
  problem(sentence: string): void {
    if (this.#problems.size < LIMITS.problems) this.#problems.add(sentence);
  }

  /** Keeps a document's beginning, to be shown as it is. */
  raw(title: string, mediaType: string, content: Content, size: number): void {
    const text = content.form === "binary" || content.form === "none" ? undefined : content.text;
    const part: Raw = { title, mediaType, size, form: content.form, isWhole: true };
    if (text !== undefined) {
      part.text = copied(beginning(text, LIMITS.raw));
      part.isWhole = part.text.length === text.length;
    }
    this.#report.raw.push(part);
  }

  /** A registry's text as it may be shown; what was replaced in it becomes a problem. */
  clean(text: string, most: number): string {
    const { text: line, odd } = shown(text, most);
    if (odd !== undefined)
      this.problem(`Some text holds invisible or direction characters (${odd}); each is shown as \uFFFD.`);
    return line;
  }

  /** A JSON object of this report's documents, to be asked for its fields. */
  part(json: Record<string, unknown>): Part {
    return new Part(json, this);
  }

  /** The report as plain data. */
  done(): Report {
    const { facts, subjects, raw } = this.#report;
    const { inspector, kind, title, headline } = this;
    const tables = this.#tables.map((table) => table.done()).filter(({ total }) => total > 0);
    const problems = [...this.#problems].map((sentence) => shown(sentence, LIMITS.cell).text);
    return { inspector, kind, title, headline, facts, tables, subjects, problems, raw };
  }
}

/** A slice keeps the whole text in memory; a copy does not. */
function copied(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
