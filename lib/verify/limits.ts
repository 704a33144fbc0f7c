// How much of a signature is looked at. What is beyond is refused and said, never cut in silence.

export const LIMITS = {
  /** Bytes of one document, as lib/inspect reads. */
  bytes: 32 * 1024 * 1024,
  /** Values of a JSON document, and containers within containers. */
  tokens: 4_000_000,
  depth: 128,
  /** Bytes of a certificate, a timestamp, a signature; of one log entry's body. */
  certificate: 64 * 1024,
  timestamp: 64 * 1024,
  signature: 16 * 1024,
  logBody: 1024 * 1024,
  /** How many of each one signature may bring. Real ones bring one or two. */
  certificates: 16,
  timestamps: 8,
  logEntries: 8,
  proofHashes: 64,
  /** Digests that a payload may name: releases name hundreds of files. */
  digests: 20_000,
  /** Keys that one signature is tried with. */
  keys: 200,
  /** Bytes that are hashed to try those keys, all together: each hashes the whole payload. */
  tried: 1024 * 1024 * 1024,
  /** Lines of a file of JSON lines that are counted. */
  lines: 1000,
  /** Characters of a foreign text within a sentence. */
  text: 300,
  /** Characters of a signer's name: addresses of workflows are long. */
  name: 2048,
} as const;
