// The demo registries: an in-process OCI registry over real HTTP, with a switch for each thing that real ones do differently.
export type { AuthSwitch } from "./auth.ts";
export type { Listening } from "./listen.ts";
export { createRegistry, type OnRequest, type RegistryOptions, type SandboxRegistry } from "./registry.ts";
export type { RequestEntry } from "./request-log.ts";
export { STAGES, type Stage } from "./stages.ts";
export { type RunningStage, type Sandbox, type StageSample, startSandbox } from "./start.ts";
export type { ReferrersMode, Switches } from "./switches.ts";
