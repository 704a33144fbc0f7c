// A scratch repository that a person named: what is pushed is written down first and cleared away row by row.
import type { Session, WritableRepository } from "#lib/registry";
import { inScratch, type Ledger, newRun } from "#lib/scratch";
import type { Cleared, Target } from "./target.ts";

export type ScratchTargetOptions = {
  /** The repository, as who may write to it. */
  open: (session: Session) => WritableRepository;
  ledger: Pick<Ledger, "begin">;
  /** How long to wait before each further round of clearing. */
  pausesMs?: number[];
  /** Others may use the repository: what they may have come to use as well is not cleared away. */
  isUsed?: boolean;
};

/** A row is a dozen requests. */
const ROW_MS = 60_000;

/** Each row is a run of its own in the ledger. `use` throws ledger-failed, and too-busy, before anything was pushed. */
export function scratchTarget(registry: string, repository: string, options: ScratchTargetOptions): Target {
  const { open, ledger, pausesMs, isUsed } = options;
  return {
    registry,
    repositoryFor: () => repository,
    async use(_id, session, work) {
      const run = newRun();
      const record = await ledger.begin(run);
      const clearing: string[] = [];
      let isClearing = false;
      const bound = (signal: AbortSignal) =>
        open({
          signal,
          onExchange: (exchange) => {
            if (isClearing) clearing.push(exchange.id);
            session.onExchange(exchange);
          },
        });
      const scratch = { record, open: bound, signal: session.signal, workMs: ROW_MS, pausesMs, isUsed };
      const { value, cleaning } = await inScratch(scratch, (to) =>
        work({ to, run, tag: `refscope-${run}` }).finally(() => {
          isClearing = true;
        }),
      );
      const removed = cleaning.cleaned.filter(({ ending }) => ending === "removed").length;
      const leftovers = cleaning.left.map(({ entry, reason }) => `${entry.name} (${entry.kind}: ${reason})`);
      const cleared: Cleared = { leftovers, removed, exchanges: clearing };
      return { value, cleared };
    },
  };
}
