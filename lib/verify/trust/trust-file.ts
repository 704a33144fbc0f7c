// The shape of the operator's trust file: docs/trust.md.
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { fault, type Reader } from "./reader.ts";

/** A registry, or a repository and what lies under it. What looks like a pattern or an address would never hold. */
const SCOPE = /^[a-zA-Z0-9][a-zA-Z0-9.:[\]-]*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;
const scopeSchema = z
  .array(
    z
      .string()
      .max(255)
      .regex(SCOPE, 'is no registry ("registry.example") and no repository in one ("registry.example/org")'),
  )
  .min(1)
  .max(500)
  .optional();
const nameSchema = z.string().min(1).max(128);
const pathSchema = z.string().min(1).max(4096);
/** Compared as a whole: a blank at either end would never match. */
const identitySchema = z
  .string()
  .min(1)
  .max(2048)
  .refine((text) => text.trim() === text, "begins or ends with a blank");

function named<T extends z.ZodType<{ name: string }>>(entry: T) {
  return z
    .array(entry)
    .max(500)
    .default([])
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, "has one name twice");
}

const keySchema = z
  .strictObject({
    name: nameSchema,
    file: pathSchema.optional(),
    pem: z.string().max(16_384).optional(),
    for: scopeSchema,
  })
  .refine(({ file, pem }) => (file === undefined) !== (pem === undefined), 'needs either "file" or "pem"');

const trustFileSchema = z.strictObject({
  $schema: z.string().optional(),
  publicGood: z.boolean().default(true),
  sigstore: named(z.strictObject({ name: nameSchema, trustedRoot: pathSchema, for: scopeSchema })),
  keys: named(keySchema),
  notation: named(z.strictObject({ name: nameSchema, store: pathSchema, for: scopeSchema })),
  identities: named(
    z.strictObject({
      name: nameSchema,
      subject: identitySchema,
      issuer: identitySchema.optional(),
      for: scopeSchema,
    }),
  ),
});
export type TrustFile = z.output<typeof trustFileSchema>;

/**
 * Reads and judges the file; paths in it come out absolute.
 * @throws ExplorerError "bad-request" with the file, the field and what to do.
 */
export async function readTrustFile(path: string, reader: Reader): Promise<TrustFile> {
  const { bytes } = await reader.file(path, "the trust file");
  const parsed = trustFileSchema.safeParse(jsonOf(bytes, path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw fault(
      path,
      `${fieldOf(issue?.path ?? [])} ${issue?.message ?? "is wrong"}`,
      "See docs/trust.md for what may stand there.",
    );
  }
  const at = (given: string) => resolve(dirname(path), given);
  const { sigstore, notation, keys, ...rest } = parsed.data;
  return {
    ...rest,
    sigstore: sigstore.map((each) => ({ ...each, trustedRoot: at(each.trustedRoot) })),
    notation: notation.map((each) => ({ ...each, store: at(each.store) })),
    keys: keys.map((each) => (each.file === undefined ? each : { ...each, file: at(each.file) })),
  };
}

function jsonOf(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw fault(path, "it is not JSON", "Mend it, for example where a comma or a quote is missing.", cause);
  }
}

/** "identities[0].issuer". */
function fieldOf(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text === "" ? "the file" : text.replace(/^\./, "");
}
