import { describe, expect, it } from "vitest";
import { parseJson } from "./index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (text: string, limits = {}) => parseJson(bytes(text), limits);

describe("parseJson", () => {
  it.each(['{"a":[1,-2.5e3,true,null,"x\\n\\u0041"],"b":{}}', "[]", '"text"', "0", " \t\r\n{ } "])(
    "parses %s",
    (text) => expect(parse(text)).toEqual({ value: JSON.parse(text), repeated: [], warnings: [] }),
  );

  it("ignores a byte order mark, and says so", () => {
    expect(parse('\ufeff{"a":1}')).toMatchObject({
      value: { a: 1 },
      warnings: [expect.stringContaining("byte order mark")],
    });
  });

  it.each([
    ["", "empty"],
    ["  \n", "empty"],
    ["<!doctype html><title>Log in</title>", "HTML or XML"],
    ["404 page not found", "not JSON"],
    ['{"a":', "not JSON"],
    ['{"a":1}}', "not JSON"],
    ['{"a" 1}', "not JSON"],
    ['"open', "not JSON"],
    ['{"a\\', "not JSON"],
    ["]]]", "not JSON"],
    ["{,:}", "not JSON"],
    ["NaN", "not JSON"],
    ['{"a":1} {"b":2}', "not JSON"],
  ])("calls %j %s", (text, told) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        code: "malformed-answer",
        message: `The body is ${told.replace("XML", "XML, not JSON")}.`,
      }),
    );
  });

  it.each([[[0xff, 0xfe, 0x7b]], [[0x22, 0xc3, 0x28, 0x22]], [[0x22, 0xed, 0xa0, 0x80, 0x22]]])(
    "refuses bytes %j, which are not UTF-8",
    (wrong) => {
      expect(() => parseJson(new Uint8Array(wrong))).toThrow(
        expect.objectContaining({ code: "malformed-answer", message: expect.stringContaining("UTF-8") }),
      );
    },
  );

  it("bounds the depth, which strings do not add to", () => {
    expect(parse("[".repeat(64) + "]".repeat(64)).repeated).toEqual([]);
    expect(parse(JSON.stringify(["[{".repeat(1000)])).warnings).toEqual([]);
    const deep = expect.objectContaining({
      code: "limit-exceeded",
      message: expect.stringContaining("deeper than 64"),
    });
    expect(() => parse("[".repeat(65) + "]".repeat(65))).toThrow(deep);
    expect(() => parse('{"a":'.repeat(100_000))).toThrow(deep);
    expect(() => parse("[[]]", { maxDepth: 1 })).toThrow(expect.objectContaining({ code: "limit-exceeded" }));
  });

  it("bounds the number of keys and values", () => {
    expect(parse("[1,2,3]", { maxTokens: 4 }).value).toEqual([1, 2, 3]);
    const many = expect.objectContaining({
      code: "limit-exceeded",
      message: expect.stringContaining("keys and values"),
    });
    expect(() => parse("[1,2,3]", { maxTokens: 3 })).toThrow(many);
    expect(() => parse(`{"a":"b"}`, { maxTokens: 2 })).toThrow(many);
    expect(() => parse(`[${"0,".repeat(500_001)}0]`)).toThrow(many);
  });
});

describe("repeated keys", () => {
  it.each([
    ['{"a":1,"a":2}', [{ path: [], key: "a", first: "a" }]],
    ['{"mediaType":1,"MediaType":2}', [{ path: [], key: "MediaType", first: "mediaType" }]],
    ['{"mediaType":1,"\\u006dediaType":2}', [{ path: [], key: "mediaType", first: "mediaType" }]],
    // Go folds these to "subjects" and "key".
    ['{"subjects":1,"ſubjects":2}', [{ path: [], key: "ſubjects", first: "subjects" }]],
    ['{"key":1,"\u212aey":2}', [{ path: [], key: "\u212aey", first: "key" }]],
    ['{"l":[0,{"a":{"x":1,"x":2}}]}', [{ path: ["l", "1", "a"], key: "x", first: "x" }]],
    ['{"a":{"b":1},"b":{"b":1},"c":[{"b":1},{"b":1}]}', []],
    ['{"a":"a","b":"a"}', []],
    ['["a","a"]', []],
    ['{"constructor":1,"toString":2,"hasOwnProperty":3}', []],
    // Annotations are data: their case counts.
    ['{"annotations":{"Key":"1","key":"2"}}', []],
    ['{"annotations":{"key":"1","key":"2"}}', [{ path: ["annotations"], key: "key", first: "key" }]],
  ])("of %s", (text, repeated) => {
    const parsed = parse(text);
    expect(parsed.repeated).toEqual(repeated);
    expect(parsed.warnings).toHaveLength(repeated.length);
  });

  it("are refused when they are many", () => {
    expect(() => parse(`{${'"a":0,'.repeat(200)}"a":0}`)).toThrow(
      expect.objectContaining({
        code: "malformed-answer",
        message: expect.stringContaining("repeats more than 100"),
      }),
    );
  });
});

describe("prototype pollution", () => {
  const KEYS = [
    "__proto__",
    "\\u005f_proto__",
    "constructor",
    "prototype",
    "__defineGetter__",
    "__lookupSetter__",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "isPrototypeOf",
  ];

  it.each(KEYS)("does not come through the key %s", (key) => {
    const { value, warnings } = parse(`{"a":[{"${key}":{"polluted":true}}],"${key}":{"polluted":true}}`);
    const copied = Object.assign({}, value);
    expect(Object.getPrototypeOf(copied)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((copied as Record<string, unknown>).polluted).toBeUndefined();
    const isProto = JSON.parse(`"${key}"`) === "__proto__";
    expect(JSON.stringify(value).includes("__proto__")).toBe(false);
    expect(warnings).toHaveLength(isProto ? 1 : 0);
  });

  it("leaves __proto__ alone where it is only text", () => {
    expect(parse('["__proto__",{"a":"__proto__"}]').value).toEqual(["__proto__", { a: "__proto__" }]);
  });
});
