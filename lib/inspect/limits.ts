// How much of a document is read at most. What is beyond is said, never silently left out.

export const LIMITS = {
  /** Bytes of one document. BuildKit writes statements of up to 40 MiB; their first 32 are read. */
  bytes: 32 * 1024 * 1024,
  /** What one JSON document may hold: a container weighs 5, a key 2, a value 1. Elements of an XML document. */
  weight: 4_000_000,
  elements: 500_000,
  /** Characters of one tag with its attributes, and of one text between tags, in XML. */
  tag: 64 * 1024,
  text: 256 * 1024,
  /** Characters of a JSON document in which keys that are there twice are looked for, which takes twice as long as parsing. */
  strict: 256 * 1024,
  /** Containers within containers. */
  depth: 128,
  /** Documents within documents: a bundle's envelope's statement's predicate is four. */
  nesting: 8,
  /** Milliseconds for one report. */
  time: 10_000,
  /** Documents that one file holds, a line each. */
  documents: 50,
  rows: 50_000,
  facts: 400,
  /** Facts of one name. */
  repeats: 50,
  subjects: 1000,
  /** Digests by which one subject is named. */
  subjectDigests: 16,
  problems: 50,
  /** Characters of a name, of a cell and of a fact's value. */
  name: 128,
  cell: 1024,
  value: 4096,
  /** Characters of a document's text that a report repeats. */
  raw: 256 * 1024,
} as const;
