import { expect, it } from "vitest";
import type { AuditFinding } from "#lib/evidence";
import { auditOf } from "./audit.test-support.ts";
import { auditedTags } from "./audited-tags.ts";

const finding = (kind: AuditFinding["kind"]): AuditFinding => ({ kind, reason: "told", exchanges: [] });

it("counts what is to mend besides the gap, and what was set aside as about something else", () => {
  const kinds = ["tag-only", "api-only", "wrong-subject", "missing-entry", "unchecked"] as const;
  expect(auditedTags(auditOf({ findings: kinds.map(finding) }))).toMatchObject({
    odd: 2,
    aside: 1,
    repository: "shop/checkout",
  });
  expect(auditedTags(auditOf())).toMatchObject({ odd: 0, aside: 0 });
});
