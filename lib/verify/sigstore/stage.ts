// What one stage found, and what the stages come to.
import type { Check, CheckName, Verification } from "#lib/evidence";

export type Stage = Pick<Check, "result" | "detail">;

export type Verdict = Pick<Verification, "state" | "reason" | "identity" | "time" | "trust"> & {
  stages: Partial<Record<CheckName, Stage>>;
};

export const passed = (detail: string): Stage => ({ result: "passed", detail });
export const failed = (detail: string): Stage => ({ result: "failed", detail });
export const notChecked = (detail: string): Stage => ({ result: "not-checked", detail });
export const notApplicable = (detail: string): Stage => ({ result: "not-applicable", detail });
