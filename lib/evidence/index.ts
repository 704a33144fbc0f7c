// The words for "what was asked and what came back". Shared by those who ask and those who judge.
export {
  AUDIT_KINDS,
  type AuditFinding,
  type AuditKind,
  auditFindingSchema,
  auditKindSchema,
  type Unchecked,
} from "./audit-finding.ts";
export { type Exchange, exchangeSchema } from "./exchange.ts";
export {
  type Completeness,
  completenessSchema,
  type Finding,
  findingSchema,
  type Outcome,
  outcomeSchema,
  STRATEGY_IDS,
  type StrategyId,
  strategyIdSchema,
} from "./finding.ts";
export {
  CAPABILITIES,
  type Capabilities,
  type CapabilityName,
  capabilityNameSchema,
  type Support,
  supportSchema,
} from "./support.ts";
export {
  CHECK_NAMES,
  type Check,
  type CheckName,
  type Signer,
  VERIFICATION_STATES,
  type Verification,
  type VerificationState,
  verificationSchema,
} from "./verification.ts";
