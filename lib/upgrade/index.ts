// How far a registry has come on the upgrade path: three-valued verdicts in, a state in two readings out.
export { type AssessInput, assess } from "./assess.ts";
export { unknownThing } from "./error-code.ts";
export { expiryOf, isContrary, lifeOf } from "./expiry.ts";
export {
  GENERATIONS,
  type Generation,
  generationOf,
  generationSchema,
  type Made,
  WAYS_MADE,
  type WayMade,
  wayMadeSchema,
} from "./generations.ts";
export { expiryOfCapability, isEstablished, isOtherwise, leftStanding } from "./keeping.ts";
export { registryIcon, type StateName, type StateWords, stateWords } from "./names.ts";
export {
  type Consumer,
  type Producer,
  type RegistryKind,
  SEED_SCENARIOS,
  type SeedScenario,
  wordsIn,
} from "./seed-scenarios.ts";
export { type Reading, readingSchema, type Upgrade, upgradeSchema } from "./shapes.ts";
export { type AuditedTags, type Transition, type TransitionStep, transition } from "./transition.ts";
export { notAsked, supported, unknownBecause, unknownCapabilities, unsupported } from "./verdicts.ts";
