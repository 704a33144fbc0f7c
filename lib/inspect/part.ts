// An object inside a JSON document that knows where it stands, so that what is odd can be told with its place.
import { isJsonObject } from "#lib/oci";
import { LIMITS } from "./limits.ts";
import { beginning } from "./shown.ts";

/** Where a part's reader says what is wrong, and whether it should go on. */
export type Listener = { problem(sentence: string): void; isLate(): boolean };

/** How many elements are read between two looks at the clock, in whichever lists of a document they stand. */
const STRIDE = 512;
/** Characters of a key in a sentence: some keys are a document's own words, and as long as those. */
const MAX_KEY = LIMITS.name;

export class Part {
  readonly json: Record<string, unknown>;
  readonly #listener: Listener;
  readonly #above: Part | undefined;
  readonly #key: string;
  readonly #clock: Clock;

  constructor(json: Record<string, unknown>, listener: Listener, above?: Part, key = "") {
    this.json = json;
    this.#listener = listener;
    this.#above = above;
    this.#key = key;
    this.#clock = above ? above.#clock : new Clock(listener);
  }

  /** The value as text: numbers and booleans as JSON writes them. Undefined for null, objects, lists, and what is absent. */
  text(key: string): string | undefined {
    const value = this.json[key];
    if (typeof value === "string") return value;
    if (value === undefined || value === null) return undefined;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    this.#odd(key, value, "a text");
    return undefined;
  }

  number(key: string): number | undefined {
    const value = this.json[key];
    if (typeof value === "number" && Number.isFinite(value)) return value;
    if (value !== undefined && value !== null) this.#odd(key, value, "a number");
    return undefined;
  }

  flag(key: string): boolean | undefined {
    const value = this.json[key];
    if (typeof value === "boolean") return value;
    if (value !== undefined && value !== null) this.#odd(key, value, "true or false");
    return undefined;
  }

  part(key: string): Part | undefined {
    const value = this.json[key];
    if (isJsonObject(value)) return new Part(value, this.#listener, this, cut(key));
    if (value !== undefined && value !== null) this.#odd(key, value, "an object");
    return undefined;
  }

  /** The object, where it is one: for fields that are written in several ways. */
  maybe(key: string): Part | undefined {
    const value = this.json[key];
    return isJsonObject(value) ? new Part(value, this.#listener, this, cut(key)) : undefined;
  }

  /** The text, where it is one: as `maybe`. */
  maybeText(key: string): string | undefined {
    const value = this.json[key];
    return typeof value === "string" ? value : undefined;
  }

  /** The objects of a list, until the time is over. Elements that are none are told and left out. */
  *each(key: string): Generator<Part> {
    const list = this.list(key);
    for (let index = 0; index < list.length; index++) {
      if (this.#clock.isOver()) {
        this.#listener.problem(
          `Reading took too long: ${this.#path(cut(key))} was read up to its element ${index}.`,
        );
        return;
      }
      const value = list[index];
      if (isJsonObject(value)) yield new Part(value, this.#listener, this, elementOf(key, index));
      else this.#odd(key, value, "an object", index);
    }
  }

  /** The texts of a list; a lone text counts as a list of one. */
  texts(key: string): string[] {
    if (typeof this.json[key] === "string") return [this.json[key]];
    const texts: string[] = [];
    for (const [index, value] of this.list(key).entries()) {
      if (typeof value === "string") texts.push(value);
      else this.#odd(key, value, "a text", index);
    }
    return texts;
  }

  /** The list as it is; empty where there is none. */
  list(key: string): unknown[] {
    const value = this.json[key];
    if (Array.isArray(value)) return value;
    if (value !== undefined && value !== null) this.#odd(key, value, "a list");
    return [];
  }

  /** The texts of an object from text to text, as pairs. */
  pairs(key: string): [string, string][] {
    const part = this.part(key);
    return Object.entries(part?.json ?? {}).flatMap(([name, value]): [string, string][] => {
      if (typeof value === "string") return [[name, value]];
      if (typeof value === "number" || typeof value === "boolean") return [[name, String(value)]];
      return [];
    });
  }

  has(key: string): boolean {
    return this.json[key] !== undefined && this.json[key] !== null;
  }

  #odd(key: string, value: unknown, wanted: string, index?: number): void {
    const own = index === undefined ? cut(key) : elementOf(key, index);
    this.#listener.problem(`${this.#path(own)} is ${nameOf(value)}, not ${wanted}.`);
  }

  #path(key: string): string {
    const keys = [key];
    for (let part: Part | undefined = this; part; part = part.#above) {
      if (part.#key !== "") keys.unshift(part.#key);
    }
    return keys.join(".");
  }
}

/** Looks at the time now and then; once that is over it stays so. */
class Clock {
  readonly #listener: Listener;
  #steps = 0;
  #isOver = false;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  isOver(): boolean {
    this.#steps++;
    if (this.#steps % STRIDE === 0) this.#isOver ||= this.#listener.isLate();
    return this.#isOver;
  }
}

/** "list[3]". */
function elementOf(key: string, index: number): string {
  return `${cut(key)}[${index}]`;
}

function cut(key: string): string {
  return key.length > MAX_KEY ? `${beginning(key, MAX_KEY)}…` : key;
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null) return "null";
  return typeof value === "object" ? "an object" : `a ${typeof value === "string" ? "text" : typeof value}`;
}
