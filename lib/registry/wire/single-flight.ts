// Sends like requests once: those who ask while one is under way wait for the same answer. The last one to
// leave cancels it.
import type { Exchange } from "#lib/evidence";
import { cancellation } from "./attempt.ts";
import type { HttpReply } from "./http-message.ts";
import { whenAborted } from "./when-aborted.ts";

type Waiter = { onExchange: (exchange: Exchange) => void };

/** A request under way, with everybody who waits for it. */
type Flight = {
  reply: Promise<HttpReply>;
  waiters: Set<Waiter>;
  /** Attempts so far, for those who join late. */
  exchanges: Exchange[];
  controller: AbortController;
  hasLanded: boolean;
};

export type Run = (signal: AbortSignal, onExchange: (exchange: Exchange) => void) => Promise<HttpReply>;

export class SingleFlight {
  private readonly flights = new Map<string, Flight>();

  /**
   * Joins the flight of that key, or starts one with `run`. Every waiter is told every exchange.
   * @throws what `run` throws; "cancelled" or "timed-out" when `signal` aborts first
   */
  async join(
    key: string,
    signal: AbortSignal,
    onExchange: (exchange: Exchange) => void,
    run: Run,
  ): Promise<HttpReply> {
    if (signal.aborted) throw cancellation(signal);
    const flight = this.flights.get(key) ?? this.start(key, run);
    const waiter: Waiter = { onExchange };
    for (const exchange of flight.exchanges) onExchange(exchange);
    flight.waiters.add(waiter);
    try {
      return await orAbort(flight.reply, signal);
    } finally {
      flight.waiters.delete(waiter);
      if (flight.waiters.size === 0) this.end(key, flight);
    }
  }

  private start(key: string, run: Run): Flight {
    const controller = new AbortController();
    const exchanges: Exchange[] = [];
    const waiters = new Set<Waiter>();
    const reply = run(controller.signal, (exchange) => {
      exchanges.push(exchange);
      for (const waiter of waiters) waiter.onExchange(exchange);
    });
    const flight: Flight = { reply, waiters, exchanges, controller, hasLanded: false };
    this.flights.set(key, flight);
    const land = () => {
      flight.hasLanded = true;
      this.forget(key, flight);
    };
    reply.then(land, land);
    return flight;
  }

  private end(key: string, flight: Flight): void {
    if (flight.hasLanded) return;
    this.forget(key, flight);
    flight.controller.abort();
  }

  /** Whoever comes after this starts anew: what is being cancelled or has landed is not joined. */
  private forget(key: string, flight: Flight): void {
    if (this.flights.get(key) === flight) this.flights.delete(key);
  }
}

function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopListening = whenAborted(signal, () => reject(cancellation(signal)));
    promise.then(resolve, reject).finally(stopListening);
  });
}
