import { describe, expect, it } from "vitest";
import { fieldRows, type JsonSchema, typeParts } from "./schema-rows.ts";

const typeText = (schema: JsonSchema) =>
  typeParts(schema)
    .map(({ text }) => text)
    .join("");

describe("typeParts", () => {
  it.each<[JsonSchema, string]>([
    [{ type: "string" }, "string"],
    [{ $ref: "#/components/schemas/Node" }, "Node"],
    [{ type: "array", items: { $ref: "#/components/schemas/Node" } }, "Node[]"],
    [{ type: "string", const: "image" }, '"image"'],
    [{ enum: ["HEAD", "GET"] }, '"HEAD" | "GET"'],
    [{ type: "array", items: { enum: ["rat", "beaver"] } }, '("rat" | "beaver")[]'],
    [{ anyOf: [{ anyOf: [{ const: 1 }, { const: 2 }] }, { type: "null" }] }, "1 | 2 | null"],
    [
      { type: "array", prefixItems: [{ type: "string" }, { type: "string" }], items: false },
      "[string, string]",
    ],
    [{ type: "object", additionalProperties: { type: "string" } }, "{ name: string }"],
    [{ type: "object", properties: {}, additionalProperties: false }, "object"],
    [{}, "any"],
  ])("of %j is %s", (schema, text) => expect(typeText(schema)).toBe(text));

  it("names the shape that a part stands for", () => {
    expect(typeParts({ type: "array", items: { $ref: "#/components/schemas/Edge" } })).toEqual([
      { text: "Edge", shape: "Edge" },
      { text: "[]" },
    ]);
  });
});

describe("fieldRows", () => {
  const schema: JsonSchema = {
    type: "object",
    required: ["reference"],
    properties: {
      reference: { type: "string", minLength: 1, maxLength: 2048 },
      depth: { type: "integer", default: 8, minimum: 1, maximum: 16 },
      ways: {
        type: "array",
        items: {
          type: "object",
          required: ["found"],
          properties: {
            found: { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
          },
        },
      },
    },
  };

  it("lists fields in order, those of objects beneath them", () => {
    expect(fieldRows(schema).map(({ name, depth, isRequired }) => [name, depth, isRequired])).toEqual([
      ["reference", 0, true],
      ["depth", 0, false],
      ["ways", 0, false],
      ["found", 1, true],
    ]);
  });

  it("says what else holds, and not what holds for every integer", () => {
    expect(fieldRows(schema).map(({ note }) => note)).toEqual([
      "at most 2048 characters",
      "default 8, 1 to 16",
      "",
      "",
    ]);
  });

  it("is empty for what is no object", () => expect(fieldRows({ enum: ["found", "none"] })).toEqual([]));
});
