"use client";
// Two registries side by side: what differs first, each verdict with its evidence and how old that is.
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { Fragment, useState } from "react";
import type { KnownRegistries } from "#lib/api";
import { ExchangeDetail } from "../explorer/exchange-detail.tsx";
import { type LogRow, logRows } from "../explorer/log-rows.ts";
import { Confidence } from "../registry/confidence.tsx";
import { ExchangeLinks } from "../registry/exchange-links.tsx";
import { NotProbed, Oci11State, ProposalEState, StepState } from "../registry/registry-state.tsx";
import { learntBy } from "../registry/upgrade-words.ts";
import { Age } from "../ui/age.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { countOf, visibleText } from "../ui/format.ts";
import { Asking, Mark } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import { getJson } from "../use-endpoint.ts";
import { cellLook } from "./capability-columns.ts";
import { type CompareRow, compareRows, type Likeness, type Side } from "./compare-rows.ts";
import { evidencePath } from "./evidence-path.ts";
import type { Known } from "./fleet-rows.ts";

const GROUPS: { likeness: Likeness; title: (count: number) => string }[] = [
  { likeness: "differs", title: (count) => `${count} ${count === 1 ? "differs" : "differ"}` },
  { likeness: "one-sided", title: (count) => `${count} known of one alone: no difference is proven` },
  { likeness: "alike", title: (count) => `${count} alike` },
  {
    likeness: "both-unknown",
    title: (count) => `${count} unknown of both: whether they are alike is not known`,
  },
];

/** `chosen` are one or two registries. */
export function ComparePanel({
  chosen,
  onClear,
  onRemove,
  rendered,
}: {
  chosen: readonly Known[];
  onClear: () => void;
  onRemove: (registry: string) => void;
  rendered: number;
}) {
  const [left, right] = chosen;
  return (
    <Panel
      title="Compare"
      note={
        right
          ? "What differs stands first; what is unknown of one is no difference, and of both no likeness."
          : "Tick a second registry in the table."
      }
      actions={
        <Button dense onClick={onClear}>
          Close
        </Button>
      }
    >
      {left && right ? (
        <Comparison left={left} right={right} rendered={rendered} />
      ) : (
        left && (
          <p className="flex items-center gap-1 px-3 py-2 font-mono text-12">
            {left.registry}
            <IconButton
              dense
              label={`Do not compare ${left.registry}`}
              onClick={() => onRemove(left.registry)}
            >
              <X size={13} aria-hidden />
            </IconButton>
          </p>
        )
      )}
    </Panel>
  );
}

