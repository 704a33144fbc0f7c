// A comparison as Markdown: the sentence, then tables to paste into an issue. Pure.
import type { Comparison } from "#lib/api";
import { literal } from "../fleet/export-markdown.ts";
import { CHANGE_WORDS } from "./compare-words.ts";

/** Rows of one table; the CSV has all. */
const MOST = 500;

/** `at` is when it was exported, ISO 8601. */
export function comparisonMarkdown(comparison: Comparison, at: string): string {
  const { left, right, summary, notes } = comparison;
  return [
    "# Comparison",
    literal(summary),
    `Exported by Refscope at ${at}. What could not be checked is not missing.`,
    table(
      ["", "Reference", "Digest", "List"],
      [
        ["left", literal(left.reference), literal(left.resolved.digest), left.completeness],
        ["right", literal(right.reference), literal(right.resolved.digest), right.completeness],
      ],
    ),
    ...notes.map((note) => `- ${literal(note)}`),
    ...mirrorParts(comparison),
    ...referrerParts(comparison),
    ...packageParts(comparison),
    ...provenanceParts(comparison),
    "",
  ].join("\n\n");
}

function mirrorParts({ mirror }: Comparison): string[] {
  return mirror.flatMap(({ side, lacks, commands }) => [
    `## What the ${side} lacks`,
    table(
      ["Kind", "Artifact", "Digest", "Hangs by"],
      lacks
        .slice(0, MOST)
        .map(({ kind, title, digest, way }) => [kind, literal(title), literal(digest), way]),
    ),
    ...commands
      .filter(({ brings }) => brings > 0)
      .map(({ tool, brings, line }) => `${tool} brings ${brings} of ${lacks.length}: ${literal(line)}`),
  ]);
}

function referrerParts({ referrers }: Comparison): string[] {
  if (referrers.length === 0) return [];
  return [
    "## Referrers",
    table(
      ["Artifact", "About", "Left", "Right", "Verdict"],
      referrers
        .slice(0, MOST)
        .map(({ title, about, left, right, state, other }) => [
          literal(title),
          literal(about),
          left ? literal(left.digest) : (other?.verdict ?? ""),
          right ? literal(right.digest) : (other?.verdict ?? ""),
          state,
        ]),
    ),
    ...more(referrers.length),
  ];
}

function packageParts({ packages }: Comparison): string[] {
  return packages.flatMap(({ name, left, right, comparison }) => {
    const heading = `## Packages of ${literal(name)}`;
    if (!comparison)
      return [heading, `Not compared. Left: ${literal(left.why)}. Right: ${literal(right.why)}.`];
    const notes = [
      ...(left.open === undefined ? [] : [`On the left there may be more: ${left.open}`]),
      ...(right.open === undefined ? [] : [`On the right there may be more: ${right.open}`]),
      ...comparison.open,
      ...comparison.notes,
    ].map((sentence) => `- ${literal(sentence)}`);
    const counts = `${comparison.counts.left} packages on the left, ${comparison.counts.right} on the right, ${comparison.counts.same} the same.`;
    if (comparison.rows.length === 0) return [heading, counts, ...notes];
    return [
      heading,
      counts,
      ...notes,
      table(
        ["Package", "Left", "Right", "Change", "Licence"],
        comparison.rows
          .slice(0, MOST)
          .map((row) => [
            literal(row.name),
            literal(row.left.versions.join(", ")),
            literal(row.right.versions.join(", ")),
            CHANGE_WORDS[row.change].word,
            row.licenceChanged
              ? literal(`${row.left.licences.join(", ")} → ${row.right.licences.join(", ")}`)
              : "",
          ]),
      ),
      ...more(comparison.rows.length),
    ];
  });
}

function provenanceParts({ provenance }: Comparison): string[] {
  return provenance.flatMap(({ about, left, rows, parameters, open, note }) => [
    `## Provenance about ${literal(about)}`,
    ...(open ? [`- The ${left ? "right" : "left"} may have one: ${literal(open)}`] : []),
    ...(note ? [`- ${literal(note)}`] : []),
    table(
      ["What", "Left", "Right", ""],
      [...rows, ...parameters].map(({ name, left, right, state }) => [
        literal(name),
        literal(left.join(", ")),
        literal(right.join(", ")),
        state,
      ]),
    ),
  ]);
}

function more(count: number): string[] {
  return count > MOST ? [`And ${count - MOST} more.`] : [];
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
