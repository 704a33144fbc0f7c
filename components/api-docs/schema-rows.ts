// A JSON Schema as rows for a reader: name, type, and what else holds. Pure.

/** As much of JSON Schema (2020-12) as the OpenAPI document uses. */
export type JsonSchema = {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema | false;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
};

/** A piece of a type's text; `shape` names the component that it stands for. */
export type TypePart = { text: string; shape?: string };

/** `depth` counts the objects around the field. */
export type FieldRow = { name: string; depth: number; type: TypePart[]; isRequired: boolean; note: string };

/** The fields of an object and of the objects in it, in order. Empty for what is no object. */
export function fieldRows(schema: JsonSchema, depth = 0): FieldRow[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    { name, depth, type: typeParts(field), isRequired: required.has(name), note: noteOf(field) },
    ...fieldRows(objectIn(field), depth + 1),
  ]);
}

/** "string", "Node[]", "\"HEAD\" | \"GET\"". An object's own fields are rows, so it is only "object" here. */
export function typeParts(schema: JsonSchema): TypePart[] {
  if (schema.$ref !== undefined) {
    const shape = schema.$ref.split("/").at(-1) ?? "";
    return [{ text: shape, shape }];
  }
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }];
  if (schema.enum) return [{ text: schema.enum.map((value) => JSON.stringify(value)).join(" | ") }];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return joined(choices.map(typeParts), " | ");
  if (schema.prefixItems) {
    return [{ text: "[" }, ...joined(schema.prefixItems.map(typeParts), ", "), { text: "]" }];
  }
  if (schema.type === "array") return arrayParts(schema.items);
  if (schema.type === "object" && typeof schema.additionalProperties === "object") {
    return [{ text: "{ name: " }, ...typeParts(schema.additionalProperties), { text: " }" }];
  }
  return [{ text: schema.type ?? "any" }];
}

function arrayParts(items: JsonSchema["items"]): TypePart[] {
  const parts = items ? typeParts(items) : [{ text: "any" }];
  const isChoice = parts.some(({ text }) => text.includes(" | "));
  return isChoice ? [{ text: "(" }, ...parts, { text: ")[]" }] : [...parts, { text: "[]" }];
}

function joined(parts: TypePart[][], between: string): TypePart[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [{ text: between }, ...part]));
}

/** The object whose fields stand beneath a field: itself, or what its array holds. */
function objectIn(schema: JsonSchema): JsonSchema {
  return schema.type === "array" && schema.items ? objectIn(schema.items) : schema;
}

/** "default 8, 1 to 16", "at most 255 characters". */
function noteOf(schema: JsonSchema): string {
  const notes = [
    schema.default === undefined ? "" : `default ${JSON.stringify(schema.default)}`,
    rangeOf(schema),
    schema.maxLength === undefined ? "" : `at most ${schema.maxLength} characters`,
    schema.maxItems === undefined || schema.prefixItems ? "" : `at most ${schema.maxItems}`,
  ];
  return notes.filter((note) => note !== "").join(", ");
}

// zod writes the bounds of safe integers on every integer; they tell a reader nothing.
function rangeOf({ minimum, maximum }: JsonSchema): string {
  const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (low === undefined) return high === undefined ? "" : `at most ${high}`;
  return high === undefined ? `at least ${low}` : `${low} to ${high}`;
}
