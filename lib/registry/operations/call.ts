// One call of a Registry method: every request that it sends, and the answer with all their receipts.
import { ExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import type { Ask, AuthorisedSender, Home, Reply } from "../auth/authorised-sender.ts";
import { errorCodeOf } from "../error-body.ts";
import type { Found, Refusal, Session } from "../registry.ts";
import { retryAfterSeconds } from "../wire/retry-after.ts";

/** `path` below `/v2`, or a whole URL that an answer named; `purpose` is the call's. */
export type CallAsk = Omit<Ask, "purpose">;

export class Call {
  readonly home: Home;
  /** All exchanges so far, of failed requests and token services too. */
  readonly exchanges: Exchange[] = [];
  /** Reads as the user from the first request on. */
  private readonly loginFirst: boolean;
  /** Of the last reply. */
  private asNobody: true | undefined;
  private readonly sender: AuthorisedSender;
  private readonly session: Session;
  private readonly purpose: string;

  constructor(
    sender: AuthorisedSender,
    home: Home,
    session: Session,
    { purpose, loginFirst = false }: { purpose: string; loginFirst?: boolean },
  ) {
    this.loginFirst = loginFirst;
    this.sender = sender;
    this.home = home;
    this.purpose = purpose;
    const onExchange = (exchange: Exchange) => {
      this.exchanges.push(exchange);
      session.onExchange(exchange);
    };
    this.session = { signal: session.signal, onExchange };
  }

  /** Sends one request as whoever may do that with the repository. */
  async ask(ask: CallAsk): Promise<Reply> {
    const login = ask.login ?? (this.loginFirst && ask.deed === undefined ? "first" : undefined);
    const reply = await this.sender.send(this.home, this.session, { ...ask, login, purpose: this.purpose });
    this.asNobody = reply.asNobody;
    return reply;
  }

  /** The same call for what must be sent though its caller has left: bounded by `signal` alone. */
  within(signal: AbortSignal): Call {
    const session = { signal, onExchange: this.session.onExchange };
    return new Call(this.sender, this.home, session, { purpose: this.purpose });
  }

  /** What every answer says of the asking. */
  asked(): { asNobody?: true; exchanges: Exchange[] } {
    return { asNobody: this.asNobody, exchanges: this.exchanges };
  }

  found<T>(value: T, status = 200): Found<T> {
    return { found: true, value, status, ...this.asked() };
  }

  /** `reason` is said by whoever knows better than the status: "a page of HTML". */
  refused(reply: Reply, reason = reply.reason): Refusal {
    return {
      found: false,
      status: reply.status,
      errorCode: errorCodeOf(reply.body),
      contentType: reply.headers["content-type"],
      retryAfterSeconds: retryAfterSeconds(reply.headers["retry-after"]),
      redirectedTo: reply.redirectedTo,
      reason,
      ...this.asked(),
    };
  }

  /** Runs an operation; its fault gets the ids of every exchange of the call. */
  async run<T>(operation: (call: Call) => Promise<T>): Promise<T> {
    try {
      return await operation(this);
    } catch (error) {
      if (!(error instanceof ExplorerError)) throw error;
      const { code, message, cause, retryAfterSeconds, input } = error;
      const exchanges = this.exchanges.map(({ id }) => id);
      throw new ExplorerError(code, { detail: message, cause, retryAfterSeconds, input, exchanges });
    }
  }
}
