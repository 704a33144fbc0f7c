// One licence in several spellings: SPDX expressions say the same in any order, any case, and with old identifiers.

/** What is longer is compared as it stands. */
const MAX_LENGTH = 512;
const MAX_DEPTH = 20;
const WORDS = /\(|\)|[^\s()]+/g;
/** The GNU licences' identifiers without "-only" and "-or-later" are deprecated (https://spdx.org/licenses/). */
const GNU = /^((?:a|l)?gpl|gfdl)-(\d\.\d)(\+?)$/;

/**
 * The expression with its operands in one order, brackets only where they count, and identifiers in small letters; a
 * name of its own for each text that is no expression.
 */
export function plainLicence(text: string): string {
  if (text.length > MAX_LENGTH) return text;
  const words = text.match(WORDS) ?? [];
  try {
    const reader = new Reader(words);
    const expression = reader.read(0);
    if (reader.isOver) return written(expression);
  } catch (fault) {
    if (!(fault instanceof NoExpression)) throw fault;
  }
  return words.join(" ");
}

class NoExpression extends Error {}

type Expression = string | { by: "and" | "or"; parts: Expression[] };

class Reader {
  readonly #words: readonly string[];
  #at = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  get isOver(): boolean {
    return this.#at >= this.#words.length;
  }

  /** @throws NoExpression for what is none */
  read(depth: number): Expression {
    return this.#joined("or", () => this.#joined("and", () => this.#one(depth)));
  }

  #joined(by: "and" | "or", next: () => Expression): Expression {
    const parts = [next()];
    while (this.#takes(by)) parts.push(next());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { by, parts };
  }

  #one(depth: number): Expression {
    if (depth > MAX_DEPTH) throw new NoExpression();
    if (this.#takes("(")) {
      const inner = this.read(depth + 1);
      if (!this.#takes(")")) throw new NoExpression();
      return inner;
    }
    const id = this.#id();
    return this.#takes("with") ? `${id} with ${this.#id()}` : id;
  }

  #id(): string {
    const word = this.#words[this.#at++];
    if (word === undefined || !/^[A-Za-z0-9.:+-]+$/.test(word) || /^(?:and|or|with)$/i.test(word))
      throw new NoExpression();
    const small = word.toLowerCase();
    return small.replace(
      GNU,
      (_, name, version, plus) => `${name}-${version}${plus ? "-or-later" : "-only"}`,
    );
  }

  #takes(wanted: string): boolean {
    if (this.#words[this.#at]?.toLowerCase() !== wanted) return false;
    this.#at++;
    return true;
  }
}

/** Operands as they are written, in order, each once; `by` joins them, and is absent where there is only one. */
type Plain = { operands: string[]; by?: "and" | "or" };

function written(expression: Expression): string {
  return joined(plain(expression));
}

function joined({ operands, by }: Plain): string {
  return operands.join(` ${by} `);
}

/** Whether a part needs brackets, or is no part at all ("a and (b and c)"), shows once it is plain itself. */
function plain(expression: Expression): Plain {
  if (typeof expression === "string") return { operands: [expression] };
  const { by } = expression;
  const parts = expression.parts.map(plain);
  const operands = parts.flatMap((part) =>
    part.by === undefined || part.by === by ? part.operands : [`(${joined(part)})`],
  );
  const once = [...new Set(operands)].sort();
  const [only] = parts;
  return once.length === 1 && only ? only : { operands: once, by };
}
