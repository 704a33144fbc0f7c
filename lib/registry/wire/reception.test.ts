import { expect, it } from "vitest";
import { BodyReader } from "./limits.ts";
import { Reception } from "./reception.ts";

const LIMITS = { maxBytes: 10, minBytesPerSecond: 0, graceMs: 1000 };

/** A reception, and what it did to undici's controller. */
function receive(cut = false) {
  const aborts: Error[] = [];
  const controller = { abort: (reason: Error) => aborts.push(reason) };
  const reception = new Reception((_, headers, onEnd) => new BodyReader(headers, { ...LIMITS, cut }, onEnd));
  return { reception, controller, aborts };
}

it("takes a whole answer in, and leaves its socket alone", async () => {
  const { reception, controller, aborts } = receive();
  reception.onRequestStart(controller);
  reception.onResponseStart(controller, 103, { link: "</a>" });
  reception.onResponseStart(controller, 200, { Link: ["<a>", "<b>"], via: undefined });
  reception.onResponseData(controller, Buffer.from("ab"));
  reception.onResponseData(controller, Buffer.from("c"));
  reception.onResponseEnd();
  const { bytes, wireBytes, complete } = await reception.body;
  expect([Buffer.from(bytes).toString(), wireBytes, complete]).toEqual(["abc", 3, true]);
  expect([reception.status, reception.headers]).toEqual([200, { link: "<a>, <b>" }]);
  expect(aborts).toEqual([]);
});

it.each([
  ["lets go of the rest of an error page", true],
  ["closes the socket of a body past its bound", false],
])("%s", async (_, cut) => {
  const { reception, controller, aborts } = receive(cut);
  reception.onRequestStart(controller);
  reception.onResponseStart(controller, 500, {});
  reception.onResponseData(controller, Buffer.alloc(11));
  reception.onResponseData(controller, Buffer.alloc(11));
  if (cut) expect(await reception.body).toMatchObject({ wireBytes: 11, complete: false });
  else await expect(reception.body).rejects.toThrow("more than 10 bytes");
  expect(reception.status).toBe(500);
  expect(aborts).toHaveLength(1);
});

it("rejects at once when it is aborted, also before undici has begun", async () => {
  const { reception, controller, aborts } = receive();
  const reason = new Error("too late");
  reception.abort(reason);
  await expect(reception.body).rejects.toBe(reason);
  reception.onRequestStart(controller);
  expect(aborts).toEqual([reason]);
});

it("rejects with what ended the connection, and keeps the header that had come", async () => {
  const { reception, controller } = receive();
  reception.onRequestStart(controller);
  reception.onResponseStart(controller, 200, { etag: "1" });
  reception.onResponseData(controller, Buffer.from("ab"));
  reception.onResponseError(controller, new Error("reset"));
  await expect(reception.body).rejects.toThrow("reset");
  expect(reception.headers).toEqual({ etag: "1" });
});
