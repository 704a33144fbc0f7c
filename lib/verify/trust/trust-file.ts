// The shape of the operator's trust file: docs/trust.md.
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { type ParsedJson, parseJson } from "#lib/oci";
import { fault, type Reader } from "./reader.ts";
import { type ReadScope, readScope } from "./scope.ts";

type Judge = (text: string) => ReadScope;

function scopeSchema(judge: Judge) {
  const entry = z
    .string()
    .max(255)
    .transform((text, context) => {
      const read = judge(text);
      if ("places" in read) return read.places;
      context.addIssue({ code: "custom", message: read.why });
      return z.NEVER;
    });
  return z
    .array(entry)
    .min(1)
    .max(500)
    .transform((places) => places.flat())
    .optional();
}

const nameSchema = z.string().min(1).max(128);
const pathSchema = z.string().min(1).max(4096);
/** Compared as a whole: a blank at either end would never match, and U+FFFD stands for what could not be read. */
const identitySchema = z
  .string()
  .min(1)
  .max(2048)
  .refine((text) => text.trim() === text, "begins or ends with a blank")
  .refine(
    (text) => !text.includes("\uFFFD"),
    "holds U+FFFD, which is shown for what cannot be read and is in no name. Write the name as its issuer has it",
  );

function named<T extends z.ZodType<{ name: string }>>(entry: T) {
  return z
    .array(entry)
    .max(500)
    .default([])
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, "has one name twice");
}

function trustFileSchema(judge: Judge) {
  const scope = scopeSchema(judge);
  const key = z
    .strictObject({
      name: nameSchema,
      file: pathSchema.optional(),
      pem: z.string().max(16_384).optional(),
      for: scope,
    })
    .refine(({ file, pem }) => (file === undefined) !== (pem === undefined), 'needs either "file" or "pem"');
  return z.strictObject({
    $schema: z.string().optional(),
    publicGood: z.boolean().default(true),
    sigstore: named(z.strictObject({ name: nameSchema, trustedRoot: pathSchema, for: scope })),
    keys: named(key),
    notation: named(z.strictObject({ name: nameSchema, store: pathSchema, for: scope })),
    identities: named(
      z.strictObject({
        name: nameSchema,
        subject: identitySchema,
        issuer: identitySchema.optional(),
        for: scope,
      }),
    ),
  });
}
export type TrustFile = z.output<ReturnType<typeof trustFileSchema>>;

/**
 * Reads and judges the file; paths in it come out absolute, and "for" as `judge` reads it.
 * @throws ExplorerError "bad-request" with the file, the field and what to do.
 */
export async function readTrustFile(
  path: string,
  reader: Reader,
  judge: Judge = readScope,
): Promise<TrustFile> {
  const { bytes } = await reader.file(path, "the trust file");
  const read = trustFileSchema(judge).safeParse(jsonOf(bytes, path));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw fault(
      path,
      `${fieldOf(issue?.path ?? [])} ${issue?.message ?? "is wrong"}`,
      "See docs/trust.md for what may stand there.",
    );
  }
  const at = (given: string) => resolve(dirname(path), given);
  const { sigstore, notation, keys, ...rest } = read.data;
  return {
    ...rest,
    sigstore: sigstore.map((each) => ({ ...each, trustedRoot: at(each.trustedRoot) })),
    notation: notation.map((each) => ({ ...each, store: at(each.store) })),
    keys: keys.map((each) => (each.file === undefined ? each : { ...each, file: at(each.file) })),
  };
}

function jsonOf(bytes: Buffer, path: string): unknown {
  const { value, repeated } = parsed(bytes, path);
  const [twice] = repeated;
  if (!twice) return value;
  const field = [...twice.path, twice.key].join(".");
  throw fault(path, `the key ${field} is there twice, and one of them would be lost`, "Write it once.");
}

function parsed(bytes: Buffer, path: string): ParsedJson {
  try {
    return parseJson(bytes);
  } catch (cause) {
    throw fault(path, "it is not JSON", "Mend it, for example where a comma or a quote is missing.", cause);
  }
}

/** "identities[0].issuer". */
function fieldOf(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text === "" ? "the file" : text.replace(/^\./, "");
}
