// The assessments of vulnerabilities in an SPDX 3 document: https://spdx.github.io/spdx-spec/v3.0.1/model/Security/Security/
import type { Draft } from "../draft.ts";
import { LIMITS } from "../limits.ts";
import type { SpdxGraph } from "../packages/spdx-graph.ts";
import type { Part } from "../part.ts";
import { beginning } from "../shown.ts";
import { statusFacts, VexTable } from "./vex-table.ts";

/** The profile's classes, in OpenVEX's words. */
const STATUS = new Map([
  ["security_VexAffectedVulnAssessmentRelationship", "affected"],
  ["security_VexNotAffectedVulnAssessmentRelationship", "not_affected"],
  ["security_VexFixedVulnAssessmentRelationship", "fixed"],
  ["security_VexUnderInvestigationVulnAssessmentRelationship", "under_investigation"],
]);

/** A row for each vulnerability and each thing that an assessment speaks of. */
export function spdx3Assessments(draft: Draft, graph: SpdxGraph): void {
  const classes = graph.startingWith("security_Vex");
  if (classes.length === 0) return;
  const table = new VexTable(draft);
  const statuses: string[] = [];
  for (const [name, assessments] of classes) {
    const status = STATUS.get(name);
    for (const each of assessments) {
      if (status !== undefined) statuses.push(status);
      for (const to of each.texts("to")) addAssessment(table, graph, each, { status, to });
    }
  }
  statusFacts(draft, statuses);
}

function addAssessment(
  table: VexTable,
  graph: SpdxGraph,
  assessment: Part,
  { status, to }: { status: string | undefined; to: string },
): void {
  const vulnerability = assessment.text("from");
  const product = graph.element(to);
  // Cut before they are put together: thousands may speak of one product.
  const name = [product?.text("name"), product?.text("software_packageVersion")]
    .flatMap((text) => (text ? beginning(text, LIMITS.cell) : []))
    .join(" ");
  table.add({
    vulnerability: graph.nameOf(vulnerability) ?? vulnerability,
    status,
    product: { id: name || to, purl: product?.text("software_packageUrl"), cpe: undefined },
    justification: assessment.text("security_justificationType"),
    impact: assessment.text("security_impactStatement") ?? assessment.text("security_statusNotes"),
    action: assessment.text("security_actionStatement"),
  });
}
