// Sends a request as whoever may do that with the repository: answers 401 challenges, and remembers how for the next one.

import { RecentMap } from "../recent-map.ts";
import type { Session } from "../registry.ts";
import type { Transport } from "../transport.ts";
import type { Authorization, HttpReply, HttpRequest } from "../wire/http-message.ts";
import { basicAuthorization, type Credential, identityOf } from "./credential.ts";
import type { CredentialSource } from "./credential-store.ts";
import { isSamePlan, type Plan, planAuthorization } from "./plan.ts";
import type { Deed } from "./scope.ts";
import { TokenService } from "./token-service.ts";

/** The registry that is asked: its name in references, and its API's origin. */
export type Home = { host: string; origin: string };

/**
 * One request. `repository` is what it is about; absent for the registry's own endpoints. `fresh`: never shared with
 * a like request. `login: false`: as nobody, and a 401 is left as it is. "first": as the user from the first request
 * on, not only after a 401: a registry may hide a repository from nobody with a 404, or an empty list. `deed` is
 * absent when it only reads.
 */
export type Ask = Omit<HttpRequest, "authorization" | "signal" | "onExchange" | "share" | "deed"> & {
  repository?: string;
  fresh?: boolean;
  login?: false | "first";
  deed?: Exclude<Deed, "read">;
};

/**
 * The last answer; `reason` says why a 401 was not overcome. `asNobody`: there is a credential for it, which did not
 * go along.
 */
export type Reply = HttpReply & { reason?: string; asNobody?: true };

export type SenderOptions = {
  transport: Transport;
  credentials: CredentialSource;
  /** Token services that the operator trusts with a registry's credentials: origins, by the registry's host. */
  trustedRealms?: ReadonlyMap<string, readonly string[]>;
  /** Milliseconds since the epoch. */
  now?: () => number;
};

/**
 * A plan carried out. `settled`: nothing newer is to be had for it, so a 401 to it is final. `unasked`: no challenge
 * asked for it.
 */
type Grant = { plan: Plan; authorization: Authorization; token?: string; settled: boolean; unasked?: true };
type Refused = { status: number; retryAfterSeconds?: number; reason: string };

/** Who asks what of whom. */
type Errand = { home: Home; session: Session; ask: Ask; credential?: Credential };

/** The first challenge, and one more: a kept token may be worn out, a first scope too narrow. */
const MAX_CHALLENGES = 2;
/** Asks only who may come in. */
const ROOT = "/v2/";

/** One per process, for all registries. */
export class AuthorisedSender {
  private readonly options: SenderOptions;
  private readonly tokens: TokenService;
  /** What let the last request in, by origin, repository, deed and identity: the next one need not be refused first. */
  private readonly remembered = new RecentMap<Plan>(2000);
  /**
   * The last challenge to any deed, by origin and repository: whoever pushed knows how to log in for reading. Of the
   * registry itself also that there was none (empty).
   */
  private readonly challenges = new RecentMap<string>(2000);

  constructor(options: SenderOptions) {
    this.options = options;
    this.tokens = new TokenService(options.transport, options.now ?? Date.now);
  }

  /**
   * Sends, at most three times. Any status is a reply, 401 too; when the token service is what failed (429, 5xx),
   * the reply bears its status. Throws what the transport throws.
   */
  async send(home: Home, session: Session, ask: Ask): Promise<Reply> {
    if (ask.login === false) return this.dispatch({ home, session, ask });
    const credential = await this.options.credentials.find(home.host, ask.repository);
    const errand = { home, session, ask, credential };
    const key = JSON.stringify([home.origin, ask.repository, ask.deed, identityOf(credential)]);
    const isFirst = ask.login === "first" && credential !== undefined;
    let grant = isFirst ? await this.ahead(errand) : await this.recall(key, errand);
    let reply = await this.dispatch(errand, grant);
    let refused: Refused | undefined;
    for (let round = 0; !refused && round < MAX_CHALLENGES && isChallenge(reply, home); round++) {
      const next = await this.answer(reply, errand, grant);
      if ("reason" in next) {
        refused = next;
      } else {
        grant = next;
        reply = await this.dispatch(errand, grant);
      }
    }
    const asNobody = credential && !grant?.plan.credential ? true : undefined;
    if (!isChallenge(reply, home)) {
      if (grant && !grant.unasked) this.remembered.set(key, grant.plan);
      return { ...reply, asNobody };
    }
    this.remembered.delete(key);
    return { ...refusedReply(reply, refused ?? stillRefused(grant)), asNobody };
  }

  private async dispatch(errand: Errand, grant?: Grant): Promise<HttpReply> {
    const { home, ask } = errand;
    const reply = await this.transmit(errand, grant);
    const said = challengeOf(reply, home);
    // The registry's other endpoints, its catalog, ask for rights of their own.
    const isOfPlace = ask.repository !== undefined ? said !== "" : ask.url.pathname === ROOT;
    if (said !== undefined && isOfPlace) this.challenges.set(placeOf(home, ask.repository), said);
    return reply;
  }

