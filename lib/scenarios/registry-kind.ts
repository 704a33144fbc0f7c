// What a named registry is: a bicycle or a motorcycle, by what its referrers API answers about an image that is there.
import { askReferrersApi, leaf } from "#lib/clients";
import type { Exchange } from "#lib/evidence";
import type { RegistryKind } from "#lib/upgrade";
import { contentOf } from "./performance.ts";
import type { Target } from "./target.ts";

type Answered = { kind: RegistryKind | "unknown"; said: string; exchanges: Exchange[] };

/** `said` is the answer in words; `exchanges` show it. `leftovers`: see `Run`. */
export type KindFound = Answered & { leftovers: string[] };

/** Pushes an image to ask about: of a digest that is not there, not every registry answers well. */
export async function findKind(target: Target, signal: AbortSignal): Promise<KindFound> {
  const seen = new Map<string, Exchange>();
  const session = { signal, onExchange: (exchange: Exchange) => void seen.set(exchange.id, exchange) };
  const those = (ids: string[]) => ids.flatMap((id) => seen.get(id) ?? []);
  const { value, cleared } = await target.use(
    "kind",
    session,
    async ({ to, run, tag }): Promise<Answered> => {
      const { image } = contentOf("kind", run);
      const pushed = await leaf(to, image, { tag });
      if (pushed.state !== "stored") {
        const said = `an image could not be pushed: ${pushed.said}`;
        return { kind: "unknown", said, exchanges: those(pushed.exchanges) };
      }
      const question = { registry: to.reading, repository: to.repository, digest: image.digest };
      const { said, reason, exchanges } = await askReferrersApi(question);
      const kind = said === "list" ? "motorcycle" : said === "absent" ? "bicycle" : "unknown";
      return { kind, said: `the referrers API answered ${reason}`, exchanges: those(exchanges) };
    },
  );
  return { ...value, leftovers: cleared?.leftovers ?? [] };
}
