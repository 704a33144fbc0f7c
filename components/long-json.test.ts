import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLongJson } from "./long-json.ts";

/** What `JSON.parse` says: the value, or that it is none. */
function parsed(text: string): unknown {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return "no JSON";
  }
}

async function parsedLong(text: string): Promise<unknown> {
  return parseLongJson(text, 0).then(
    (value) => ({ value }),
    (thrown: unknown) => (thrown instanceof SyntaxError ? "no JSON" : thrown),
  );
}

describe("parseLongJson", () => {
  it("gives what JSON.parse gives", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.constantFrom(undefined, 1), async (text, indent) => {
        const shown = JSON.stringify(JSON.parse(text), undefined, indent);
        expect(await parsedLong(shown)).toEqual(parsed(shown));
      }),
    );
  });

  it("refuses what JSON.parse refuses, whatever was taken out of a text or put in", async () => {
    const text = JSON.stringify({ a: [1, { b: '"]},\\' }, [], {}], c: { d: [null, true], "": "x" } });
    const patch = fc.record({
      at: fc.nat(text.length),
      out: fc.nat(3),
      put: fc.constantFrom("", ",", "]", "}", '"', "[", "{", ":", "1", "\\", " "),
    });
    await fc.assert(
      fc.asyncProperty(patch, async ({ at, out, put }) => {
        const broken = text.slice(0, at) + put + text.slice(at + out);
        expect(await parsedLong(broken)).toEqual(parsed(broken));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["", " ", "[1,]", "[,1]", "{,}", '{"a":1,}', "[1 2]", "nul", '"a', "{}{}", "[1]]"])(
    "refuses %j",
    async (text) => expect(await parsedLong(text)).toBe("no JSON"),
  );

  it("keeps a field named __proto__ a field", async () => {
    const value = await parseLongJson('{"__proto__":{"a":1}}');
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
  });

  it("takes breaks in a long list, and loses nothing at their borders", async () => {
    const list = Array.from({ length: 20_000 }, (_, n) => ({ n, text: "x".repeat(n % 50) }));
    let others = 0;
    const clock = setInterval(() => others++, 0);
    const value = await parseLongJson(JSON.stringify({ deep: { list } }), 0);
    clearInterval(clock);
    expect(value).toEqual({ deep: { list } });
    expect(others).toBeGreaterThan(0);
  });
});
