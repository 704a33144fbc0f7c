// An audit as files for other tools and for issues: CSV of its findings or its tags, Markdown of all. Pure.

import type { Audit, TagRow } from "#lib/api";
import type { AuditFinding } from "#lib/evidence";
import { csvField } from "#lib/export";
import { WAYS_MADE } from "#lib/upgrade";
import { literal } from "../fleet/export-markdown.ts";
import { asSentence } from "../registry/as-sentence.ts";
import { adoptionOf } from "./adoption.ts";
import { completenessWords, endWords } from "./end-words.ts";
import { findingWords, SHOWN_KINDS } from "./finding-words.ts";
import { generationWords } from "./generation-words.ts";

const FINDING_COLUMNS = [
  "registry",
  "repository",
  "kind",
  "digest",
  "tag",
  "subject",
  "because",
  "reason",
  "evidence",
];
const TAG_COLUMNS = [
  ...["registry", "repository", "tag", "state", "digest", "media_type", "generation", "is_whole"],
  ...WAYS_MADE.map((way) => way.replaceAll("-", "_")),
  ...["refers_to", "created", "created_by", "reason"],
];

/** One line a finding, those that are listed; RFC 4180. */
export function findingsCsv(audit: Audit): string {
  const urls = new Map(
    audit.exchanges.map(({ id, method, url, status }) => [id, `${method} ${url} ${status ?? "failed"}`]),
  );
  const lines = audit.findings.map(({ kind, digest, tag, subject, because, reason, exchanges }) => [
    ...[audit.registry, audit.repository, kind, digest, tag, subject, because, reason],
    exchanges.map((id) => urls.get(id) ?? id).join("; "),
  ]);
  return csv([FINDING_COLUMNS, ...lines]);
}

/** One line a tag that a person gave. */
export function tagsCsv(audit: Audit): string {
  const lines = audit.rows.map((row) => [
    ...[audit.registry, audit.repository, row.tag, row.state, row.digest, row.mediaType, row.generation],
    ...[String(row.isWhole), ...WAYS_MADE.map((way) => String(row.made[way] ?? 0))],
    ...[row.refersTo, row.created, row.createdBy, row.reason],
  ]);
  return csv([TAG_COLUMNS, ...lines]);
}

function csv(lines: (string | undefined)[][]): string {
  return lines.map((line) => `${line.map((field = "") => csvField(field)).join(",")}\r\n`).join("");
}

/** Numbers, then each kind of finding with its digests, then the generations. */
export function auditMarkdown(audit: Audit): string {
  const { registry, repository, tags, subjects, compared } = audit;
  const groups = SHOWN_KINDS.flatMap((kind) => {
    const { count = 0 } = audit.counts.find((one) => one.kind === kind) ?? {};
    const listed = audit.findings.filter((finding) => finding.kind === kind);
    return count > 0 ? groupOf(findingWords(kind), count, listed) : [];
  });
  return [
    `# Audit of ${literal(`${registry}/${repository}`)}`,
    `${asSentence(endWords(audit.end))} ${completenessWords(audit.completeness)} Made by Refscope at ${audit.at}, reading only, with ${audit.requests} requests.`,
    `${tags.all} tags: ${tags.plain} given by people, ${tags.referrers} referrers tags, ${tags.cosign} of cosign's. ${subjects.compared} of ${subjects.all} digests were asked about, and ${compared} entries of referrers tags held against the API.`,
    ...(groups.length > 0 ? groups : ["No finding."]),
    "## How it was made",
    generations(audit.rows),
    "",
  ].join("\n\n");
}

function groupOf(
  { title, meaning }: { title: string; meaning: string },
  count: number,
  listed: AuditFinding[],
): string[] {
  const rows = listed.map(({ digest = "", tag = "", subject = "", reason }) =>
    [digest, tag, subject, reason].map(literal),
  );
  const rest = count > listed.length ? [`Of ${count}, the first ${listed.length} are listed.`] : [];
  return [`## ${title}: ${count}`, meaning, ...rest, table(["Digest", "Tag", "Subject", "Reason"], rows)];
}

function generations(rows: readonly TagRow[]): string {
  const { rows: counted, referrers } = adoptionOf(rows);
  const lines = counted.map(({ generation, total }) => {
    const { name, words } = generationWords(generation);
    return [`${name}, ${words}`, String(total)];
  });
  const besides = referrers > 0 ? [["tags of referrers, which are no images", String(referrers)]] : [];
  return table(["Generation", "Tags"], [...lines, ...besides]);
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
