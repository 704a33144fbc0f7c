// Asks a registry to delete one thing of a run's.
import { asExplorerError, ExplorerError } from "#lib/errors";
import type { Answer, WritableRepository } from "#lib/registry";
import type { Entry } from "./entry.ts";

/**
 * What it said, in words. `isDone`: it says that it did it. `isFinal`: it refuses, so that asking again is of no use.
 * `exchanges` are ids; none when nothing was sent.
 */
export type Asked = { reason: string; exchanges: string[]; isDone: boolean; isFinal: boolean };

/** A deletion may be asked for again, unlike a push: a busy registry is asked twice. Never throws. */
export async function askToDelete(target: WritableRepository, entry: Entry): Promise<Asked> {
  const first = await askOnce(target, entry);
  if (first.isDone || !first.mayPass) return first;
  const second = await askOnce(target, entry);
  const exchanges = [...first.exchanges, ...second.exchanges];
  return second.exchanges.length > 0 ? { ...second, exchanges } : first;
}

async function askOnce(target: WritableRepository, entry: Entry): Promise<Asked & { mayPass: boolean }> {
  try {
    if (entry.claimed) await requireOwnBytes(target, entry);
    return told(await send(target, entry));
  } catch (thrown) {
    const { message, exchanges, code } = asExplorerError(thrown);
    const isFinal = code === "scratch-in-use";
    return { reason: message.replace(/\.$/, ""), exchanges, isDone: false, isFinal, mayPass: !isFinal };
  }
}

function send(target: WritableRepository, { kind, name, what }: Entry): Promise<Answer<undefined>> {
  const purpose = `clean up: delete ${what}`;
  return kind === "blob" ? target.deleteBlob(name, { purpose }) : target.deleteManifest(name, { purpose });
}

function told(answer: Answer<undefined>): Asked & { mayPass: boolean } {
  const exchanges = answer.exchanges.map(({ id }) => id);
  const { status } = answer;
  const said = `DELETE answered ${status}`;
  if (answer.found) return { reason: said, exchanges, isDone: true, isFinal: false, mayPass: false };
  const more = answer.reason ?? answer.errorCode;
  const reason = more === undefined ? said : `${said} (${more.replace(/\.$/, "")})`;
  const mayPass = status === 408 || status === 429 || status >= 500;
  // 404 is no refusal: it may not be there yet.
  return { reason, exchanges, isDone: false, isFinal: !mayPass && status !== 404, mayPass };
}

/** What only the registry says is the run's must say so itself. */
async function requireOwnBytes(target: WritableRepository, { name, run }: Entry): Promise<void> {
  const purpose = "clean up: whose is it?";
  const answer = await target.reading.manifestBytes(target.repository, name, { purpose });
  const exchanges = answer.exchanges.map(({ id }) => id);
  if (answer.found ? Buffer.from(answer.value).includes(run) : answer.status === 404) return;
  throw answer.found
    ? new ExplorerError("scratch-in-use", {
        detail: "Its bytes do not name this run, so it was not deleted",
        exchanges,
      })
    : new ExplorerError("registry-error", {
        detail: `Whose it is cannot be told (it answered ${answer.status}), so it was not deleted`,
        exchanges,
      });
}
