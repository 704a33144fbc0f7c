// An audit for tests, complete and without findings unless told otherwise.
import type { Audit } from "#lib/api";
import { AUDIT_KINDS } from "#lib/evidence";
import { assess, supported, unknownCapabilities } from "#lib/upgrade";

export function auditOf(more: Partial<Audit> = {}): Audit {
  const [registry, repository] = ["registry.example.com", "shop/checkout"];
  const capabilities = {
    ...unknownCapabilities("not asked"),
    referrersApi: supported("it answered", ["x1"]),
  };
  const { findings = [] } = more;
  const counts = AUDIT_KINDS.map((kind) => {
    const count = findings.filter((finding) => finding.kind === kind).length;
    return { kind, count, listed: count };
  });
  return {
    ...{ registry, repository, at: "2026-11-24T09:31:04.102Z", durationMs: 1200 },
    ...{ end: "complete", completeness: "complete", upgrade: assess({ registry, repository, capabilities }) },
    tags: { all: 3, plain: 2, referrers: 1, cosign: 0, others: 0, malformed: 0 },
    subjects: { all: 2, compared: 2, leftOut: 0 },
    ...{ compared: 1, counts, findings, rows: [], timesUnread: 0, notes: [], requests: 9, exchanges: [] },
    ...more,
  };
}
