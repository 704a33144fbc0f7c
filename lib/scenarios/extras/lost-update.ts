// Two producers read the same referrers tag before either writes it.
import type { BranchPush } from "#lib/clients";
import type { DemoRegistry } from "../demo-registries.ts";
import type { Recorder } from "../recorder.ts";
import { check, type Extra, finds, Scene, wordsOf } from "./extra.ts";

export const lostUpdate: Extra = {
  registry: "bicycle",
  description: "Two producers read a referrers tag at once, and each writes it with its own entry",
  expected: "1 loss detected and repaired; none where If-Match is honoured",
  why: "A registry that ignores If-Match lets the second write take the first one's entry away. The producer that reads its entry back misses it, says so, and writes it again; where the condition is honoured the second write is turned away instead.",
  async play(demo, recorder, signal) {
    const ignoring = await demo.start("bicycle", { conditionalWrites: false });
    const honouring = await demo.start("bicycle", { conditionalWrites: true });
    const loss = await race("If-Match is ignored", ignoring, recorder, signal);
    const kept = await race("If-Match is honoured", honouring, recorder, signal);
    const lost = lossesOf(loss.pushes);
    const turnedAway = kept.pushes.filter(({ tag }) => tag?.conditions === "honoured").length;
    return {
      target: ignoring.target,
      observed: `${lost.length} lost update detected; ${lossesOf(kept.pushes).length} where If-Match is honoured`,
      checks: [
        check(
          "If-Match ignored: one producer's entry is lost, and it says so",
          lost[0] ?? "no loss was seen",
          lost.length === 1,
        ),
        check(
          "it writes the entry again: both are found in the end",
          wordsOf(loss.lookup),
          finds(loss.lookup, loss.pushes),
        ),
        check(
          "If-Match honoured: the second write is turned away with 412",
          `${turnedAway} turned away`,
          turnedAway === 1,
        ),
        check(
          "nothing is lost: both are found",
          wordsOf(kept.lookup),
          finds(kept.lookup, kept.pushes) && lossesOf(kept.pushes).length === 0,
        ),
      ],
    };
  },
};

function lossesOf(pushes: readonly BranchPush[]): string[] {
  return pushes.flatMap(({ tag }) => tag?.losses ?? []).map(({ said }) => said);
}

async function race(name: string, { target }: DemoRegistry, recorder: Recorder, signal: AbortSignal) {
  const { value } = await target.use("lost-update", recorder.session(signal), async (place) => {
    recorder.add("registry", { what: "is started", outcome: `without the API, ${name}`, exchanges: [] });
    const scene = new Scene("lost-update", place, recorder);
    await scene.pushImage();
    const read = new Barrier(2);
    const written = new Barrier(2);
    const pause = (moment: string) => (moment === "before the write" ? read : written).pass();
    const openAll = () => [read, written].forEach((barrier) => void barrier.open());
    const producers = ["the first", "the second"].map((by) => scene.attach(by, { pause }).finally(openAll));
    const pushes = await Promise.all(producers);
    return { pushes, lookup: await scene.look() };
  });
  return value;
}

/** Lets nobody pass until so many have come, or somebody will not come any more; later ones pass at once. */
class Barrier {
  readonly #opened = Promise.withResolvers<void>();
  #missing: number;

  constructor(many: number) {
    this.#missing = many;
  }

  pass(): Promise<void> {
    this.#missing--;
    if (this.#missing <= 0) this.open();
    return this.#opened.promise;
  }

  open(): void {
    this.#opened.resolve();
  }
}
