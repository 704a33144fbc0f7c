// Parses a long JSON text with breaks, so that the page draws and takes keys in between: 10 MB at once are 50 ms and more.

/** What is parsed without a break, in characters. */
const PIECE = 64 * 1024;
/** How long the page may wait for a break. */
const SLICE_MS = 8;

/** The same value as `JSON.parse` gives. Throws SyntaxError where that throws. */
export async function parseLongJson(text: string, sliceMs = SLICE_MS): Promise<unknown> {
  const reading = new LongText(text).value();
  let began = performance.now();
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done) return step.value;
    if (performance.now() - began < sliceMs) continue;
    await breath();
    began = performance.now();
  }
}

/** Resolves after what else waits for the page's thread; unlike a timer's, its turn is not put off in a hidden page. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

type Reading<T> = Generator<undefined, T>;

/** One pass over a text: objects are opened, what is in lists is parsed by `JSON.parse` in pieces. */
class LongText {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  *value(): Reading<unknown> {
    const value = yield* this.next();
    this.skipSpace();
    if (this.at < this.text.length) this.fail();
    return value;
  }

  private *next(): Reading<unknown> {
    this.skipSpace();
    const first = this.text.charCodeAt(this.at);
    if (first === OPEN_OBJECT) return yield* this.object();
    if (first === OPEN_LIST) return yield* this.list();
    const from = this.at;
    this.skipEntry();
    return JSON.parse(this.text.slice(from, this.at));
  }

  private *object(): Reading<unknown> {
    const fields: [string, unknown][] = [];
    this.at++;
    for (;;) {
      this.skipSpace();
      const from = this.at;
      if (this.text.charCodeAt(from) === CLOSE_OBJECT && fields.length === 0) break;
      if (this.text.charCodeAt(from) !== QUOTE) this.fail();
      this.skipString();
      const name: string = JSON.parse(this.text.slice(from, this.at));
      this.skipSpace();
      if (this.text.charCodeAt(this.at++) !== COLON) this.fail();
      fields.push([name, yield* this.next()]);
      this.skipSpace();
      const end = this.text.charCodeAt(this.at);
      if (end === CLOSE_OBJECT) break;
      if (end !== COMMA) this.fail();
      this.at++;
    }
    this.at++;
    yield;
    // Not by assignment: "__proto__" is a name like any other.
    return Object.fromEntries(fields);
  }

  private *list(): Reading<unknown[]> {
    const items: unknown[] = [];
    let from = ++this.at;
    for (;;) {
      this.skipEntry();
      const end = this.text.charCodeAt(this.at);
      const isLast = end === CLOSE_LIST;
      if (!isLast && end !== COMMA) this.fail();
      if (isLast || this.at - from >= PIECE) {
        const piece: unknown[] = JSON.parse(`[${this.text.slice(from, this.at)}]`);
        // "[1,]" is no JSON, and neither is "[,1]".
        if (piece.length === 0 && (items.length > 0 || !isLast)) this.fail();
        for (const item of piece) items.push(item);
        from = this.at + 1;
        yield;
      }
      this.at++;
      if (isLast) return items;
    }
  }

  /** To the comma or bracket that ends an entry; whether it is one is for `JSON.parse` to say. */
  private skipEntry(): void {
    let depth = 0;
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === QUOTE) {
        this.skipString();
        this.at--;
      } else if (code === OPEN_LIST || code === OPEN_OBJECT) depth++;
      else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
        if (depth-- === 0) return;
      } else if (code === COMMA && depth === 0) return;
    }
  }

  /** From a quote to behind the one that ends the string. */
  private skipString(): void {
    for (let end = this.at; ; ) {
      end = this.text.indexOf('"', end + 1);
      if (end < 0) this.fail();
      let before = end - 1;
      while (this.text.charCodeAt(before) === BACKSLASH) before--;
      if ((end - before) % 2 === 0) continue;
      this.at = end + 1;
      return;
    }
  }

  private skipSpace(): void {
    while (/[ \t\n\r]/.test(this.text.charAt(this.at))) this.at++;
  }

  private fail(): never {
    throw new SyntaxError(`Unexpected text at position ${this.at}`);
  }
}
