// How much an audit looked at, in numbers: nothing is claimed of what is not in them.
import type { Audit } from "#lib/api";
import { formatCount, formatDuration } from "../ui/format.ts";
import { Panel } from "../ui/panel.tsx";

export function NumbersPanel({ audit }: { audit: Audit }) {
  const { tags, subjects, compared, requests, durationMs } = audit;
  return (
    <Panel title="What was looked at">
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(100px,1fr))] gap-x-3 gap-y-2 px-3 py-2.5">
        <Figure name="tags listed" value={formatCount(tags.all)} />
        <Figure name="given by people" value={formatCount(tags.plain)} />
        <Figure name="referrers tags" value={formatCount(tags.referrers)} />
        <Figure name="cosign's tags" value={formatCount(tags.cosign)} />
        {tags.others > 0 && <Figure name="other digest tags" value={formatCount(tags.others)} />}
        <Figure
          name="digests asked"
          value={
            subjects.compared === subjects.all
              ? formatCount(subjects.all)
              : `${formatCount(subjects.compared)} of ${formatCount(subjects.all)}`
          }
        />
        <Figure name="entries compared" value={formatCount(compared)} />
        <Figure name="requests" value={formatCount(requests)} />
        <Figure name="time" value={formatDuration(durationMs)} />
      </dl>
    </Panel>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-12 text-ink-3">{name}</dt>
      <dd className="text-15 font-semibold">{value}</dd>
    </div>
  );
}
