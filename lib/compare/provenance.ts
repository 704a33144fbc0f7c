// Where two images come from: builder, source, commit, build type, times, and the parameters that differ.
import type { Report } from "#lib/inspect";
import type { ReportPlace } from "./sbom.ts";
import type { DocumentName, ProvenanceComparison, ProvenanceRow, SideName } from "./shapes.ts";

/** One provenance that was read. `parameters` by their path in the document, which is of the `form` (predicate type). */
export type Provenance = DocumentName & {
  place: string;
  form: string | undefined;
  facts: ReadonlyMap<string, readonly string[]>;
  parameters: ReadonlyMap<string, string>;
};

const FACTS = [
  "Builder",
  "Build type",
  "Source",
  "Commit",
  "Ref",
  "Entry point",
  "Invocation",
  "Started",
  "Finished",
  "Reproducible",
  "Hermetic",
];
const PARAMETERS = ["parameters", "arguments", "environment", "internal-parameters"];
const MAX_PARAMETERS = 200;

/** Undefined for a report that is no provenance's, and for one in which nothing could be read. */
export function provenanceOf(report: Report, where: ReportPlace): Provenance | undefined {
  if (report.kind !== "provenance") return undefined;
  const facts = new Map(
    FACTS.map((name) => [name, report.facts.filter((fact) => fact.name === name).map(({ value }) => value)]),
  );
  if ([...facts.values()].every((values) => values.length === 0)) return undefined;
  const parameters = new Map<string, string>();
  for (const { id, rows } of report.tables) {
    if (!PARAMETERS.includes(id)) continue;
    const prefix = id === "parameters" ? "" : `${id}: `;
    for (const [field, value] of rows) parameters.set(`${prefix}${field}`, String(value));
  }
  const form = report.facts.find(({ name }) => name === "Predicate type")?.value;
  return { ...where, title: report.title, form, facts, parameters };
}

/** Why a side may have a provenance beside one of the other: a sentence's end, or undefined where it surely has none. */
type OpenWords = (side: SideName, other: Provenance) => string | undefined;

/**
 * Those about places that stand beside each other, in pairs: the same artifact first, then the same title and builder.
 * `pairOf` names the pair of a place.
 */
export function compareProvenance(
  left: readonly Provenance[],
  right: readonly Provenance[],
  pairOf: (place: string) => string,
  openWords: OpenWords = () => undefined,
): ProvenanceComparison[] {
  const free = new Set(right);
  const takeFor = (one: Provenance, isLike: (a: Provenance, b: Provenance) => boolean) => {
    const found = [...free].find((each) => pairOf(each.place) === pairOf(one.place) && isLike(one, each));
    if (found) free.delete(found);
    return found;
  };
  const matches = new Map<Provenance, Provenance>();
  for (const isLike of [isSameDocument, isSameMake, isSameTitle, () => true])
    for (const one of left) {
      const other = matches.has(one) ? undefined : takeFor(one, isLike);
      if (other) matches.set(one, other);
    }
  return [
    ...left.map((one) => {
      const other = matches.get(one);
      return comparison(one, other, other ? undefined : openWords("right", one));
    }),
    ...[...free].map((other) => comparison(undefined, other, openWords("left", other))),
  ];
}

/** Of one artifact, whose documents are told apart by their title. */
function isSameDocument(a: Provenance, b: Provenance): boolean {
  return a.digest === b.digest && isSameTitle(a, b);
}

function isSameTitle(a: Provenance, b: Provenance): boolean {
  return a.title === b.title;
}

function isSameMake(a: Provenance, b: Provenance): boolean {
  return isSameTitle(a, b) && a.facts.get("Builder")?.[0] === b.facts.get("Builder")?.[0];
}

function comparison(
  left: Provenance | undefined,
  right: Provenance | undefined,
  open: string | undefined,
): ProvenanceComparison {
  const rows = FACTS.flatMap((name) => rowOf(name, left?.facts.get(name), right?.facts.get(name)));
  const names = new Set([...(left?.parameters.keys() ?? []), ...(right?.parameters.keys() ?? [])]);
  const isOneForm = left?.form === right?.form;
  const parameters =
    left && right && isOneForm ? [...names].flatMap((name) => parameterRow(name, left, right)) : [];
  const differing = parameters.filter(({ state }) => state !== "same");
  return {
    about: (left ?? right)?.about ?? "",
    ...(left ? { left: documentOf(left) } : {}),
    ...(right ? { right: documentOf(right) } : {}),
    rows,
    parameters: differing.slice(0, MAX_PARAMETERS),
    sameParameters: parameters.length - differing.length,
    ...(left && right && !isOneForm ? { note: formsNote(left, right) } : {}),
    ...(open === undefined ? {} : { open }),
  };
}

/** Each form names its parameters its own way: held against each other, all would differ. */
function formsNote(left: Provenance, right: Provenance): string {
  const [a, b] = [left, right].map(({ form }) => form ?? "of no named type");
  return `Their parameters are not held against each other: the left is ${a}, the right ${b}.`;
}

function parameterRow(name: string, left: Provenance, right: Provenance): ProvenanceRow[] {
  const [a, b] = [left.parameters.get(name), right.parameters.get(name)];
  return rowOf(name, a === undefined ? [] : [a], b === undefined ? [] : [b]);
}

function rowOf(name: string, left: readonly string[] = [], right: readonly string[] = []): ProvenanceRow[] {
  if (left.length === 0 && right.length === 0) return [];
  const isSame = plainValues(name, left) === plainValues(name, right);
  const state =
    right.length === 0 ? "left-only" : left.length === 0 ? "right-only" : isSame ? "same" : "differs";
  return [{ name, left: [...left], right: [...right], state }];
}

const TIMES = new Set(["Started", "Finished"]);
/** What follows a repository's place, and stands in rows of its own. */
const REVISION = /[@#](?:refs\/[^@#:]*|[0-9a-f]{40}(?:[0-9a-f]{24})?)$/;

/** Values as they are compared: in any order, a time in any zone, a repository with or without its revision. */
function plainValues(name: string, values: readonly string[]): string {
  return JSON.stringify(values.map((value) => plainValue(name, value)).sort());
}

function plainValue(name: string, value: string): string {
  if (name === "Source")
    return value
      .replace(/^git\+/, "")
      .replace(REVISION, "")
      .replace(/\.git$/, "");
  const time = TIMES.has(name) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}

function documentOf({ digest, layer, title, about, foundBy }: Provenance): DocumentName {
  return { digest, ...(layer === undefined ? {} : { layer }), title, about, foundBy };
}
