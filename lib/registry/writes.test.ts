// Where this room can write: in three operations, which only `openForWriting` reaches, and nowhere else.
import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AuthorisedSender } from "./auth/authorised-sender.ts";
import { NO_CREDENTIALS } from "./auth/credential-store.ts";
import { createTransport } from "./transport.ts";
import type { HttpRequest } from "./wire/http-message.ts";

const HERE = new URL(".", import.meta.url).pathname;
const sources = globSync("**/*.ts", { cwd: HERE }).filter(
  (file) => !/\.test(-support)?\.ts$|wire\/ssrf/.test(file),
);
const naming = (pattern: RegExp) =>
  sources.filter((file) => pattern.test(readFileSync(HERE + file, "utf8"))).sort();

describe("what is sent to a registry by another method than GET and HEAD", () => {
  it("is written in three operations, and a token service is asked in one more place", () => {
    expect(naming(/method: "(POST|PUT|PATCH|DELETE)"/)).toEqual([
      "auth/token-service.ts",
      "operations/delete-content.ts",
      "operations/push-blob.ts",
      "operations/push-manifest.ts",
    ]);
  });

  it("says that it writes in these three alone", () => {
    expect(naming(/deed: "token"/)).toEqual(["auth/token-service.ts"]);
    expect(naming(/deed: "(?!token")/)).toEqual([
      "operations/delete-content.ts",
      "operations/push-blob.ts",
      "operations/push-manifest.ts",
    ]);
  });

  it("is refused before anything is sent, where it does not say so", async () => {
    const transport = createTransport({ privateRegistries: [] });
    const sender = new AuthorisedSender({ transport, credentials: NO_CREDENTIALS });
    const home = { host: "r.example", origin: "https://r.example" };
    const exchanges: unknown[] = [];
    const session = {
      signal: new AbortController().signal,
      onExchange: (exchange: unknown) => void exchanges.push(exchange),
    };
    const url = new URL("https://r.example/v2/a/manifests/b");
    for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
      for (const login of [undefined, false] as const) {
        const asked = sender.send(home, session, { method, url, purpose: "test", login });
        await expect(asked).rejects.toMatchObject({ code: "writes-off" });
      }
    }
    const asked = sender.send(home, session, { method: "GET", url, purpose: "test", deed: "push" });
    await expect(asked).rejects.toMatchObject({ code: "writes-off" });
    expect(exchanges).toEqual([]);
    await transport.close();
  });

  it("is refused by the transport itself, which knows one POST that writes nothing", async () => {
    const transport = createTransport({ privateRegistries: [] });
    const exchanges: unknown[] = [];
    const send = (asked: Pick<HttpRequest, "method" | "deed">) =>
      transport.send({
        ...asked,
        ...{ url: new URL("http://127.0.0.1:1/"), purpose: "test" },
        ...{ signal: new AbortController().signal, onExchange: (one: unknown) => void exchanges.push(one) },
      });
    for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const)
      await expect(send({ method })).rejects.toMatchObject({ code: "writes-off" });
    for (const method of ["PUT", "PATCH", "DELETE"] as const)
      await expect(send({ method, deed: "token" })).rejects.toMatchObject({ code: "writes-off" });
    for (const deed of ["push", "delete", "token"] as const)
      await expect(send({ method: "GET", deed })).rejects.toMatchObject({ code: "writes-off" });
    expect(exchanges).toEqual([]);
    // Past the gate, to the guard.
    await expect(send({ method: "POST", deed: "token" })).rejects.toMatchObject({ code: "address-refused" });
    await transport.close();
  });
});
