// One answer as it comes off the wire, below undici's streams: they cost more than the few hundred bytes of a manifest.
import type { Body, BodyReader, OnBodyEnd } from "./limits.ts";

/** Makes the reader of a body. Throws what keeps it from being read at all. */
export type OpenBody = (status: number, headers: Record<string, string>, onEnd: OnBodyEnd) => BodyReader;

/** What undici lends to the handler of a request: ends it, unless it is complete. */
type Controller = { abort(reason: Error): void };

/** Aborted with when an answer's rest is not wanted: nobody sees it. */
const ENOUGH = new Error("The rest is not wanted.");

/** The handler that undici's `dispatch` tells of one request. */
export class Reception {
  /** As far as they came, also when the body then failed. */
  status: number | undefined;
  headers: Record<string, string> | undefined;
  /** Rejects with the reason of `abort`, the reader's error or undici's. */
  readonly body: Promise<Body>;
  private settle: OnBodyEnd = () => {};
  private readonly openBody: OpenBody;
  private reader: BodyReader | undefined;
  private controller: Controller | undefined;
  private aborted: Error | undefined;

  constructor(openBody: OpenBody) {
    this.openBody = openBody;
    this.body = new Promise((resolve, reject) => {
      this.settle = (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
    });
  }

  /** Closes the socket, or keeps the request from ever being sent. */
  abort(reason: Error): void {
    this.aborted = reason;
    this.reader?.drop();
    this.settle(reason);
    this.controller?.abort(reason);
  }

  onRequestStart(controller: Controller): void {
    this.controller = controller;
    if (this.aborted) controller.abort(this.aborted);
  }

  onResponseStart(
    controller: Controller,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.status = status;
    this.headers = flatten(headers);
    this.reader = this.openBody(status, this.headers, (outcome) => {
      this.settle(outcome);
      if (outcome instanceof Error) controller.abort(outcome);
      else if (!outcome.complete) controller.abort(ENOUGH);
    });
  }

  onResponseData(_: Controller, chunk: Buffer): void {
    this.reader?.take(chunk);
  }

  onResponseEnd(): void {
    this.reader?.wireEnded();
  }

  onResponseError(_: Controller, error: Error): void {
    this.reader?.drop();
    this.settle(error);
  }
}

/** Repeated headers are one list, RFC 9110 section 5.3. */
function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
