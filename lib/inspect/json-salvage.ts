// JSON that JSON.parse refuses: finds the place where it breaks, and closes what is open before it.

/**
 * `text` is JSON: the document up to its last whole value, with closing brackets added; "" when there is no value at
 * all. `at` is the offset where it breaks. `isWhole`: the first value is complete, and something else follows at `at`.
 */
export type Salvaged = { text: string; at: number; why: string; isWhole: boolean };

export type SalvageLimits = { weight: number; depth: number };

/** Roughly the memory that each takes. */
const WEIGHT = { container: 5, key: 2, value: 1 } as const;

/** What may come next; "or end" where the container may close. */
type State = "value" | "value or end" | "key" | "key or end" | "colon" | "after";

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
/** A run of what may stand in a string as it is. RFC 8259, section 7. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what may not stand there.
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SPACE = /[ \t\n\r]*/y;

/** Walks without recursion, and stops at the limits as it does at a fault. */
export function salvageJson(text: string, limits: SalvageLimits): Salvaged {
  return new Salvage(text, limits).run();
}

class Salvage {
  readonly #text: string;
  readonly #limits: SalvageLimits;
  /** The closing brackets of what is open. */
  readonly #open: string[] = [];
  #state: State = "value";
  #at = 0;
  #weight = 0;
  /** Up to here it is JSON, once the outer `depth` brackets are closed. */
  #safe = { at: 0, depth: 0 };

  constructor(text: string, limits: SalvageLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  run(): Salvaged {
    for (;;) {
      this.#at = match(SPACE, this.#text, this.#at);
      if (this.#state === "after" && this.#open.length === 0)
        return { text: this.#text.slice(0, this.#safe.at), at: this.#at, why: "more follows", isWhole: true };
      const why = this.#at < this.#text.length ? this.#step(this.#text[this.#at] ?? "") : "it ends there";
      if (why !== undefined) return this.#broken(why);
    }
  }

  #broken(why: string): Salvaged {
    const closing = this.#open.slice(0, this.#safe.depth).reverse().join("");
    return { text: this.#text.slice(0, this.#safe.at) + closing, at: this.#at, why, isWhole: false };
  }

  /** Reads one token; what is wrong with it, when something is. */
  #step(character: string): string | undefined {
    const mayClose = this.#state !== "value" && this.#state !== "key" && this.#state !== "colon";
    if (mayClose && character === this.#open.at(-1)) {
      this.#open.pop();
      return this.#to(this.#at + 1, "after");
    }
    if (this.#state === "after") {
      if (character !== ",") return "a comma or a closing bracket is missing";
      this.#at++;
      this.#state = this.#open.at(-1) === "}" ? "key" : "value";
      return undefined;
    }
    if (this.#state === "colon") {
      if (character !== ":") return "a colon is missing";
      this.#at++;
      this.#state = "value";
      return undefined;
    }
    if (this.#weight > this.#limits.weight) return "it holds more than is read at once";
    return this.#state === "key" || this.#state === "key or end"
      ? this.#key(character)
      : this.#value(character);
  }

  #key(character: string): string | undefined {
    const end = character === '"' ? this.#endOfString() : -1;
    if (end < 0) return "a key is missing or does not end";
    this.#weight += WEIGHT.key;
    this.#at = end;
    this.#state = "colon";
    return undefined;
  }

  #value(character: string): string | undefined {
    if (character === "{" || character === "[") {
      this.#weight += WEIGHT.container;
      if (this.#open.length >= this.#limits.depth) return `it nests deeper than ${this.#limits.depth} values`;
      this.#open.push(character === "{" ? "}" : "]");
      return this.#to(this.#at + 1, character === "{" ? "key or end" : "value or end");
    }
    this.#weight += WEIGHT.value;
    const end = character === '"' ? this.#endOfString() : this.#endOfScalar();
    return end < 0 ? "a value cannot be read" : this.#to(end, "after");
  }

  /** Goes on from where everything so far can be kept. */
  #to(at: number, state: State): undefined {
    this.#at = at;
    this.#state = state;
    this.#safe = { at, depth: this.#open.length };
  }

  #endOfString(): number {
    let at = this.#at + 1;
    for (;;) {
      at = match(PLAIN, this.#text, at);
      if (this.#text[at] === '"') return at + 1;
      at = match(ESCAPE, this.#text, at);
      if (at < 0) return -1;
    }
  }

  /** A number at the very end may have been cut. */
  #endOfScalar(): number {
    const word = match(WORD, this.#text, this.#at);
    if (word > 0) return word;
    const end = match(NUMBER, this.#text, this.#at);
    return end === this.#text.length && this.#open.length > 0 ? -1 : end;
  }
}

/** Where the match of a sticky pattern ends; -1 for none. */
function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
