// A comparison as CSV (RFC 4180): one line a thing that was compared. Pure.
import type { Comparison } from "#lib/api";
import { csvField } from "#lib/export";
import { SIDES } from "./side-names.ts";

const COLUMNS = ["part", "about", "name", "type", "verdict", "left", "right", "reason"] as const;

/** Everything that differs, and the referrers that do not. */
export function comparisonCsv(comparison: Comparison): string {
  const lines = [
    [
      "image",
      "",
      "reference",
      "",
      comparison.isSameDigest ? "same digest" : "differs",
      textOf(comparison, "left"),
      textOf(comparison, "right"),
      comparison.summary,
    ],
    ...referrerLines(comparison),
    ...packageLines(comparison),
    ...provenanceLines(comparison),
    ...openLines(comparison),
  ];
  return [COLUMNS, ...lines].map((line) => `${line.map(csvField).join(",")}\r\n`).join("");
}

function textOf(comparison: Comparison, side: "left" | "right"): string {
  const { registry, repository, digest } = comparison[side].resolved;
  return `${registry}/${repository}@${digest}`;
}

function referrerLines({ referrers }: Comparison): string[][] {
  return referrers.map(({ kind, title, about, artifactType, predicateType, state, left, right, other }) => [
    "referrer",
    about,
    title,
    predicateType ?? artifactType ?? kind,
    other ? `${state}, ${other.verdict}` : state,
    left?.digest ?? "",
    right?.digest ?? "",
    other?.reason ?? "",
  ]);
}

function packageLines({ packages }: Comparison): string[][] {
  return packages.flatMap(({ name: about, left, right, comparison }) => {
    if (!comparison) return [["package", about, "", "", "could not be compared", left.why, right.why, ""]];
    const rows = comparison.rows.map((row) => [
      "package",
      about,
      row.name,
      row.ecosystem ?? "",
      row.change,
      row.left.versions.join(" "),
      row.right.versions.join(" "),
      row.licenceChanged ? `licence: ${row.left.licences.join(", ")} → ${row.right.licences.join(", ")}` : "",
    ]);
    const contradictions = comparison.contradictions.map(({ side, name, said }) => [
      "contradiction",
      about,
      name,
      "",
      `SBOMs of the ${side}`,
      "",
      "",
      said.map(({ sbom, versions }) => `${sbom}: ${versions.join(" ")}`).join("; "),
    ]);
    return [...rows, ...contradictions];
  });
}

/** What could not be checked, and how the packages were counted: without it the lines above say too much. */
function openLines({ notes, packages, provenance, left, right }: Comparison): string[][] {
  const note = (about: string, name: string, reason: string) => ["note", about, name, "", "", "", "", reason];
  return [
    ...notes.map((sentence) => note("", "", sentence)),
    ...SIDES.flatMap((side) =>
      (side === "left" ? left : right).unread.map(({ about, title, reason }) =>
        note(about, title, `On the ${side}, not read: ${reason}`),
      ),
    ),
    ...packages.flatMap(({ name, left: { open: ours }, right: { open: theirs }, comparison }) =>
      [
        ours && `On the left there may be more: ${ours}`,
        theirs && `On the right there may be more: ${theirs}`,
        ...(comparison ? [...comparison.open, ...comparison.notes] : []),
      ].flatMap((sentence) => (sentence ? [note(name, "", sentence)] : [])),
    ),
    ...provenance.flatMap(({ about, left: ours, open, note: said }) => [
      ...(open ? [note(about, "", `The ${ours ? "right" : "left"} may have a provenance: ${open}`)] : []),
      ...(said ? [note(about, "", said)] : []),
    ]),
  ];
}

function provenanceLines({ provenance }: Comparison): string[][] {
  return provenance.flatMap(({ about, left, right, rows, parameters }) =>
    [...rows, ...parameters].map((row) => [
      "provenance",
      about,
      row.name,
      (left ?? right)?.title ?? "",
      row.state,
      row.left.join(" "),
      row.right.join(" "),
      "",
    ]),
  );
}
