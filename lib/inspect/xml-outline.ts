// XML before it is parsed: whether its tags fit into each other, how much there is, and where it breaks. The parser
// itself forgives too much to tell.

/**
 * `text` is balanced: the document up to the last tag that fits, with closing tags added, and without its document type
 * declaration (entities of its own are a way to make a small file large). `at` is the offset of the break, -1 for none.
 */
export type XmlOutline = { root: string; text: string; at: number; why: string; hasDoctype: boolean };

export type XmlLimits = { elements: number; depth: number; tag: number; text: number };

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const QUESTION = 0x3f;
const EXCLAMATION = 0x21;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SPACE = 0x20;

/** Walks without recursion, and stops at the limits as it does at a fault. */
export function outlineXml(text: string, limits: XmlLimits): XmlOutline {
  return new Outline(text, limits).run();
}

class Outline {
  readonly #text: string;
  readonly #limits: XmlLimits;
  readonly #open: string[] = [];
  /** Where its last character stands that is no blank; looked for once, since much may follow the last element. */
  readonly #last: number;
  #root = "";
  #elements = 0;
  #at = 0;
  #doctype: [number, number] | undefined;

  constructor(text: string, limits: XmlLimits) {
    this.#text = text;
    this.#limits = limits;
    this.#last = text.trimEnd().length;
  }

  run(): XmlOutline {
    for (;;) {
      const tag = this.#text.indexOf("<", this.#at);
      if ((tag < 0 ? this.#text.length : tag) - this.#at > this.#limits.text)
        return this.#end(`a text is longer than ${this.#limits.text} characters`);
      if (tag < 0) return this.#end(this.#open.length > 0 ? "it ends before its elements do" : undefined);
      this.#at = tag;
      const why = this.#markup(tag);
      if (why !== undefined) return this.#end(why);
      if (this.#open.length === 0 && this.#root !== "" && this.#at >= this.#last) return this.#end(undefined);
    }
  }

  /** Reads what begins with "<"; what is wrong with it, when something is. */
  #markup(at: number): string | undefined {
    const next = this.#text.charCodeAt(at + 1);
    if (next === EXCLAMATION) return this.#special(at);
    if (next === QUESTION) return this.#past("?>", at, "an instruction does not end");
    const end = this.#endOfTag(at);
    if (end < 0) return "a tag does not end";
    if (end - at > this.#limits.tag) return `a tag is longer than ${this.#limits.tag} characters`;
    return next === SLASH ? this.#close(at, end) : this.#openTag(at, end);
  }

  #special(at: number): string | undefined {
    if (this.#text.startsWith("<!--", at)) return this.#past("-->", at, "a comment does not end");
    if (this.#text.startsWith("<![CDATA[", at)) return this.#past("]]>", at, "a CDATA section does not end");
    return this.#declaration(at);
  }

  #past(mark: string, at: number, why: string): string | undefined {
    const end = this.#text.indexOf(mark, at);
    if (end < 0) return why;
    this.#at = end + mark.length;
    return undefined;
  }

  /** Up to ">", or past the internal subset in brackets. */
  #declaration(at: number): string | undefined {
    let depth = 0;
    for (let end = at; end < this.#text.length; end++) {
      const character = this.#text[end];
      if (character === "[") depth++;
      else if (character === "]") depth--;
      else if (character === ">" && depth <= 0) {
        this.#doctype ??= [at, end + 1];
        this.#at = end + 1;
        return undefined;
      }
    }
    return "a declaration does not end";
  }

  #openTag(at: number, end: number): string | undefined {
    const name = this.#name(at + 1);
    if (name === "") return "a tag has no name";
    if (++this.#elements > this.#limits.elements) return `it has more than ${this.#limits.elements} elements`;
    this.#root ||= name;
    if (this.#text.charCodeAt(end - 1) !== SLASH) {
      if (this.#open.length >= this.#limits.depth)
        return `it nests deeper than ${this.#limits.depth} elements`;
      this.#open.push(name);
    }
    this.#at = end + 1;
    return undefined;
  }

  #close(at: number, end: number): string | undefined {
    const name = this.#name(at + 2);
    const wanted = this.#open.at(-1);
    if (name !== wanted)
      return wanted === undefined ? "a tag closes nothing" : `it closes another element than <${wanted}>`;
    this.#open.pop();
    this.#at = end + 1;
    return undefined;
  }

  /** The ">" that ends a tag: not one inside quotation marks. */
  #endOfTag(at: number): number {
    let quote = 0;
    for (let end = at + 1; end < this.#text.length; end++) {
      const code = this.#text.charCodeAt(end);
      if (quote !== 0) quote = code === quote ? 0 : quote;
      else if (code === GREATER) return end;
      else if (code === QUOTE || code === APOSTROPHE) quote = code;
      else if (code === LESS) return -1;
    }
    return -1;
  }

  /** Up to a space, a slash or the tag's end. */
  #name(at: number): string {
    let end = at;
    for (let code = this.#text.charCodeAt(end); code > SPACE && code !== GREATER && code !== SLASH; ) {
      code = this.#text.charCodeAt(++end);
    }
    return this.#text.slice(at, end);
  }

  #end(why: string | undefined): XmlOutline {
    return {
      root: this.#root,
      text: this.#balanced(why),
      at: why === undefined ? -1 : this.#at,
      why: why ?? "",
      hasDoctype: this.#doctype !== undefined,
    };
  }

  #balanced(why: string | undefined): string {
    if (why === undefined && !this.#doctype) return this.#text;
    const head = why === undefined ? this.#text : this.#text.slice(0, this.#at);
    const [from, to] = this.#doctype ?? [0, 0];
    const closing = this.#open.map((name) => `</${name}>`).reverse();
    return head.slice(0, from) + head.slice(to) + closing.join("");
  }
}
