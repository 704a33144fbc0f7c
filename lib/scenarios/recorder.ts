// Writes down one row as it happens, and tells whoever listens.
import type { Step, Tell } from "#lib/clients";
import type { Exchange } from "#lib/evidence";
import type { Session } from "#lib/registry";
import type { Actor, Emit, RunStep } from "./shapes.ts";

const MAX_TEXT = 600;

/** Text that may hold a registry's. */
export function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
}

export class Recorder {
  readonly steps: RunStep[] = [];
  readonly began = new Date();
  readonly #exchanges = new Map<string, Exchange>();
  readonly #id: string;
  readonly #emit: Emit;

  constructor(id: string, emit: Emit) {
    this.#id = id;
    this.#emit = emit;
    emit({ type: "begin", id });
  }

  /** For the registries that the row opens. */
  session(signal: AbortSignal): Session {
    return { signal, onExchange: (exchange) => this.#note(exchange) };
  }

  /** For the clients that take part. */
  tell(actor: Actor): Tell {
    return (step) => this.add(actor, step);
  }

  add(actor: Actor, { what, outcome, exchanges }: Step): void {
    const step = { actor, what: cut(what), outcome: cut(outcome), exchanges: [...new Set(exchanges)] };
    this.steps.push(step);
    this.#emit({ type: "step", id: this.#id, step });
  }

  /** Takes over evidence that was found before this row began. */
  adopt(exchanges: readonly Exchange[]): void {
    for (const exchange of exchanges) this.#note(exchange);
  }

  /** In the order in which they ended. */
  exchanges(): Exchange[] {
    return [...this.#exchanges.values()];
  }

  /** The exchanges of these ids. */
  those(ids: readonly string[]): Exchange[] {
    return ids.flatMap((id) => this.#exchanges.get(id) ?? []);
  }

  /** Ids of exchanges that no step has owned up to. */
  orphans(): string[] {
    const owned = new Set(this.steps.flatMap(({ exchanges }) => exchanges));
    return [...this.#exchanges.keys()].filter((id) => !owned.has(id));
  }

  #note(exchange: Exchange): void {
    if (this.#exchanges.has(exchange.id)) return;
    this.#exchanges.set(exchange.id, exchange);
    this.#emit({ type: "exchange", id: this.#id, exchange });
  }
}
