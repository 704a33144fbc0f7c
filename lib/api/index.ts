// The wire contract of Refscope's own HTTP API.
export {
  type ActiveProbe,
  type ActiveProbeRequest,
  activeProbeRequestSchema,
  activeProbeSchema,
  type Cleaning,
  type CleanRequest,
  cleaningSchema,
  cleanRequestSchema,
  type Leftovers,
  type LeftThing,
  leftoversSchema,
  type PlannedRequest,
  type ProbeStep,
} from "./active-probe.ts";
export {
  type Audit,
  type AuditEvent,
  type AuditProgress,
  type AuditRequest,
  type AuditSummary,
  auditEventSchema,
  auditRequestSchema,
  auditSchema,
  type TagRow,
} from "./audit.ts";
export {
  type ComparedPlatform,
  type ComparedSide,
  type CompareRequest,
  type Comparison,
  compareRequestSchema,
  comparisonSchema,
} from "./compare.ts";
export {
  DEFAULT_MAX_NODES,
  type Exploration,
  type ExploreEvent,
  type ExploreRequest,
  explorationSchema,
  exploreEventSchema,
  exploreRequestSchema,
  type Progress,
  type Resolved,
} from "./explore.ts";
export {
  type Inspected,
  type Inspection,
  type InspectRequest,
  inspectionSchema,
  inspectRequestSchema,
} from "./inspect.ts";
export { openApiDocument } from "./openapi.ts";
export {
  type KeptCapability,
  type Probe,
  type ProbeRequest,
  probeRequestSchema,
  probeSchema,
  type UnreadPlace,
} from "./probe.ts";
export { type Problem, problemSchema, toProblem } from "./problem.ts";
export { type RawRequest, rawRequestSchema } from "./raw.ts";
export { type KnownRegistries, knownRegistriesSchema } from "./registries.ts";
export {
  EXTRA_SCENARIOS,
  type ExtraScenario,
  type ScenarioCheck,
  type ScenarioEvent,
  type ScenarioRun,
  type ScenarioStep,
  type ScenariosRequest,
  scenarioEventSchema,
  scenarioRunSchema,
  scenariosRequestSchema,
} from "./scenarios.ts";
export { type Search, type SearchRequest, searchRequestSchema, searchSchema } from "./search.ts";
export {
  type Visibility,
  type VisibilityRequest,
  visibilityRequestSchema,
  visibilitySchema,
} from "./visibility.ts";
