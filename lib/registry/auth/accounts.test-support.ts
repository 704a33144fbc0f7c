// Registries with accounts for tests, and the secrets that must never be seen in what they leave behind.
import { expect } from "vitest";
import { type Asked, base64, type Script, type Told } from "../scripted-server.test-support.ts";
import { createCredential } from "./credential.ts";

export const PASSWORD = "canary-s3cret-password";
/** What the password goes as. */
export const BASIC = `Basic ${base64(`robot$ci:${PASSWORD}`)}`;
export const ME = createCredential("password", "robot$ci", PASSWORD, "config.json");
export const TAGS: Told = { body: { tags: ["v1"] } };

export const challenge = (value: string | string[]): Told => ({
  status: 401,
  headers: { "www-authenticate": value },
});

export const queryOf = ({ path }: Asked) => new URL(path, "http://x").searchParams;

/** No secret of a test may be in receipts, or in an error's words. Every secret has "canary-" in it. */
export function expectNoSecret(...things: unknown[]): void {
  const text = JSON.stringify(things.map((thing) => [thing, String(thing)]));
  for (const secret of ["canary-", BASIC.slice(6)]) expect(text).not.toContain(secret);
}

/** `token` may refuse; `scope` is what a repository asks for; `life` in seconds. */
type BearerOptions = {
  realm?: string;
  token?: (asked: Asked) => Told | undefined;
  scope?: (repository: string) => string;
  life?: number;
};

/** A registry of tags with a token service at /token; tokens are `canary-<n>`, good for what they were given for. */
export function bearerRegistry(origin: string, options: BearerOptions = {}): Script {
  const granted = new Map<string, string[]>();
  return async (asked) => {
    const path = asked.path.split("?")[0] ?? "";
    if (path === "/token") {
      const refused = options.token?.(asked);
      if (refused) return refused;
      await new Promise((resolve) => setTimeout(resolve, 20));
      const token = `canary-${granted.size}`;
      granted.set(token, queryOf(asked).getAll("scope"));
      return { body: { token, expires_in: options.life ?? 300 } };
    }
    const repository = path.replace(/^\/v2\//, "").replace(/\/tags\/list$/, "");
    const scope = options.scope?.(repository) ?? `repository:${repository}:pull`;
    const held = granted.get(asked.headers.authorization?.replace("Bearer ", "") ?? "") ?? [];
    if (held.includes(scope)) return TAGS;
    const realm = options.realm ?? `${origin}/token`;
    return challenge(`Bearer realm="${realm}",service="demo",scope="${scope}"`);
  };
}
