// Fetches Bearer tokens, and keeps each until it expires:
// https://github.com/distribution/distribution/blob/main/docs/content/spec/auth/token.md and oauth.md.
import { ExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import { isJsonObject, parseJson } from "#lib/oci";
import { RecentMap } from "../recent-map.ts";
import type { Session } from "../registry.ts";
import type { Transport } from "../transport.ts";
import type { HttpReply } from "../wire/http-message.ts";
import { retryAfterSeconds } from "../wire/retry-after.ts";
import { basicAuthorization } from "./credential.ts";
import { type BearerPlan, tokenKey } from "./plan.ts";

/** A token service's answer: a token for one plan (`kept` from an earlier time, or new), or why there is none. */
export type TokenAnswer = { token: string; source: string; kept: boolean } | TokenRefusal;
type TokenRefusal = { status: number; retryAfterSeconds?: number; reason: string };

type Kept = { token: string; expiresAt: number };

const MAX_BODY = 64 * 1024;
/** "If omitted, this defaults to 60 seconds." Longer than an hour no token is kept: rights change. */
const DEFAULT_LIFE = 60;
const MAX_LIFE = 3600;
/** Taken off each token's life for clocks that differ and requests that wait. */
const SKEW = 10;

/** One per process: the tokens of all explorations. `now` gives milliseconds since the epoch. */
export class TokenService {
  private readonly kept = new RecentMap<Kept>(2000);
  private readonly transport: Transport;
  private readonly now: () => number;

  constructor(transport: Transport, now: () => number) {
    this.transport = transport;
    this.now = now;
  }

  /**
   * A token for the plan: a kept one, or a new one, fetched once for all who wait for the same. `from` is the URL
   * whose answer named the realm. Throws malformed-answer for a 2xx without a token, and what the transport throws.
   */
  async get(plan: BearerPlan, from: URL, session: Session): Promise<TokenAnswer> {
    const key = tokenKey(plan);
    const source = sourceOf(plan);
    const kept = this.kept.get(key);
    if (kept && kept.expiresAt > this.now()) return { token: kept.token, source, kept: true };
    const reply = await this.ask(plan, from, session, key);
    if (reply.status < 200 || reply.status > 299) return refusal(plan, reply);
    const { token, life } = readToken(reply, plan);
    this.kept.set(key, { token, expiresAt: this.now() + (life - Math.min(SKEW, life / 2)) * 1000 });
    return { token, source, kept: false };
  }

  /** Forgets the plan's token, if it is still this one: a later request must not throw away its successor. */
  forget(plan: BearerPlan, token: string): void {
    const key = tokenKey(plan);
    if (this.kept.get(key)?.token === token) this.kept.delete(key);
  }

  private async ask(plan: BearerPlan, from: URL, session: Session, key: string): Promise<HttpReply> {
    const common = {
      purpose: "token",
      maxBytes: MAX_BODY,
      // A redirected realm could send the credential's answer, or the credential, anywhere.
      redirects: "none",
      referredBy: from,
      share: `token ${key}`,
      signal: session.signal,
      onExchange: session.onExchange,
    } as const;
    if (plan.credential?.kind === "identity-token") {
      const url = new URL(plan.realm);
      url.search = "";
      return this.transport.send({
        ...common,
        ...refreshGrant(plan, plan.credential.secret),
        url,
        // What comes back may repeat what was sent, and the transport cannot know the body's secret.
        onExchange: (exchange) => session.onExchange(withoutBody(exchange)),
      });
    }
    const url = new URL(plan.realm);
    if (plan.service !== undefined) url.searchParams.set("service", plan.service);
    for (const scope of plan.scopes) url.searchParams.append("scope", scope);
    const authorization = plan.credential && {
      value: basicAuthorization(plan.credential),
      origin: plan.realm.origin,
      source: plan.credential.source,
    };
    return this.transport.send({
      ...common,
      method: "GET",
      url,
      authorization,
      headers: { accept: "application/json" },
    });
  }
}

function refreshGrant(plan: BearerPlan, refreshToken: string) {
  const form = new URLSearchParams({ grant_type: "refresh_token", client_id: "refscope" });
  if (plan.service !== undefined) form.set("service", plan.service);
  form.set("scope", plan.scopes.join(" "));
  form.set("refresh_token", refreshToken);
  return {
    method: "POST",
    deed: "token",
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: new TextEncoder().encode(form.toString()),
  } as const;
}

function withoutBody(exchange: Exchange): Exchange {
  return { ...exchange, excerpt: undefined, bodySha256: undefined };
}

/** Reads `token` or `access_token`; `life` in seconds. */
function readToken(reply: HttpReply, plan: BearerPlan): { token: string; life: number } {
  const json = readJson(reply);
  const token = [json?.token, json?.access_token].find((value) => typeof value === "string" && value !== "");
  // It goes into a header: visible ASCII only.
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token)) {
    throw new ExplorerError("malformed-answer", {
      detail: `The token service ${plan.realm.origin} answered ${reply.status} without a token.`,
    });
  }
  const said = json?.expires_in;
  const life = typeof said === "number" && said > 0 ? Math.min(said, MAX_LIFE) : DEFAULT_LIFE;
  return { token, life };
}

function readJson(reply: HttpReply): Record<string, unknown> | undefined {
  try {
    const { value } = parseJson(reply.body, { maxTokens: 10_000 });
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function refusal(plan: BearerPlan, reply: HttpReply): TokenRefusal {
  const who = plan.credential
    ? `the credential of ${plan.credential.source}`
    : "a request without credentials";
  const what = reply.redirectedTo === undefined ? `answered ${reply.status} to` : "wanted to redirect";
  const held = plan.withheld ? ` ${plan.withheld}` : "";
  return {
    status: reply.status,
    retryAfterSeconds: retryAfterSeconds(reply.headers["retry-after"]),
    reason: `The token service ${plan.realm.origin} ${what} ${who}.${held}`,
  };
}

function sourceOf(plan: BearerPlan): string {
  return plan.credential ? `token for ${plan.credential.source}` : "anonymous token";
}