function Comparison({ left, right, rendered }: { left: Known; right: Known; rendered: number }) {
  const [open, setOpen] = useState<LogRow>();
  const hosts = [left.registry, right.registry];
  const query = useQuery({
    // A newer verdict has other evidence.
    queryKey: ["fleet-evidence", hosts, left.at, right.at],
    queryFn: ({ signal }) => getJson<KnownRegistries>(evidencePath(hosts), signal),
  });
  const withEvidence = (known: Known) =>
    query.data?.find(({ registry }) => registry === known.registry) ?? known;
  const sides = { left: withEvidence(left), right: withEvidence(right) };
  const rows = compareRows(sides.left, sides.right);
  const notProbed = [left, right].filter(({ upgrade }) => !upgrade);
  return (
    <>
      <table className="w-full table-fixed small:block">
        <thead className="small:block">
          <tr className="small:grid small:grid-cols-2 small:gap-x-3 small:px-3 small:py-2">
            <th scope="col" className={`${HEAD} w-[230px] small:hidden`}>
              <span className="sr-only">What</span>
            </th>
            {[sides.left, sides.right].map((known) => (
              <th key={known.registry} scope="col" className={`${HEAD} small:p-0`}>
                <SideHead known={known} rendered={rendered} />
              </th>
            ))}
          </tr>
        </thead>
        {notProbed.length === 0 &&
          GROUPS.map(({ likeness, title }) => (
            <Group
              key={likeness}
              title={title}
              rows={rows.filter((row) => row.likeness === likeness)}
              sides={sides}
              onOpen={setOpen}
              rendered={rendered}
            />
          ))}
      </table>
      <p role="status" className="border-t border-line px-3 py-1.5 text-12 text-ink-3 empty:hidden">
        {query.isFetching && <Asking>reading the evidence</Asking>}
        {query.isError &&
          "The evidence could not be read from Refscope's server; the verdicts stand without it."}
        {notProbed.length > 0 &&
          `${countOf(notProbed.length, "registry", "registries")} not probed yet: there is nothing to compare with.`}
      </p>
      <ExchangeDetail row={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

const HEAD = "border-b border-line-2 px-3 py-2 text-left align-top text-12 font-normal";
const CELL = "border-t border-line px-3 py-1.5 align-top text-12 small:block small:border-0 small:p-0";

function SideHead({
  known: { registry, upgrade, at, learnt },
  rendered,
}: {
  known: Known;
  rendered: number;
}) {
  return (
    <>
      <HostName registry={registry} />
      {upgrade ? (
        <span className="mt-0.5 flex flex-wrap gap-x-3.5 gap-y-0.5 text-ink-2">
          <ProposalEState upgrade={upgrade} />
          <Oci11State upgrade={upgrade} />
          <StepState upgrade={upgrade} />
        </span>
      ) : (
        <NotProbed />
      )}
      {at && (
        <span className="block text-ink-3">
          seen <Age at={at} rendered={rendered} /> by {learntBy(learnt ?? "exploration")}
        </span>
      )}
    </>
  );
}

/** Where it has to break it does so before a dot or the port, and inside a part only where that alone is too long. */
function HostName({ registry }: { registry: string }) {
  return (
    <span className="block font-mono text-13 font-semibold break-words">
      {registry.split(/(?=[.:])/).map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a host's parts never move
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}

function Group({
  title,
  rows,
  sides,
  onOpen,
  rendered,
}: {
  title: (count: number) => string;
  rows: CompareRow[];
  sides: { left: Known; right: Known };
  onOpen: (row: LogRow) => void;
  rendered: number;
}) {
  if (rows.length === 0) return null;
  return (
    <tbody className="small:block">
      <tr className="small:block">
        <th
          scope="rowgroup"
          colSpan={3}
          className="bg-sunken px-3 py-1 text-left text-12 font-normal text-ink-2 small:block"
        >
          {title(rows.length)}
        </th>
      </tr>
      {rows.map((row) => (
        <tr
          key={row.name}
          className="small:grid small:grid-cols-2 small:gap-x-3 small:gap-y-1 small:border-t small:border-line small:px-3 small:py-2"
        >
          <th scope="row" className={`${CELL} text-left font-normal small:col-span-2`}>
            <code>{row.name}</code> <span className="block text-ink-3 small:inline">{row.words}</span>
          </th>
          <SideCell side={row.left} known={sides.left} onOpen={onOpen} rendered={rendered} />
          <SideCell side={row.right} known={sides.right} onOpen={onOpen} rendered={rendered} />
        </tr>
      ))}
    </tbody>
  );
}

function SideCell({
  side: { support, exchanges, at },
  known,
  onOpen,
  rendered,
}: {
  side: Side;
  known: Known;
  onOpen: (row: LogRow) => void;
  rendered: number;
}) {
  const { mark, tone } = cellLook(support);
  const log = logRows(known.exchanges ?? [], []);
  return (
    <td className={CELL}>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <Mark mark={mark} tone={tone}>
          {support.support}
        </Mark>
        <Confidence support={support} />
      </span>
      <span className="block leading-[18px] break-words text-ink-2">{visibleText(support.reason)}</span>
      {at && (
        <span className="flex flex-wrap items-center gap-x-2 text-ink-3">
          <span>
            evidence of <Age at={at} rendered={rendered} />
          </span>
          <ExchangeLinks
            ids={exchanges.map(({ id }) => id)}
            exchanges={log.map(({ exchange }) => exchange.id)}
            onOpen={(id) => {
              const row = log.find(({ exchange }) => exchange.id === id);
              if (row) onOpen(row);
            }}
          />
        </span>
      )}
    </td>
  );
}
