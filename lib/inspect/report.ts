// What reading an artifact comes to: one shape for every kind, so that nothing that draws it knows a kind.
import { z } from "zod";
import { NODE_KINDS } from "#lib/graph";

/** "signed": inside the payload that a signature covers, whether or not that signature was verified. "claimed": anywhere else. */
const sourceSchema = z.enum(["signed", "claimed"]);
export type Source = z.infer<typeof sourceSchema>;

/** The cards on which facts are laid: what it says, the statement around it, build, source, who signed, what binds it. */
const sectionSchema = z.enum(["summary", "attestation", "build", "source", "signer", "integrity"]);
export type Section = z.infer<typeof sectionSchema>;

/** One line of the report. A name may come several times, in order. */
const factSchema = z.object({
  section: sectionSchema,
  name: z.string(),
  value: z.string(),
  source: sourceSchema,
});
export type Fact = z.infer<typeof factSchema>;

/** A column sorts by its own cells, or by those of the column at `sortBy`. Hidden columns are for sorting and matching. */
const columnSchema = z.object({
  id: z.string(),
  title: z.string(),
  sortBy: z.number().int().optional(),
  hidden: z.literal(true).optional(),
});
export type Column = z.infer<typeof columnSchema>;

const cellSchema = z.union([z.string(), z.number(), z.null()]);
export type Cell = z.infer<typeof cellSchema>;

/** `total` counts all rows; `rows` may hold fewer. */
const tableSchema = z.object({
  id: z.string(),
  title: z.string(),
  source: sourceSchema,
  columns: z.array(columnSchema),
  rows: z.array(z.array(cellSchema)),
  total: z.number().int(),
});
export type Table = z.infer<typeof tableSchema>;

/** What the content says it is about. Digests as algorithm and value, as they are written there. */
const subjectSchema = z.object({
  name: z.string().optional(),
  digests: z.array(z.tuple([z.string(), z.string()])),
  source: sourceSchema,
});
export type Subject = z.infer<typeof subjectSchema>;

/** A document on the way from the outermost to what is shown: `text` is its beginning where it is text. */
const rawSchema = z.object({
  title: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  form: z.enum(["json", "xml", "text", "binary", "none"]),
  text: z.string().optional(),
  isWhole: z.boolean(),
});
export type Raw = z.infer<typeof rawSchema>;

/**
 * `problems` are sentences: what could not be read, where it broke, and what is odd about the rest. `layer` is the digest
 * of the layer that it is about, of which there are several where it holds several documents; absent where the manifest is what was read, or a document that came by itself.
 */
export const reportSchema = z.object({
  inspector: z.string(),
  kind: z.enum(NODE_KINDS),
  title: z.string(),
  headline: z.string(),
  facts: z.array(factSchema),
  tables: z.array(tableSchema),
  subjects: z.array(subjectSchema),
  problems: z.array(z.string()),
  raw: z.array(rawSchema),
  layer: z.string().optional(),
});
export type Report = z.infer<typeof reportSchema>;
