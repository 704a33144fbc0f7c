// Where the operator's trust comes from: never from a visitor, and never from a registry.

/** Absolute paths. Everything may be absent: then only the public-good instance of Sigstore is trusted. */
export type TrustSources = {
  /** A file as docs/trust.md describes it. */
  file?: string;
  /** Shorthands: one trusted_root.json, and one folder in notation's layout. Both hold everywhere. */
  trustedRoot?: string;
  trustStore?: string;
  /** The demo registries' own: holds at `hosts` ("bicycle.localhost:5001") and nowhere else. */
  demo?: { directory: string; hosts: readonly string[] };
};
