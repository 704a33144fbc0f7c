// A fault of one side says which side it is of, and ends the work on the other. What is no reference is told of both.
import { SIDES, type SideName } from "#lib/compare";
import { asExplorerError, ExplorerError } from "#lib/errors";
import { parseReference } from "#lib/oci";

const WORDS = { left: "On the left", right: "On the right" };

/**
 * Passes two references, and judges both before it says anything.
 * @throws ExplorerError "bad-reference": its detail names each side that is none, and `inputs` has them one by one
 */
export function requireReferences(texts: Record<SideName, string>): void {
  const faults = SIDES.flatMap((side) => {
    const fault = faultOf(texts[side]);
    return fault ? [{ side, fault }] : [];
  });
  if (faults.length === 0) return;
  const [first] = faults;
  throw new ExplorerError("bad-reference", {
    detail: faults.map(({ side, fault }) => detailOf(side, texts[side], fault)).join(" "),
    inputs: faults.map(({ side, fault: { message, input } }) => ({
      field: side,
      detail: message,
      ...(input ? { input } : {}),
    })),
    ...(faults.length === 1 && first?.fault.input ? { input: first.fault.input } : {}),
  });
}

function faultOf(text: string): ExplorerError | undefined {
  try {
    parseReference(text);
    return undefined;
  } catch (thrown) {
    return asExplorerError(thrown);
  }
}

/**
 * Does the same for both sides at once. `texts` are what the person wrote.
 * @throws ExplorerError of the side that failed first, with its code; its detail begins with the side
 */
export async function onSides<T>(
  texts: Record<SideName, string>,
  work: (side: SideName, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Record<SideName, T>> {
  const ended = new AbortController();
  const both = AbortSignal.any([signal, ended.signal]);
  const one = async (side: SideName) => {
    try {
      return await work(side, both);
    } catch (thrown) {
      // What fails because the other side did is no fault of its own.
      if (ended.signal.aborted && !signal.aborted) throw thrown;
      ended.abort();
      throw named(side, texts[side], thrown);
    }
  };
  const [left, right] = await Promise.allSettled(SIDES.map(one));
  if (left?.status === "fulfilled" && right?.status === "fulfilled")
    return { left: left.value, right: right.value };
  const faults = [left, right].flatMap((side) => (side?.status === "rejected" ? [side.reason] : []));
  throw faults.find(isNamed) ?? faults[0];
}

function isNamed(thrown: unknown): boolean {
  return (
    thrown instanceof ExplorerError && Object.values(WORDS).some((words) => thrown.message.startsWith(words))
  );
}

function named(side: SideName, text: string, thrown: unknown): unknown {
  const fault = asExplorerError(thrown);
  if (fault.code === "internal" || fault.code === "cancelled") return thrown;
  const { cause, exchanges, retryAfterSeconds, input } = fault;
  return new ExplorerError(fault.code, {
    detail: detailOf(side, text, fault),
    cause,
    exchanges,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(input === undefined ? {} : { input }),
  });
}

function detailOf(side: SideName, text: string, { message }: ExplorerError): string {
  return message.includes(text)
    ? `${WORDS[side]}: ${message}`
    : `${WORDS[side]}, ${text.slice(0, 300)}: ${message}`;
}
