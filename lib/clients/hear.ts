// Hears a registry out: whatever comes of a question is a value, with what it may be taken for.
import { asExplorerError, type ErrorCode } from "#lib/errors";
import type { Answer, Refusal } from "#lib/registry";
import type { Unknown } from "./shapes.ts";

/** A 404 is "missing"; what is refused or not answered is unknown. `status` is absent when there was no answer. */
export type Unheard = {
  found: false;
  state: "missing" | Unknown;
  status?: number;
  errorCode?: string;
  fault?: ErrorCode;
  /** "404 MANIFEST_UNKNOWN", "303 to https://…", or why there was no answer. */
  said: string;
  exchanges: string[];
};
export type Heard<T> = { found: true; value: T; status: number; exchanges: string[] } | Unheard;

/** Faults that are the caller's own, or end everything: they are not answers of the registry. */
const NOT_HEARD: ReadonlySet<ErrorCode> = new Set([
  "bad-request",
  "bad-reference",
  "cancelled",
  "internal",
  "writes-off",
]);

/** Asks, and turns a refusal or fault into a value. Throws "cancelled", and what is no fault of the registry. */
export async function hear<T>(question: () => Promise<Answer<T>>): Promise<Heard<T>> {
  try {
    const answer = await question();
    const exchanges = answer.exchanges.map(({ id }) => id);
    if (answer.found) return { found: true, value: answer.value, status: answer.status, exchanges };
    const { status, errorCode } = answer;
    return { found: false, state: stateOf(status), status, errorCode, said: wordsOf(answer), exchanges };
  } catch (thrown) {
    const fault = asExplorerError(thrown);
    if (NOT_HEARD.has(fault.code)) throw thrown;
    const { code, message: said, exchanges } = fault;
    return { found: false, state: stateOfFault(code), fault: code, said, exchanges };
  }
}

/** The statuses by which registries say no to a type or a body: distribution 400, ECR 405, zot 415. */
const REJECTIONS = new Set([400, 405, 406, 409, 413, 415, 422, 501]);

/** Whether a refused write is a definite no to what was sent. */
export function isRejection({ status }: Unheard): boolean {
  return status !== undefined && REJECTIONS.has(status);
}

/** Why a refused write is not known to have been one. Who may not see a repository is told that it is not there. */
export function unknownOf({ state }: Unheard): Unknown {
  return state === "missing" ? "failed" : state;
}

function stateOf(status: number): "missing" | Unknown {
  if (status === 404) return "missing";
  if (status === 401 || status === 403) return "denied";
  return status === 429 ? "rate-limited" : "failed";
}

function stateOfFault(code: ErrorCode): Unknown {
  if (code === "credentials-refused") return "denied";
  return code === "rate-limited" ? "rate-limited" : "failed";
}

function wordsOf({ status, errorCode, redirectedTo, contentType, reason }: Refusal): string {
  if (redirectedTo) return `${status} to ${redirectedTo.slice(0, 96)}`;
  if (errorCode) return `${status} ${errorCode}`;
  if (status === 200 && reason) return `${status} (${reason.slice(0, 160).replace(/\.+$/, "")})`;
  const type = contentType?.split(";")[0]?.trim().slice(0, 64);
  return type ? `${status} (${type})` : `${status}`;
}
