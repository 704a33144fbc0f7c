// A large JSON answer, written a piece at a time: to write tens of thousands of rows at once would hold up every other
// request.
import { setImmediate } from "node:timers/promises";
import { NO_STORE } from "./answer.ts";

/** Elements of a list, and containers within containers, that are written one by one. */
const ELEMENTS = 500;
const DEPTH = 6;
const PIECE = 64 * 1024;

/** As `jsonAnswer`. */
export function jsonStreamAnswer(body: unknown): Response {
  const pieces = jsonPieces(body);
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await setImmediate();
      let text = "";
      for (;;) {
        const { value, done } = pieces.next();
        if (!done) text += value;
        if (done || text.length >= PIECE) {
          if (text !== "") controller.enqueue(encoder.encode(text));
          if (done) controller.close();
          return;
        }
      }
    },
  });
  return new Response(stream, { headers: { ...NO_STORE, "content-type": "application/json" } });
}

/** What `JSON.stringify` makes of it, in pieces. Only plain objects and lists are looked into. */
export function* jsonPieces(value: unknown, depth = DEPTH): Generator<string> {
  if (Array.isArray(value)) yield* listPieces(value, depth);
  else if (depth > 0 && isPlain(value)) yield* objectPieces(value, depth);
  else yield JSON.stringify(value) ?? "null";
}

function* listPieces(list: readonly unknown[], depth: number): Generator<string> {
  yield "[";
  if (depth > 0 && list.length <= ELEMENTS) {
    for (const [at, each] of list.entries()) {
      if (at > 0) yield ",";
      yield* jsonPieces(each, depth - 1);
    }
  } else {
    for (let from = 0; from < list.length; from += ELEMENTS) {
      const some = JSON.stringify(list.slice(from, from + ELEMENTS)).slice(1, -1);
      yield from > 0 ? `,${some}` : some;
    }
  }
  yield "]";
}

function* objectPieces(object: Record<string, unknown>, depth: number): Generator<string> {
  let mark = "{";
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield `${mark}${JSON.stringify(key)}:`;
    yield* jsonPieces(value, depth - 1);
    mark = ",";
  }
  yield mark === "{" ? "{}" : "}";
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
