// What was checked about a signature, and what came of it: twelve states that are never merged into fewer.
import { z } from "zod";

/**
 * "verified" alone may be drawn green: signature, trust root and time hold, the content names this very digest, and the
 * signer equals a rule that the operator set. "unsigned" is said of what nobody signed; what could not be read is "error".
 */
export const VERIFICATION_STATES = [
  "verified",
  "valid-identity-unchecked",
  "self-consistent-untrusted",
  "unverifiable-no-material",
  "identity-mismatch",
  "expired",
  "time-unproven",
  "subject-mismatch",
  "invalid",
  "unsigned",
  "error",
  "skipped",
] as const;
export const verificationStateSchema = z.enum(VERIFICATION_STATES);
export type VerificationState = z.infer<typeof verificationStateSchema>;

/** The checks, in the order in which they are made and shown. */
export const CHECK_NAMES = [
  "blob-digest",
  "manifest-subject",
  "payload-type",
  "payload-subject",
  "signature",
  "certificate-chain",
  "sct",
  "transparency-log",
  "trusted-time",
  "identity",
  "expiry",
  "revocation",
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** "not-checked": it could not be, or was not; "not-applicable": this kind of signature has no such thing. */
export const checkSchema = z.object({
  name: z.enum(CHECK_NAMES),
  result: z.enum(["passed", "failed", "not-checked", "not-applicable"]),
  /** One sentence with the values that were compared. */
  detail: z.string(),
});
export type Check = z.infer<typeof checkSchema>;

/** Who signed, as the certificate or the configured key says it; compared as a whole, never as a pattern. */
export const signerSchema = z.object({
  kind: z.enum(["email", "uri", "other-name", "key", "certificate"]),
  /** The SAN; the key's name; the certificate's subject. */
  subject: z.string(),
  /** The OIDC issuer; the certificate's issuer. */
  issuer: z.string().optional(),
  /** The name of the operator's rule that it was held against. */
  rule: z.string().optional(),
});
export type Signer = z.infer<typeof signerSchema>;

export const verificationSchema = z.object({
  state: verificationStateSchema,
  /** One sentence: why it is in this state. */
  reason: z.string(),
  checks: z.array(checkSchema),
  /** With "error": the registry says that it does not have the content. Any other error leaves open whether it does. */
  isMissing: z.literal(true).optional(),
  identity: signerSchema.optional(),
  /** When it was signed (ISO 8601), and who says so; absent where nobody whose word counts does. */
  time: z.object({ at: z.string(), by: z.string() }).optional(),
  /** What it was held against: a trust root, a key, a trust store, with its age. */
  trust: z.object({ name: z.string(), asOf: z.string().optional() }).optional(),
});
export type Verification = z.infer<typeof verificationSchema>;
