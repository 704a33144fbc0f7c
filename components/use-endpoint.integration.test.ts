// The page's only way to the server, over real HTTP: what it makes of answers, problems, and of none at all.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { EndpointError, getJson, postForBytes, postJson, streamNdjson } from "./use-endpoint.ts";

type Line = { n: number };

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** The address of a server that answers like this, for one test. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/x`;
}

async function problemOf(asked: Promise<unknown>) {
  const thrown = await asked.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  expect(thrown).toBeInstanceOf(EndpointError);
  return (thrown as EndpointError).problem;
}

async function linesOf(url: string, signal = new AbortController().signal): Promise<number[]> {
  const lines: number[] = [];
  for await (const batch of streamNdjson<Line>(url, {}, signal)) lines.push(...batch.map(({ n }) => n));
  return lines;
}

const NDJSON = { "content-type": "application/x-ndjson" };

describe("postJson and postForBytes", () => {
  it("posts JSON, says what it wants, and reads what came", async () => {
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { "content-type": type, accept } = request.headers;
        const said = { method: request.method, type, accept, body: Buffer.concat(chunks).toString() };
        response.end(JSON.stringify(said));
      });
    });
    expect(await postJson(url, { reference: "a/b:1" })).toEqual({
      method: "POST",
      type: "application/json",
      accept: "application/json",
      body: '{"reference":"a/b:1"}',
    });
  });

  it("keeps bytes as they are", async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    const url = await serve((_, response) => response.end(bytes));
    expect(Buffer.from(await postForBytes(url, {}))).toEqual(bytes);
  });

  it("throws the problem that the server tells", async () => {
    const problem = {
      type: "urn:x",
      title: "Denied",
      status: 403,
      detail: "no",
      code: "credentials-refused",
    };
    const url = await serve((_, response) => response.writeHead(403).end(JSON.stringify(problem)));
    expect(await problemOf(postJson(url, {}))).toEqual(problem);
  });

  it.each(["<h1>Bad gateway</h1>", "", '{"error": "other"}', "null"])(
    "makes a problem of a failure that is none: %j",
    async (body) => {
      const url = await serve((_, response) => response.writeHead(502).end(body));
      const { title, code, status } = await problemOf(postJson(url, {}));
      expect({ title, code, status }).toEqual({
        title: "Refscope's server answered 502",
        code: "unreachable",
        status: 502,
      });
    },
  );

  it("says that the server did not answer where nobody does", async () => {
    const url = await serve(() => {});
    for (const close of open.splice(0)) close();
    expect((await problemOf(postJson(url, {}))).title).toBe("Refscope's own server did not answer");
  });
});

describe("a body that breaks off", () => {
  const asks = [
    ["postJson", (url: string, signal?: AbortSignal) => postJson(url, {}, signal)],
    ["getJson", (url: string, signal?: AbortSignal) => getJson(url, signal)],
    ["postForBytes", (url: string, signal?: AbortSignal) => postForBytes(url, {}, signal)],
  ] as const;

  it.each(asks)("is a fault that says so: %s", async (_, ask) => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write('{"half": ');
      setTimeout(() => response.destroy(), 50);
    });
    const { title, code } = await problemOf(ask(url));
    expect([title, code]).toEqual(["The answer broke off", "unreachable"]);
  });

  it("is one too where the connection ends as it should", async () => {
    const url = await serve((_, response) => response.end('{"half": '));
    expect((await problemOf(postJson(url, {}))).title).toBe("The answer broke off");
  });

  it.each(asks)("is none where the reader stopped it: %s", async (_, ask) => {
    const url = await serve((_request, response) => {
      response.writeHead(200).write('{"half": ');
    });
    const stopper = new AbortController();
    setTimeout(() => stopper.abort(), 100);
    await expect(ask(url, stopper.signal)).rejects.not.toBeInstanceOf(EndpointError);
  });
});

describe("streamNdjson", () => {
  it("reads lines that come in pieces, also where a piece ends inside a letter", async () => {
    const text = Buffer.from('{"n": 1, "word": "ä"}\n{"n": 2}\n{"n": 3}');
    const url = await serve(async (_, response) => {
      response.writeHead(200, NDJSON);
      for (let at = 0; at < text.length; at += 7) {
        response.write(text.subarray(at, at + 7));
        await sleep(2);
      }
      response.end();
    });
    expect(await linesOf(url)).toEqual([1, 2, 3]);
  });

  it("hands on what is there before the answer ends", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, NDJSON);
      response.write('{"n": 1}\n');
    });
    const stopper = new AbortController();
    const batches = streamNdjson<Line>(url, {}, stopper.signal);
    expect((await batches.next()).value).toEqual([{ n: 1 }]);
    stopper.abort();
    expect(await batches.next()).toEqual({ done: true, value: undefined });
  });

  it("keeps what came before the connection broke, and says that it broke", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, NDJSON);
      response.write('{"n": 1}\n');
      setTimeout(() => response.destroy(), 150);
    });
    const lines: Line[] = [];
    const asked = (async () => {
      for await (const batch of streamNdjson<Line>(url, {}, new AbortController().signal))
        lines.push(...batch);
    })();
    expect((await problemOf(asked)).title).toBe("Refscope's own server did not answer");
    expect(lines).toEqual([{ n: 1 }]);
  });

  it("says that the answer broke off where a line is not whole", async () => {
    const url = await serve((_, response) => response.writeHead(200, NDJSON).end('{"n": 1}\n{"n": '));
    expect((await problemOf(linesOf(url))).title).toBe("The answer broke off");
  });

  it("ends without a fault when the reader stops it before anything came", async () => {
    const url = await serve(() => {});
    const stopper = new AbortController();
    setTimeout(() => stopper.abort(), 50);
    expect(await linesOf(url, stopper.signal)).toEqual([]);
  });
});
