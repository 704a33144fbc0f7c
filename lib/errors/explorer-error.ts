import { type ErrorCode, FAULTS, type Fault } from "./catalogue.ts";

/** What a registry does not have: "image" is the tag or digest of a repository that is there, "either" where it does not tell which. */
export type Missing = "repository" | "image" | "either";

/** What a fault may carry besides its code. `detail` is for the reader and must hold no secret. */
export type ExplorerErrorOptions = {
  /** One sentence about this occurrence: what was asked, what came back, what to try. */
  detail: string;
  cause?: unknown;
  /** Ids of the exchanges that show the fault. */
  exchanges?: string[];
  /** Seconds after which the same request may be tried again. */
  retryAfterSeconds?: number;
  input?: InputFault;
  /** Where several inputs are judged at once: what is wrong with each, by its field's name. */
  inputs?: FieldFault[];
  /** Of "not-found" alone, where the registry was asked which. */
  missing?: Missing;
};

/** What is wrong in a text, as [start, end) character offsets, and a better text. */
export type InputFault = { text: string; start: number; end: number; suggestion?: string };
export type FieldFault = {
  field: string;
  code: ErrorCode;
  detail: string;
  input?: InputFault;
  missing?: Missing;
  retryAfterSeconds?: number;
  /** Ids of the exchanges that were made for it. */
  exchanges?: string[];
};

// Next bundles pages, handlers and start-up apart, so one process holds this class more than once: a fault is known
// by its mark, not by which copy of the class made it.
const MARK = Symbol.for("refscope.ExplorerError");

/** The one class of fault. Expected answers of a registry are values, never this. */
export class ExplorerError extends Error {
  static override [Symbol.hasInstance](value: unknown): value is ExplorerError {
    return typeof value === "object" && value !== null && MARK in value;
  }

  readonly [MARK] = true;
  override readonly name = "ExplorerError";
  readonly code: ErrorCode;
  readonly exchanges: string[];
  readonly retryAfterSeconds?: number;
  readonly missing?: Missing;
  readonly input?: InputFault;
  readonly inputs?: FieldFault[];

  constructor(code: ErrorCode, options: ExplorerErrorOptions) {
    super(options.detail, { cause: options.cause });
    this.code = code;
    this.exchanges = options.exchanges ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.input = options.input;
    this.missing = options.missing;
    this.inputs = options.inputs;
  }

  /** The catalogue's row: HTTP status, title, hint. */
  get fault(): Fault {
    return FAULTS[this.code];
  }
}

/** Turns anything thrown into an ExplorerError; what is not one already becomes `internal`. */
export function asExplorerError(thrown: unknown): ExplorerError {
  if (thrown instanceof ExplorerError) return thrown;
  return new ExplorerError("internal", { detail: "Refscope met a fault of its own.", cause: thrown });
}
