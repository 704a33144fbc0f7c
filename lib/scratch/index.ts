// What writes: the list of what was pushed, the cleaning, and the active probe. Never to a repository that was not named for it.
export { type Cleaned, type Cleaning, cleanUp, type Left } from "./clean.ts";
export { requireEmpty } from "./emptiness.ts";
export { type Entry, newRun } from "./entry.ts";
export { type Ledger, openLedger, type RunLeftovers } from "./ledger.ts";
export { type ActiveProbeResult, activeProbe, untakenSteps } from "./probe/active-probe.ts";
export type { StepResult } from "./probe/step.ts";
export { recordingRepository } from "./recording.ts";
export { forgetfulRecord, type RunRecord } from "./run-record.ts";
export { inScratch } from "./scratch-run.ts";
