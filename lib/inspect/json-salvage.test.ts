import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { salvageJson } from "./json-salvage.ts";

const LIMITS = { weight: 1000, depth: 16 };

describe("JSON that breaks", () => {
  it.each([
    ['{"a":1,"b":[1,2', '{"a":1,"b":[1]}', "a value cannot be read"],
    ['{"a":1,"b":[1,2 ', '{"a":1,"b":[1,2]}', "it ends there"],
    ['{"a":1,"b":[1,2,', '{"a":1,"b":[1,2]}', "it ends there"],
    ['{"a":{"b":"c', '{"a":{}}', "a value cannot be read"],
    ['{"a":1,"b"', '{"a":1}', "it ends there"],
    ['{"a":1,"b":', '{"a":1}', "it ends there"],
    ['{"a":1 "b":2}', '{"a":1}', "a comma or a closing bracket is missing"],
    ['{"a":1,}', '{"a":1}', "a key is missing or does not end"],
    ["[1,2,]", "[1,2]", "a value cannot be read"],
    ["[1,2}", "[1,2]", "a comma or a closing bracket is missing"],
    ['{"a" 1}', "{}", "a colon is missing"],
    ['{"a":tru', "{}", "a value cannot be read"],
    ['{"a":"\\x"}', "{}", "a value cannot be read"],
    ['{"a":"tab\there"}', "{}", "a value cannot be read"],
    ["[01]", "[0]", "a comma or a closing bracket is missing"],
    ["[1.]", "[1]", "a comma or a closing bracket is missing"],
    ["nonsense", "", "a value cannot be read"],
    ["", "", "it ends there"],
  ])("%j is read as %j", (text, kept, why) => {
    expect(salvageJson(text, LIMITS)).toMatchObject({ text: kept, why, isWhole: false });
  });

  it("says where", () => {
    expect(salvageJson('{"a": 1, "b": oops}', LIMITS).at).toBe(14);
  });

  it("says where the first value ends when more follows", () => {
    expect(salvageJson('{"a":1}\n{"b":2}', LIMITS)).toMatchObject({ text: '{"a":1}', at: 8, isWhole: true });
    expect(salvageJson("12", LIMITS)).toMatchObject({ text: "12", isWhole: true });
  });

  it("stops at too many values and at too deep ones, and keeps what came before", () => {
    const many = salvageJson(`[${"1,".repeat(2000)}1]`, LIMITS);
    expect(JSON.parse(many.text)).toHaveLength(996);
    expect(many.why).toBe("it holds more than is read at once");
    const deep = salvageJson(`{"a":1,"b":${"[".repeat(40)}`, LIMITS);
    expect(JSON.parse(deep.text)).toMatchObject({ a: 1 });
    expect(deep.why).toBe("it nests deeper than 16 values");
  });

  it("reads a text of 32 million characters in one go", () => {
    const text = `["${"x".repeat(32_000_000)}"`;
    expect(salvageJson(text, LIMITS).text.length).toBe(text.length + 1);
  });

  it("agrees with JSON.parse on what is whole", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const salvaged = salvageJson(text, { weight: 100_000, depth: 64 });
        expect(salvaged.isWhole).toBe(true);
        expect(JSON.parse(salvaged.text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("keeps JSON of whatever is cut or changed, and JSON.parse would have refused the rest", () => {
    const changed = fc.tuple(
      fc.json({ maxDepth: 5 }),
      fc.nat(),
      fc.constantFrom("", "}", "]", ",", '"', "\\", "\u0000"),
    );
    fc.assert(
      fc.property(changed, ([text, at, character]) => {
        const broken = text.slice(0, at % (text.length + 1)) + character;
        const salvaged = salvageJson(broken, { weight: 100_000, depth: 64 });
        if (salvaged.text !== "") expect(() => JSON.parse(salvaged.text)).not.toThrow();
        if (!salvaged.isWhole) expect(() => JSON.parse(broken)).toThrow();
      }),
      { numRuns: 500 },
    );
  }, 30_000);
});
