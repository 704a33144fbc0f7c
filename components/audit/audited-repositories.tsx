// The repositories of a registry that were audited: where each stands, and what was found.
import Link from "next/link";
import type { AuditSummary } from "#lib/api";
import { repositoryPath } from "../registry/registry-path.ts";
import { StepState } from "../registry/registry-state.tsx";
import { Age } from "../ui/age.tsx";
import { countOf, formatCount } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import { isProblem } from "./finding-words.ts";

const HEAD = "px-2.5 py-1.5 text-left text-12 font-normal whitespace-nowrap text-ink-3 first:pl-3 last:pr-3";
const CELL =
  "px-2.5 py-1 align-middle text-12 text-ink-2 first:pl-3 last:pr-3 small:block small:p-0 small:first:pl-0 small:last:pr-0";

export function AuditedRepositories({ audits, rendered }: { audits: AuditSummary[]; rendered: number }) {
  return (
    <table className="w-full border-collapse border-t border-line small:block">
      <caption className="sr-only">Audited repositories</caption>
      <thead className="border-b border-line-2 small:hidden">
        <tr>
          <th className={HEAD}>Repository</th>
          <th className={HEAD}>Step</th>
          <th className={HEAD}>Gap</th>
          <th className={HEAD}>Found</th>
          <th className={`${HEAD} text-right`}>Audited</th>
        </tr>
      </thead>
      <tbody className="small:block">
        {audits.map((audit) => (
          <tr
            key={audit.repository}
            className="h-7 border-b border-line transition-colors last:border-b-0 hover:bg-hover small:grid small:h-auto small:grid-cols-[minmax(0,1fr)_auto] small:gap-x-2.5 small:gap-y-0.5 small:px-3 small:py-2"
          >
            <th scope="row" className={`${CELL} text-left font-normal small:col-span-2`}>
              <Link
                href={repositoryPath(audit.registry, audit.repository)}
                prefetch={false}
                className="font-mono text-12 break-all text-accent hover:underline small:inline-block small:py-1"
              >
                {audit.repository}
              </Link>
            </th>
            <td className={CELL}>
              <StepState upgrade={audit.upgrade} />
            </td>
            <td className={`${CELL} small:order-4`}>
              <Gap audit={audit} />
            </td>
            <td className={`${CELL} small:text-right`}>
              <Found audit={audit} />
            </td>
            <td className={`${CELL} text-right whitespace-nowrap text-ink-3 small:order-5`}>
              <Age at={audit.at} rendered={rendered} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Not known is not none, and without the API there is nothing to be missing from. */
function Gap({ audit: { upgrade, counts, compared, tags } }: { audit: AuditSummary }) {
  const { count = 0 } = counts.find(({ kind }) => kind === "tag-only") ?? {};
  if (count > 0) {
    return (
      <Mark mark="failed" tone="warn">
        {formatCount(count)} in a tag alone
      </Mark>
    );
  }
  if (upgrade.capabilities.referrersApi.support === "unsupported") return <span>no API</span>;
  if (upgrade.reindexGap) {
    const { count: aside = 0 } = counts.find(({ kind }) => kind === "wrong-subject") ?? {};
    const others = aside > 0 && `; ${formatCount(aside)} about something else`;
    return (
      <Mark mark="none" className="whitespace-normal!">
        none of {formatCount(compared)} compared{others}
      </Mark>
    );
  }
  if (tags.referrers + tags.others === 0 && tags.truncated === undefined)
    return <span>no referrers tag</span>;
  return (
    <Mark mark="unread" tone="mute">
      not known
    </Mark>
  );
}

function Found({ audit: { counts, end, completeness } }: { audit: AuditSummary }) {
  const problems = counts.filter(({ kind }) => isProblem(kind)).reduce((sum, { count }) => sum + count, 0);
  const found = countOf(problems, "finding");
  if (completeness === "complete") return <span>{problems === 0 ? "nothing to mend" : found}</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {found}
      <Mark mark="unread" tone="warn">
        {end === "stopped" ? "stopped" : "not all checked"}
      </Mark>
    </span>
  );
}
