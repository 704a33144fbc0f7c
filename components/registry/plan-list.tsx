// The requests of an active probe before any is sent.
import type { ActiveProbe, PlannedRequest } from "#lib/api";
import { countOf, shortenPath } from "../ui/format.ts";
import { isWrite, planParts, planSummary } from "./active-probe-words.ts";

export function PlanList({ plan: { plan = [], steps } }: { plan: ActiveProbe }) {
  return (
    <section
      aria-label="Requests that will be sent"
      className="overflow-hidden rounded-node border border-line-2"
    >
      <p className="border-b border-line px-2.5 py-1.5 text-12 text-ink-2">
        {planSummary(plan)} A registry that refuses is sent fewer, one that lists late is looked at again.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div tabIndex={0} className="max-h-[320px] overflow-y-auto focus-visible:outline-offset-[-2px]">
        {planParts(plan, steps).map(({ key, title, requests }) => (
          <div key={key} className="border-b border-line pb-1 last:border-b-0">
            <h3 className="px-2.5 pt-1.5 text-12 font-medium">
              {title} <span className="font-normal text-ink-3">{countOf(requests.length, "request")}</span>
            </h3>
            <ol>
              {requests.map((request, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same request may stand twice, and none ever moves
                <Planned key={at} request={request} />
              ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  );
}

function Planned({ request }: { request: PlannedRequest }) {
  const { method, path, what } = request;
  return (
    <li
      title={`${method} ${path}`}
      className="grid min-h-[22px] grid-cols-[52px_minmax(0,1fr)_minmax(0,260px)] items-baseline gap-x-2 px-2.5 font-mono text-12 leading-[22px] text-ink-2 small:leading-[18px] small:grid-cols-[52px_minmax(0,1fr)] small:py-1"
    >
      <span className={isWrite(request) ? "font-semibold text-ink" : "text-ink-3"}>{method}</span>
      <span className="truncate text-ink small:break-words small:whitespace-normal">{shortenPath(path)}</span>
      <span className="truncate font-sans text-ink-3 small:col-start-2">
        {what.replace(/^clean up: /, "")}
      </span>
    </li>
  );
}
