// What was asked of a registry, newest last, never more than a fixed number: for tests and benches.
import type { IncomingHttpHeaders } from "node:http";

/** `status` is 0 while the answer is under way, and where the connection was dropped instead. `at`: ms since 1970. */
export type RequestEntry = {
  method: string;
  /** Path and query, as sent. */
  url: string;
  status: number;
  headers: IncomingHttpHeaders;
  at: number;
};

export class RequestLog {
  readonly entries: RequestEntry[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(entry: RequestEntry): RequestEntry {
    this.entries.push(entry);
    if (this.entries.length > this.#limit) this.entries.splice(0, this.entries.length - this.#limit);
    return entry;
  }

  clear(): void {
    this.entries.length = 0;
  }

  /** "GET /v2/ 200", in order: what most tests compare. */
  lines(): string[] {
    return this.entries.map(({ method, url, status }) => `${method} ${url} ${status}`);
  }
}
