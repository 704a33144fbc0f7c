// A secret that a registry may be given, and the words that may be shown about it.
import { createHash } from "node:crypto";

/**
 * `kind` "password" goes as Basic; an "identity-token" only to a token service, as a refresh token.
 * `source` may be shown ("config.json, user robot$ci"); `id` tells credentials apart and reveals none.
 */
export type Credential = {
  kind: "password" | "identity-token";
  username: string;
  secret: string;
  source: string;
  id: string;
};

/** Who asks: the credential's id, or nobody. Answers and tokens are never shared across identities. */
export function identityOf(credential: Credential | undefined): string {
  return credential?.id ?? "anonymous";
}

/** Makes a credential; `place` says where it was found. */
export function createCredential(
  kind: Credential["kind"],
  username: string,
  secret: string,
  place: string,
): Credential {
  const id = createHash("sha256")
    .update(JSON.stringify([kind, username, secret]))
    .digest("hex");
  const source = isShowable(username) ? `${place}, user ${username}` : place;
  return { kind, username, secret, source, id };
}

/** The header's value for a password (RFC 7617, UTF-8). */
export function basicAuthorization(credential: Credential): string {
  return `Basic ${Buffer.from(`${credential.username}:${credential.secret}`).toString("base64")}`;
}

// Some services take a token in the user's place, and a name that long or so begun is one.
const TOKEN_LIKE = /^(gh[a-z]_|github_pat_|glpat-|eyJ|dckr_|AKIA|xox)/;

function isShowable(username: string): boolean {
  return /^[\w.+@$ /:-]{1,64}$/.test(username) && !TOKEN_LIKE.test(username) && username !== "<token>";
}
