// The words for "what was asked and what came back". Shared by those who ask and those who judge.
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
