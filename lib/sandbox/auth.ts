// Who may do what: nobody asked, Basic, or a Bearer token service (https://distribution.github.io/distribution/spec/auth/token/).
import { randomUUID } from "node:crypto";
import type { Call } from "./call.ts";
import { errorReply, jsonReply, noRouteReply, type Reply } from "./reply.ts";

export type AuthSwitch =
  | { kind: "none" }
  | { kind: "basic"; user: string; password: string }
  | {
      kind: "bearer";
      user: string;
      password: string;
      /** The `service` of the challenge. */
      service: string;
      /** Prefixes of repository names that anyone may pull with an anonymous token; the rest is private. */
      anonymousRepositories: readonly string[];
      /** The token service's address; without it `/token` of the same server. */
      realm?: string;
      /** Seconds that a token is good for; 300 without it. */
      tokenSeconds?: number;
    };

/** Scopes a caller holds: "*" is everything, else "repository:<name>:<action>". */
export type Access = ReadonlySet<string>;

const EVERYTHING: Access = new Set(["*"]);
const MAX_TOKENS = 10_000;

/** Tokens that were given out, until they expire. Opaque on purpose: no client may read a token. */
export class TokenService {
  readonly #tokens = new Map<string, { access: Access; expires: number }>();

  issue(access: Access, seconds: number): string {
    const token = randomUUID();
    this.#tokens.set(token, { access, expires: Date.now() + seconds * 1000 });
    for (const oldest of this.#tokens.keys()) {
      if (this.#tokens.size <= MAX_TOKENS) break;
      this.#tokens.delete(oldest);
    }
    return token;
  }

  find(token: string): Access | undefined {
    const known = this.#tokens.get(token);
    return known && known.expires > Date.now() ? known.access : undefined;
  }

  /** Every token becomes worthless: what a registry does when its key is changed. */
  revokeAll(): void {
    this.#tokens.clear();
  }
}

export function may(access: Access | null, repository: string, action: "pull" | "push" | "delete"): boolean {
  return access === null || access.has("*") || access.has(`repository:${repository}:${action}`);
}

/** What the request's Authorization header is worth; null where the registry asks nobody, undefined where nothing. */
export function accessOf(
  authorization: string | undefined,
  auth: AuthSwitch,
  tokens: TokenService,
): Access | null | undefined {
  if (auth.kind === "none") return null;
  const space = authorization?.indexOf(" ") ?? -1;
  if (authorization === undefined || space < 0) return undefined;
  const credential = authorization.slice(space + 1).trim();
  switch (authorization.slice(0, space).toLowerCase()) {
    case "basic":
      return auth.kind === "basic" && credential === basicOf(auth) ? EVERYTHING : undefined;
    case "bearer":
      return auth.kind === "bearer" ? tokens.find(credential) : undefined;
    default:
      return undefined;
  }
}

function basicOf(auth: { user: string; password: string }): string {
  return Buffer.from(`${auth.user}:${auth.password}`).toString("base64");
}

/** 401 with the challenge that tells the client what to bring. `scopes` are those the request needs. */
export function challengeReply(call: Call, scopes: readonly string[], hadToken: boolean): Reply {
  const { auth } = call.switches;
  let challenge = `Basic realm="${call.url.host}"`;
  if (auth.kind === "bearer") {
    const realm = auth.realm ?? `${call.origin}/token`;
    challenge = `Bearer realm="${realm}",service="${auth.service}"`;
    if (scopes.length > 0) challenge += `,scope="${scopes.join(" ")}"`;
    if (hadToken) challenge += `,error="${scopes.length > 0 ? "insufficient_scope" : "invalid_token"}"`;
  }
  return errorReply(401, "UNAUTHORIZED", "authentication required", { "WWW-Authenticate": challenge });
}

/** `GET /token`: gives what may be given of the scopes asked for, as Docker Hub does; 401 for a wrong password. */
export function serveToken(call: Call): Reply {
  const { auth } = call.switches;
  if (auth.kind !== "bearer") return noRouteReply();
  const authorization = call.request.headers.authorization;
  if (authorization !== undefined && authorization !== `Basic ${basicOf(auth)}`) {
    return errorReply(401, "UNAUTHORIZED", "incorrect username or password");
  }
  const granted = new Set<string>();
  for (const scope of call.url.searchParams.getAll("scope").flatMap((text) => text.split(" "))) {
    for (const one of splitScope(scope)) {
      if (authorization !== undefined || isAnonymous(one, auth.anonymousRepositories)) granted.add(one);
    }
  }
  const seconds = auth.tokenSeconds ?? 300;
  const token = call.tokens.issue(granted, seconds);
  return jsonReply(200, {
    token,
    access_token: token,
    expires_in: seconds,
    issued_at: new Date().toISOString(),
  });
}

/** "repository:a/b:pull,push" as "repository:a/b:pull" and "repository:a/b:push". */
function splitScope(scope: string): string[] {
  const colon = scope.lastIndexOf(":");
  if (colon < 0) return [];
  return scope
    .slice(colon + 1)
    .split(",")
    .map((action) => `${scope.slice(0, colon)}:${action}`);
}

function isAnonymous(scope: string, prefixes: readonly string[]): boolean {
  const match = /^repository:(.+):pull$/.exec(scope);
  return match?.[1] !== undefined && prefixes.some((prefix) => match[1]?.startsWith(prefix));
}
