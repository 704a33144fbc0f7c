// Descriptors and annotations out of a registry's JSON: tolerant of null and of odd values, which are told.

import { type Descriptor, descriptorSchema, platformSchema } from "./descriptor.ts";
import { isDigest } from "./digest.ts";
import { isJsonObject } from "./json.ts";
import { tell } from "./oddities.ts";

/** Go writes an absent list or map as null, and its readers take null for absent. */
const NULLABLE = ["urls", "annotations", "data", "artifactType", "platform"];

/** One descriptor, or undefined (and told why) when it cannot be used. `where` names it: "layers.2". */
export function readDescriptor(value: unknown, where: string, told: string[]): Descriptor | undefined {
  if (!isJsonObject(value)) {
    tell(told, `${where} is not a descriptor.`);
    return undefined;
  }
  const fields: Record<string, unknown> = { ...value };
  for (const name of NULLABLE) if (fields[name] === null) delete fields[name];
  if (fields.annotations !== undefined) fields.annotations = readAnnotations(fields.annotations, where, told);
  if (fields.platform !== undefined) {
    const platform = readPlatform(fields.platform, where, told);
    if (platform === undefined) delete fields.platform;
    else fields.platform = platform;
  }
  const parsed = descriptorSchema.safeParse(fields);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    tell(told, `${where} was left out: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is malformed"}.`);
    return undefined;
  }
  if (isDigest(parsed.data.digest)) return parsed.data;
  tell(told, `${where} was left out: its digest is malformed.`);
  return undefined;
}

/** Every usable descriptor of a list; null and absent are empty. The list's length is for the caller to bound. */
export function readDescriptors(
  list: unknown[] | null | undefined,
  where: string,
  told: string[],
): Descriptor[] {
  const read = (list ?? []).map((value, at) => readDescriptor(value, `${where}.${at}`, told));
  return read.filter((descriptor) => descriptor !== undefined);
}

/** String to string. Any other value is kept as its JSON text, and told. */
export function readAnnotations(value: unknown, where: string, told: string[]): Record<string, string> {
  if (value === null || value === undefined) return {};
  if (!isJsonObject(value)) {
    tell(told, `${where} has annotations that are no map; they were left out.`);
    return {};
  }
  const entries = Object.entries(value).map(([name, item]): [string, string] => {
    if (typeof item === "string") return [name, item];
    tell(told, `${where} has an annotation that is no string: ${name}.`);
    return [name, JSON.stringify(item)];
  });
  return Object.fromEntries(entries);
}

function readPlatform(value: unknown, where: string, told: string[]): unknown {
  const fields = isJsonObject(value) ? Object.entries(value).filter(([, field]) => field !== null) : [];
  const parsed = platformSchema.safeParse(Object.fromEntries(fields));
  if (parsed.success) return parsed.data;
  tell(told, `${where} has a malformed platform; it was left out.`);
  return undefined;
}
