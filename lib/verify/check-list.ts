// The checks of one verification, gathered as they are made.
import {
  CHECK_NAMES,
  type Check,
  type CheckName,
  type Verification,
  type VerificationState,
} from "#lib/evidence";

export class CheckList {
  readonly #checks = new Map<CheckName, Check>();

  passed(name: CheckName, detail: string): void {
    this.#checks.set(name, { name, result: "passed", detail });
  }

  failed(name: CheckName, detail: string): void {
    this.#checks.set(name, { name, result: "failed", detail });
  }

  notChecked(name: CheckName, detail: string): void {
    this.#checks.set(name, { name, result: "not-checked", detail });
  }

  notApplicable(name: CheckName, detail: string): void {
    this.#checks.set(name, { name, result: "not-applicable", detail });
  }

  /** As a stage found it. */
  add(check: Check): void {
    this.#checks.set(check.name, check);
  }

  /** In the order of the names; what nothing was said of is told as not checked, never left out. */
  done(
    state: VerificationState,
    reason: string,
    more: Pick<Verification, "identity" | "time" | "trust" | "isMissing"> = {},
  ): Verification {
    const checks = CHECK_NAMES.map(
      (name) => this.#checks.get(name) ?? { name, result: "not-checked" as const, detail: NOT_REACHED },
    );
    return { state, reason, checks, ...more };
  }
}

const NOT_REACHED = "An earlier check ended the verification.";
