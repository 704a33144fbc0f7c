// Where two images come from: builder, source, commit, build type, times, and the parameters that differ.
import type { Report } from "#lib/inspect";
import type { ReportPlace } from "./sbom.ts";
import type { DocumentName, ProvenanceComparison, ProvenanceRow } from "./shapes.ts";

/** One provenance that was read. `parameters` by their path in the document. */
export type Provenance = DocumentName & {
  place: string;
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
  return { ...where, title: report.title, facts, parameters };
}

/**
 * Those about places that stand beside each other, in pairs: the same artifact first, then the same title and builder. `pairOf` names the pair
 * of a place.
 */
export function compareProvenance(
  left: readonly Provenance[],
  right: readonly Provenance[],
  pairOf: (place: string) => string,
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
    ...left.map((one) => comparison(one, matches.get(one))),
    ...[...free].map((other) => comparison(undefined, other)),
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

function comparison(left: Provenance | undefined, right: Provenance | undefined): ProvenanceComparison {
  const rows = FACTS.flatMap((name) => rowOf(name, left?.facts.get(name), right?.facts.get(name)));
  const names = new Set([...(left?.parameters.keys() ?? []), ...(right?.parameters.keys() ?? [])]);
  const parameters = left && right ? [...names].flatMap((name) => parameterRow(name, left, right)) : [];
  const differing = parameters.filter(({ state }) => state !== "same");
  return {
    about: (left ?? right)?.about ?? "",
    ...(left ? { left: documentOf(left) } : {}),
    ...(right ? { right: documentOf(right) } : {}),
    rows,
    parameters: differing.slice(0, MAX_PARAMETERS),
    sameParameters: parameters.length - differing.length,
  };
}

function parameterRow(name: string, left: Provenance, right: Provenance): ProvenanceRow[] {
  const [a, b] = [left.parameters.get(name), right.parameters.get(name)];
  return rowOf(name, a === undefined ? [] : [a], b === undefined ? [] : [b]);
}

function rowOf(name: string, left: readonly string[] = [], right: readonly string[] = []): ProvenanceRow[] {
  if (left.length === 0 && right.length === 0) return [];
  const isSame = left.length === right.length && left.every((value, at) => value === right[at]);
  const state =
    right.length === 0 ? "left-only" : left.length === 0 ? "right-only" : isSame ? "same" : "differs";
  return [{ name, left: [...left], right: [...right], state }];
}

function documentOf({ digest, layer, title, about, foundBy }: Provenance): DocumentName {
  return { digest, ...(layer === undefined ? {} : { layer }), title, about, foundBy };
}
