// A fault of one side says which side it is of, and ends the work on the other; where both are at fault, both are told.
import { setTimeout as pause } from "node:timers/promises";
import { SIDES, type SideName } from "#lib/compare";
import { asExplorerError, ExplorerError, type FieldFault } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import { parseReference } from "#lib/oci";
import type { AskOptions } from "./probe-registry.ts";

const WORDS = { left: "On the left", right: "On the right" };
/** What the other side may still take to fail as well: whoever mends one fault should not then meet the next. */
const GRACE_MS = 2000;

type Texts = Record<SideName, string>;
/** `asked`: ids of the side's requests. */
type SideFault = { side: SideName; fault: ExplorerError; asked: readonly string[] };

/**
 * Passes two references, and judges both before it says anything.
 * @throws ExplorerError "bad-reference": its detail names each side that is none, and `inputs` has them one by one
 */
export function requireReferences(texts: Texts): void {
  const faults = SIDES.flatMap((side): SideFault[] => {
    const fault = faultOf(texts[side]);
    return fault ? [{ side, fault, asked: [] }] : [];
  });
  if (faults.length > 0) throw toldOf(faults, texts);
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
 * Does the same for both sides at once, each with options of its own. `texts` are what the person wrote.
 * @throws ExplorerError with the code of the side that failed first; its detail begins with the side, and names both
 * where the other fails soon after
 */
export async function onSides<T>(
  texts: Texts,
  work: (side: SideName, options: AskOptions) => Promise<T>,
  { signal, onExchange }: AskOptions,
): Promise<Record<SideName, T>> {
  const ended = new AbortController();
  const settled = new AbortController();
  const both = AbortSignal.any([signal, ended.signal]);
  const faults: SideFault[] = [];
  const one = async (side: SideName) => {
    const asked = new Set<string>();
    const note = (exchange: Exchange) => {
      asked.add(exchange.id);
      onExchange(exchange);
    };
    try {
      return await work(side, { signal: both, onExchange: note });
    } catch (thrown) {
      const fault = asExplorerError(thrown);
      // What fails because the other side did is no fault of its own.
      const isOwn = !ended.signal.aborted && fault.code !== "internal" && fault.code !== "cancelled";
      if (isOwn) faults.push({ side, fault, asked: [...asked] });
      endAfterGrace(ended, settled.signal);
      throw thrown;
    }
  };
  const [left, right] = await Promise.allSettled(SIDES.map(one));
  settled.abort();
  if (left?.status === "fulfilled" && right?.status === "fulfilled")
    return { left: left.value, right: right.value };
  if (faults.length > 0) throw toldOf(faults, texts);
  throw left?.status === "rejected" ? left.reason : right?.status === "rejected" ? right.reason : undefined;
}

/** Nothing is left waiting once both sides are done. */
function endAfterGrace(ended: AbortController, settled: AbortSignal): void {
  pause(GRACE_MS, undefined, { signal: settled })
    .then(() => ended.abort())
    .catch(() => {});
}

/** One fault of the faults of one side or of both. The first in time gives its code. */
function toldOf(faults: readonly SideFault[], texts: Texts): ExplorerError {
  const [first] = faults;
  const inOrder = SIDES.flatMap((each) => faults.filter(({ side }) => side === each));
  const waits = faults.flatMap(({ fault }) => fault.retryAfterSeconds ?? []);
  return new ExplorerError(first?.fault.code ?? "internal", {
    detail: inOrder.map(({ side, fault }) => detailOf(side, texts[side], fault)).join(" "),
    cause: first?.fault.cause,
    exchanges: faults.flatMap(({ fault }) => fault.exchanges),
    inputs: inOrder.map(fieldFaultOf),
    ...(waits.length > 0 ? { retryAfterSeconds: Math.max(...waits) } : {}),
    ...(faults.length === 1 && first ? wherein(first.fault) : {}),
  });
}

function fieldFaultOf({ side, fault, asked }: SideFault): FieldFault {
  const { code, message: detail, retryAfterSeconds } = fault;
  return {
    ...{ field: side, code, detail },
    ...wherein(fault),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(asked.length > 0 ? { exchanges: [...asked] } : {}),
  };
}

function wherein({ input, missing }: ExplorerError): Pick<ExplorerError, "input" | "missing"> {
  return { ...(input ? { input } : {}), ...(missing ? { missing } : {}) };
}

function detailOf(side: SideName, text: string, { message }: ExplorerError): string {
  return message.includes(text)
    ? `${WORDS[side]}: ${message}`
    : `${WORDS[side]}, ${text.slice(0, 300)}: ${message}`;
}
