// ELK in a worker of its own, so that no layout ever holds up the page.

import type { DrawnGraph } from "./drawn-graph.ts";
import { fromElk, toElk } from "./elk-graph.ts";
import type { Placement } from "./placement.ts";

// The bundler copies the file as it is and puts its address here: same origin, so the page's policy allows it.
const WORKER = new URL("elkjs/lib/elk-worker.min.js", import.meta.url);

export type LayoutWorker = {
  /** Rejects when the worker fails or is ended. */
  layout(graph: DrawnGraph): Promise<Placement>;
  end(): void;
};

/** Starts the worker; its code is fetched once and then cached by the browser. */
export async function startLayoutWorker(url: string = WORKER.href): Promise<LayoutWorker> {
  const { default: Elk } = await import("elkjs/lib/elk-api.js");
  let fail: (fault: Error) => void = () => {};
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Nobody may be waiting when it breaks.
  broken.catch(() => {});
  const elk = new Elk({
    workerFactory: () => {
      const worker = new Worker(url);
      worker.onerror = (event) => fail(new Error(event.message || "the layout's worker did not start"));
      return worker;
    },
    algorithms: ["layered"],
  });
  return {
    layout: async (graph) => fromElk(await Promise.race([elk.layout(toElk(graph)), broken]), graph),
    end: () => {
      elk.terminateWorker();
      fail(new Error("the layout was ended"));
    },
  };
}
