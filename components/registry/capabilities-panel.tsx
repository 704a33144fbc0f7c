// The thirteen capabilities: literal name, verdict, confidence, evidence, and the exchanges behind it.
import type { KeptCapability } from "#lib/api";
import type { Support } from "#lib/evidence";
import type { Upgrade } from "#lib/upgrade";
import { Age } from "../ui/age.tsx";
import { visibleText } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import { type CapabilityRow, capabilityRows, countVerdicts } from "./capability-words.ts";
import { Confidence } from "./confidence.tsx";
import { ExchangeLinks, type OpenExchange } from "./exchange-links.tsx";
import { Expired } from "./expired.tsx";
import { askedWords } from "./shown-verdict.ts";
import { unknownLook } from "./upgrade-words.ts";

const HEAD = "px-2.5 py-1.5 text-left text-12 font-normal whitespace-nowrap text-ink-3 first:pl-3 last:pr-3";
const CELL =
  "px-2.5 py-[3px] align-middle first:pl-3 last:pr-3 small:block small:p-0 small:first:pl-0 small:last:pr-0";

type Log = { exchanges: string[]; rendered: number; onOpen: OpenExchange };

/**
 * `kept` are the capabilities that another asking than the page's own established, and say so; `exchanges` are the ids of
 * the log's rows, in their order.
 */
export function CapabilitiesPanel({
  upgrade,
  kept,
  ...log
}: Log & { upgrade: Upgrade; kept: KeptCapability[] }) {
  const rows = capabilityRows(upgrade);
  return (
    <Panel title="Capabilities" note={`${countVerdicts(rows)}; each with its evidence`}>
      <CapabilitiesTable rows={rows} kept={kept} {...log} />
    </Panel>
  );
}

function CapabilitiesTable({
  rows,
  kept,
  ...log
}: Log & {
  rows: CapabilityRow[];
  kept: KeptCapability[];
}) {
  const { exchanges } = log;
  return (
    <table className="w-full border-collapse small:block">
      <thead className="border-b border-line-2 small:hidden">
        <tr>
          <th className={HEAD}>Capability</th>
          <th className={HEAD}>Verdict</th>
          <th className={HEAD}>Confidence</th>
          <th className={HEAD}>Evidence</th>
          {exchanges.length > 0 && <th className={`${HEAD} text-right`}>Log</th>}
        </tr>
      </thead>
      <tbody className="small:block">
        {rows.map((row) => (
          <Row key={row.name} row={row} kept={kept.find(({ name }) => name === row.name)} {...log} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  row: { name, words, support },
  kept,
  exchanges,
  rendered,
  onOpen,
}: Log & {
  row: CapabilityRow;
  kept: KeptCapability | undefined;
}) {
  return (
    <tr className="h-[27px] border-b border-line transition-colors last:border-b-0 hover:bg-hover small:grid small:h-auto small:grid-cols-[minmax(0,1fr)_auto] small:gap-x-2.5 small:gap-y-0.5 small:px-3 small:py-2">
      <th scope="row" className={`${CELL} text-left font-normal min-[1320px]:whitespace-nowrap`}>
        <code className="mr-1">{name}</code>{" "}
        <span className="text-12 whitespace-nowrap text-ink-3 narrow:block">{words}</span>
      </th>
      <td className={`${CELL} small:text-right`}>
        <Verdict support={support} />
      </td>
      <td className={`${CELL} small:order-4 small:text-right`}>
        <Confidence support={support} />
      </td>
      <td className={`${CELL} min-w-[180px] text-12 break-words text-ink-2 small:order-3 small:min-w-0`}>
        {visibleText(support.reason)}
        {kept && <From kept={kept} rendered={rendered} />}
      </td>
      {exchanges.length > 0 && (
        <td
          className={`${CELL} text-right whitespace-nowrap small:order-5 small:col-span-2 small:text-left small:empty:hidden`}
        >
          <ExchangeLinks ids={support.evidence} exchanges={exchanges} onOpen={onOpen} />
        </td>
      )}
    </tr>
  );
}

/** Which other asking established it, and how long ago. */
function From({ kept, rendered }: { kept: KeptCapability; rendered: number }) {
  return (
    <span className="block text-ink-3">
      {visibleText(askedWords(kept))}, <Age at={kept.at} rendered={rendered} />
      <Expired at={kept.expiresAt} rendered={rendered} />
    </span>
  );
}

/** Ink, never green: that a registry can do something proves nothing about an image. */
function Verdict({ support: { support, because } }: { support: Support }) {
  if (support === "supported") return <Mark mark="tick">supported</Mark>;
  if (support === "unsupported") {
    return (
      <Mark mark="unsupported" tone="mute">
        unsupported
      </Mark>
    );
  }
  const { mark, tone } = unknownLook(because);
  return (
    <Mark mark={mark} tone={tone}>
      unknown
    </Mark>
  );
}
