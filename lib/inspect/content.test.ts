import { describe, expect, it } from "vitest";
import { decodeContent, placeOf } from "./content.ts";
import { LIMITS } from "./limits.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const first = (bytes: Uint8Array, mediaType = "") => {
  const { contents, problems } = decodeContent(bytes, mediaType);
  return { content: contents[0], count: contents.length, problems };
};

describe("what form bytes have", () => {
  it.each([
    ['{"a":1}', "json"],
    ["  [1]", "json"],
    ["<bom/>", "xml"],
    ["SPDXVersion: SPDX-2.3", "text"],
    ["12", "text"],
  ])("%j is %s", (text, form) => {
    expect(first(utf8(text)).content?.form).toBe(form);
  });

  it("is JSON of any value where the media type says so", () => {
    expect(first(utf8('"text"'), "application/json").content).toMatchObject({ form: "json", value: "text" });
  });

  it("is nothing without bytes, and binary with a zero or without an encoding", () => {
    expect(first(new Uint8Array()).content).toEqual({ form: "none" });
    expect(first(new Uint8Array([0x74, 0x61, 0x72, 0])).content?.form).toBe("binary");
    expect(first(new Uint8Array([0x1f, 0x8b, 8, 1, 2, 3])).content?.form).toBe("binary");
  });
});

describe("encodings", () => {
  it("reads UTF-16 by its mark, and tells of UTF-8's", () => {
    const little = new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]);
    expect(first(little).content).toMatchObject({ form: "json", value: {} });
    const big = new Uint8Array([0xfe, 0xff, 0, 0x7b, 0, 0x7d]);
    expect(first(big).content).toMatchObject({ form: "json", value: {} });
    expect(first(utf8('\uFEFF{"a":1}'))).toMatchObject({
      content: { form: "json", value: { a: 1 } },
      problems: ["It begins with a byte order mark."],
    });
  });

  it("reads JSON in which some bytes are no UTF-8, and says so", () => {
    const bytes = utf8('{"a":"?"}').map((byte) => (byte === 0x3f ? 0xff : byte));
    expect(first(bytes)).toMatchObject({
      content: { value: { a: "\uFFFD" } },
      problems: ["Some bytes are not UTF-8; each is shown as \uFFFD."],
    });
  });
});

describe("JSON on which readers disagree", () => {
  it("is told: keys that are there twice, exactly or but for case, and __proto__", () => {
    expect(first(utf8('{"subject":1,"a":{"b":1,"B":2},"subject":2,"__proto__":3}'))).toMatchObject({
      content: { value: { subject: 2, a: { b: 1, B: 2 } } },
      problems: [
        "A key named __proto__ was dropped.",
        "The keys a.B and b differ only in case.",
        "The key subject is there twice.",
      ],
    });
  });

  it("is read all the same where it is too odd for that", () => {
    const deep = first(utf8(`{"a":${"[".repeat(200)}${"]".repeat(200)}}`));
    expect(deep).toMatchObject({
      content: { form: "json" },
      problems: ["The JSON nests deeper than 128 values."],
    });
    const twice = first(utf8(`{${Array.from({ length: 200 }, () => '"a":1').join(",")}}`));
    expect(twice).toMatchObject({
      content: { value: { a: 1 } },
      problems: ["The JSON repeats more than 100 keys."],
    });
  });
});

describe("JSON that is not whole", () => {
  it("is read up to its break, with the place", () => {
    const { content, problems } = first(utf8('{\n  "name": "x",\n  "list": [1, 2, oops]\n}'));
    expect(content).toMatchObject({ value: { name: "x", list: [1, 2] } });
    expect(problems).toEqual(["The JSON was read up to line 3, column 18: a value cannot be read."]);
  });

  it("is text where nothing of it is JSON", () => {
    expect(first(utf8("{oops")).content).toMatchObject({ form: "json", value: {} });
    expect(first(utf8("oops"), "application/json").content?.form).toBe("text");
  });

  it("may be several documents, a line each or not", () => {
    const lines = decodeContent(utf8('{"a":1}\n{"b":2}\n\n{"c":\n3}\n'), "");
    expect(lines.contents.map((content) => content.form === "json" && content.value)).toEqual([
      { a: 1 },
      { b: 2 },
      { c: 3 },
    ]);
    expect(lines.problems).toEqual([]);
  });

  it("may be many documents, of which the first 50 are read", () => {
    const { contents, problems } = decodeContent(utf8('{"a":1}\n'.repeat(60)), "");
    expect(contents).toHaveLength(LIMITS.documents);
    expect(problems).toEqual(["It holds more than 50 documents; the rest was not read."]);
  });

  it("is cut at its 32nd MiB", () => {
    const bytes = utf8(`{"name":"x","filler":["${"a".repeat(LIMITS.bytes)}"]}`);
    const { content, problems } = first(bytes);
    expect(content).toMatchObject({ value: { name: "x", filler: [] } });
    expect(problems[0]).toBe(`It has ${bytes.length} bytes, of which the first ${LIMITS.bytes} were read.`);
  });

  it("is cut where it holds more than can be kept in memory", () => {
    const { content, problems } = first(utf8(`{"first":1,"rest":[${"[],".repeat(2_000_000)}[]]}`));
    expect(content).toMatchObject({ value: { first: 1 } });
    expect(problems[0]).toMatch(/it holds more than is read at once/);
  });
});

it("names a place by line and column", () => {
  expect([placeOf("abc", 0), placeOf("a\nbc", 3), placeOf("", 0)]).toEqual([
    "line 1, column 1",
    "line 2, column 2",
    "line 1, column 1",
  ]);
});
