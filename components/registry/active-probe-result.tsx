// What an active probe came to: the steps with their evidence, and what became of all that it pushed.
import type { ActiveProbe } from "#lib/api";
import { countOf, formatDuration, visibleText } from "../ui/format.ts";
import { MarkIcon } from "../ui/mark.tsx";
import { endingText } from "./active-probe-words.ts";
import type { OpenExchange } from "./exchange-links.tsx";
import { ProbeStepsTable } from "./probe-steps-table.tsx";

/** `exchanges` are the ids of the page's log, in their order. */
export function ActiveProbeResult({
  probe,
  exchanges,
  onOpen,
}: {
  probe: ActiveProbe;
  exchanges: string[];
  onOpen: OpenExchange;
}) {
  const isClean = probe.leftovers.length === 0;
  return (
    <div className="grid gap-2" role="status">
      <p className="px-3 text-12 text-ink-2">
        {countOf(probe.exchanges.length, "request")} to {visibleText(probe.repository ?? "")} in{" "}
        {formatDuration(probe.durationMs)}. What it showed of the registry stands in the capabilities on this
        page.
      </p>
      <ProbeStepsTable steps={probe.steps} exchanges={exchanges} onOpen={onOpen} />
      <p className="flex items-start gap-1.5 px-3 pb-1 text-12 text-ink-2">
        <MarkIcon mark={isClean ? "tick" : "unread"} className={isClean ? "mt-px" : "mt-px text-warn"} />
        {endingText(probe)}
      </p>
    </div>
  );
}