  private transmit({ session, ask, credential }: Errand, grant?: Grant): Promise<HttpReply> {
    const { repository: _repository, fresh, login: _login, deed, ...request } = ask;
    const share = fresh || deed ? undefined : identityOf(credential);
    const { signal, onExchange } = session;
    return this.options.transport.send({
      ...request,
      deed,
      // What is written is written once, and where it was addressed to.
      ...(deed ? { retry: false, redirects: "none" } : {}),
      authorization: grant?.authorization,
      share,
      signal,
      onExchange,
    });
  }

  private async recall(key: string, errand: Errand): Promise<Grant | undefined> {
    const plan = this.remembered.get(key);
    return plan && this.granted(plan, errand);
  }

  /**
   * How to ask as the user before any challenge to this request: by one that was made before, else by the registry's
   * own (`GET /v2/`). Where that makes none, a password goes to the registry itself as it does when Basic is asked
   * for: a Basic challenge costs a registry nothing, so that it learns nothing that it could not have.
   */
  private async ahead(errand: Errand): Promise<Grant | undefined> {
    const { home, session, ask, credential } = errand;
    const known = this.challenges.get(placeOf(home, ask.repository)) ?? this.challenges.get(placeOf(home));
    const header = known ?? (await this.firstChallenge(home, session));
    if (header === undefined) return undefined;
    const plan = this.planFor(errand, header);
    if (!("reason" in plan)) return this.granted(plan, errand);
    if (header !== "" || credential?.kind !== "password") return undefined;
    const basic = await this.granted({ scheme: "basic", credential }, errand);
    return basic && { ...basic, unasked: true };
  }

  private async firstChallenge(home: Home, session: Session): Promise<string | undefined> {
    const url = new URL(ROOT, home.origin);
    const ask = { method: "GET", url, purpose: "how to log in", login: false, redirects: "none" } as const;
    return challengeOf(await this.dispatch({ home, session, ask }), home);
  }

  private async granted(plan: Plan, { home, session }: Errand): Promise<Grant | undefined> {
    const grant = await this.carryOut(plan, home, session);
    return "plan" in grant ? grant : undefined;
  }

  /** A grant that may do better than the one that was just refused, or why there is none. */
  private async answer(reply: HttpReply, errand: Errand, failed?: Grant): Promise<Grant | Refused> {
    const { home } = errand;
    const plan = this.planFor(errand, reply.headers["www-authenticate"]);
    if ("reason" in plan) return { status: 401, reason: plan.reason };
    if (failed?.settled && isSamePlan(failed.plan, plan)) return stillRefused(failed);
    if (failed?.token && failed.plan.scheme === "bearer") this.tokens.forget(failed.plan, failed.token);
    return this.carryOut(plan, home, errand.session);
  }

  private planFor({ home, ask, credential }: Errand, header: string | undefined): Plan | { reason: string } {
    return planAuthorization({
      registry: new URL(home.origin),
      header,
      repository: ask.repository,
      deed: ask.deed ?? "read",
      credential,
      trustedRealms: this.options.trustedRealms?.get(home.host) ?? [],
    });
  }

  private async carryOut(plan: Plan, home: Home, session: Session): Promise<Grant | Refused> {
    const { origin } = home;
    if (plan.scheme === "basic") {
      const { source } = plan.credential;
      return {
        plan,
        settled: true,
        authorization: { value: basicAuthorization(plan.credential), origin, source },
      };
    }
    const answer = await this.tokens.get(plan, new URL(origin), session);
    if ("reason" in answer) return answer;
    const { token, source, kept } = answer;
    return { plan, token, settled: !kept, authorization: { value: `Bearer ${token}`, origin, source } };
  }
}

/** Empty where none was needed; undefined where that cannot be told. */
function challengeOf(reply: HttpReply, home: Home): string | undefined {
  if (isChallenge(reply, home)) return reply.headers["www-authenticate"];
  return reply.status === 401 || reply.status === 429 || reply.status >= 500 ? undefined : "";
}

function placeOf({ origin }: Home, repository?: string): string {
  return JSON.stringify([origin, repository]);
}

/** Only the registry itself may ask for its credentials, not where its redirects end. */
function isChallenge(reply: HttpReply, home: Home): boolean {
  return reply.status === 401 && reply.url.origin === home.origin;
}

function stillRefused(grant: Grant | undefined): Refused {
  const sent = grant?.authorization.source ?? "nothing";
  return { status: 401, reason: `The registry still answered 401 (sent: ${sent}).` };
}

/** A token service that is busy or broken says nothing about rights, so its own status is the answer. */
function refusedReply(reply: HttpReply, refused: Refused): Reply {
  const { status, reason, retryAfterSeconds } = refused;
  if (status !== 429 && status < 500) return { ...reply, reason };
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return { ...reply, status, reason, headers, body: new Uint8Array() };
}
