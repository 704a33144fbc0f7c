// A set of texts that mostly holds one: a set for each of 50,000 packages would cost more than reading them.

export class Texts {
  #first: string | undefined;
  #all: Set<string> | undefined;

  add(text: string): void {
    if (this.#first === undefined) this.#first = text;
    else if (this.#all) this.#all.add(text);
    else if (text !== this.#first) this.#all = new Set([this.#first, text]);
  }

  has(text: string): boolean {
    return this.#all ? this.#all.has(text) : this.#first === text;
  }

  get size(): number {
    return this.#all?.size ?? (this.#first === undefined ? 0 : 1);
  }

  all(): string[] {
    if (this.#all) return [...this.#all];
    return this.#first === undefined ? [] : [this.#first];
  }

  isSame(other: Texts): boolean {
    if (!this.#all && !other.#all) return this.#first === other.#first;
    return this.size === other.size && this.all().every((text) => other.has(text));
  }
}
