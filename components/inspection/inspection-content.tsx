"use client";
// What one document of an artifact says, by cards and tables, after who signed it and what was checked.
import { GitBranch } from "lucide-react";
import { useMemo } from "react";
import type { Inspected, Inspection } from "#lib/api";
import type { Node } from "#lib/graph";
import type { Fact, Table } from "#lib/inspect";
import type { DigestTarget } from "../artifact/node-link.tsx";
import { Button } from "../ui/button.tsx";
import { countOf, visibleText } from "../ui/format.ts";
import { Seamed } from "../ui/key-values.tsx";
import { MarkIcon } from "../ui/mark.tsx";
import { hasDependencies } from "./dependencies.ts";
import { FactCard } from "./fact-card.tsx";
import { SignatureSection } from "./signature-section.tsx";
import { SourceLegend } from "./source-mark.tsx";
import { headlineOf, proofOf } from "./standing.ts";
import type { SetTable } from "./table-dialog.tsx";
import { TableSection } from "./table-section.tsx";
import { type VexImage, vexMatch, vexMatchWords } from "./vex-match.ts";

/** The cards that stand before the tables, and those after. */
const BEFORE = [
  ["summary", "What it says"],
  ["build", "Build"],
  ["source", "Source"],
] as const satisfies [Fact["section"], string][];
const AFTER = [
  ["attestation", "Attestation"],
  ["signer", "Signer, as its certificate says"],
  ["integrity", "Integrity"],
] as const satisfies [Fact["section"], string][];

/** Told by the filter buttons of the packages, and in the open table. A lone subject stands on a card. */
const TOLD_BY_OTHERS = new Set(["ecosystems"]);

export function InspectionContent({
  inspection,
  report,
  signatures,
  image,
  target,
  now,
  onOpenTable,
  isAsking,
  onRetry,
}: {
  inspection: Inspection;
  report: Inspected;
  /** Those that are attached to it. */
  signatures: readonly Node[];
  image: VexImage;
  target: DigestTarget;
  now: number;
  onOpenTable: SetTable;
  isAsking: boolean;
  onRetry: () => void;
}) {
  const proof = useMemo(() => proofOf(report), [report]);
  const card = ([section, title]: readonly [Fact["section"], string]) => {
    const facts = report.facts.filter((fact) => fact.section === section);
    return (
      facts.length > 0 && <FactCard key={section} title={title} facts={facts} proof={proof} target={target} />
    );
  };
  return (
    <>
      <p className="border-b border-line px-4 py-2 text-13 font-medium wrap-anywhere">
        <Seamed text={visibleText(headlineOf(report))} />
      </p>
      <Unread title="Not looked at" sentences={otherNotes(inspection)} />
      <SignatureSection
        report={report}
        subject={inspection.subject}
        signatures={signatures}
        isOneOfMany={inspection.reports.length > 1}
        target={target}
        now={now}
        isAsking={isAsking}
        onRetry={onRetry}
      />
      <Unread title="Odd about it" sentences={report.problems} />
      {BEFORE.map(card)}
      {report.tables
        .filter(({ id, total }) => !TOLD_BY_OTHERS.has(id) && !(id === "subjects" && total === 1))
        .map((table) => (
          <TableSection
            key={table.id}
            table={table}
            proof={proof}
            hasRows={!hasTree(table, report)}
            onOpen={onOpenTable}
          >
            <BeforeRows table={table} report={report} image={image} onOpenTable={onOpenTable} />
          </TableSection>
        ))}
      {AFTER.map(card)}
      <SourceLegend
        of={[...report.facts, ...report.tables.map(({ source }) => ({ source }))]}
        proof={proof}
      />
    </>
  );
}

/** What a document's own reason does not say already. */
function otherNotes({ notes, reports }: Inspection): string[] {
  return notes.filter((note) => !reports.some(({ layer }) => layer !== undefined && note.startsWith(layer)));
}

function Unread({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <section className="border-b border-line px-4 py-2">
      <h3 className="flex items-center gap-1.5 text-12 leading-5 font-semibold text-warn">
        <MarkIcon mark="unread" />
        {title}
      </h3>
      <ul className="list-disc pl-5 text-12 leading-[18px] text-ink-2">
        {sentences.map((sentence) => (
          <li key={sentence} className="wrap-anywhere">
            <Seamed text={visibleText(sentence)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a table of one kind answers at once: whether a VEX speaks of this image, and the tree of what needs what. */
function BeforeRows({
  table,
  report,
  image,
  onOpenTable,
}: {
  table: Table;
  report: Inspected;
  image: VexImage;
  onOpenTable: SetTable;
}) {
  const match = useMemo(
    () =>
      report.kind === "vex" && table.id === "statements" ? vexMatchWords(vexMatch(table, image)) : undefined,
    [report, table, image],
  );
  const age =
    table.id === "findings"
      ? report.facts.find(({ name }) => name === "Age of the report")?.value
      : undefined;
  return (
    <>
      {age !== undefined && (
        <p className="pb-1.5 text-12 text-ink-2">The report is {visibleText(age)} old.</p>
      )}
      {match && <p className="pb-1.5 text-12 text-ink-2">{match}</p>}
      {hasTree(table, report) && (
        <p className="pb-1.5">
          <Button dense onClick={() => onOpenTable({ table: "dependency-tree" })}>
            <GitBranch size={12} aria-hidden />
            Tree of {countOf(table.total, "relation")}
          </Button>
        </p>
      )}
    </>
  );
}

/** Which reference needs which reference tells nobody anything: the tree has their names. */
function hasTree({ id }: Table, report: Inspected): boolean {
  return id === "dependencies" && hasDependencies(report);
}
