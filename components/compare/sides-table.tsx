// Both images in a line each: what they came to, and how much of what hangs on them is known.
import Link from "next/link";
import type { ComparedSide, Comparison } from "#lib/api";
import { referencePath } from "#lib/oci";
import { CopyButton } from "../ui/copy-button.tsx";
import { DigestText } from "../ui/digest-text.tsx";
import { countOf, formatCount, visibleText } from "../ui/format.ts";
import { KindIcon } from "../ui/kind-icon.tsx";
import { Mark, OutcomeMark } from "../ui/mark.tsx";
import { SIDE_WORDS } from "./compare-words.ts";
import { SIDES, type SideName } from "./side-names.ts";

export function SidesTable({ comparison }: { comparison: Comparison }) {
  return (
    <dl className="border-t border-line text-12">
      {SIDES.map((side) => (
        <SideLine key={side} side={side} of={comparison[side]} />
      ))}
    </dl>
  );
}

function SideLine({ side, of }: { side: SideName; of: ComparedSide }) {
  const { reference, resolved, kind, completeness, referrers, unread } = of;
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line px-3 py-0.5 last:border-b-0 small:py-1.5">
      <dt className="w-9 text-ink-3">{SIDE_WORDS[side]}</dt>
      <dd className="flex min-w-0 flex-1 basis-[320px] items-center gap-2">
        <KindIcon kind={kind} size={18} named />
        <Link
          href={referencePath(resolved)}
          prefetch={false}
          className="min-w-0 py-1 font-mono break-all text-accent hover:underline"
        >
          {visibleText(reference)}
        </Link>
      </dd>
      <dd className="flex items-center gap-1">
        <DigestText digest={resolved.digest} />
        <CopyButton text={resolved.digest} what="digest" />
      </dd>
      <dd className="w-[84px] text-ink-2">{countOf(referrers, "referrer")}</dd>
      <dd className="w-[150px] small:w-auto">
        {completeness === "complete" ? (
          <Mark mark="tick" tone="mute">
            complete list
          </Mark>
        ) : completeness === "truncated" ? (
          <Mark mark="unread" tone="warn">
            list not whole
          </Mark>
        ) : (
          <OutcomeMark outcome={completeness} />
        )}
      </dd>
      {unread.length > 0 && <Unread unread={unread} />}
    </div>
  );
}

/** Reasons, each once. */
const LISTED = 5;

function Unread({ unread }: Pick<ComparedSide, "unread">) {
  const alike = [...Map.groupBy(unread, ({ title, reason }) => `${title}\n${reason}`)];
  return (
    <dd className="basis-full pl-12 small:pl-0">
      {alike.slice(0, LISTED).map(([key, [first, ...more]]) => (
        <p key={key}>
          <Mark mark="unread" tone="warn" className="items-start! whitespace-normal!">
            {visibleText(first?.title ?? "")}
            {more.length === 0 ? " was" : `, and ${formatCount(more.length)} more, were`} not read:{" "}
            {visibleText(first?.reason ?? "")}
          </Mark>
        </p>
      ))}
      {alike.length > LISTED && (
        <p className="text-ink-3">and {formatCount(alike.length - LISTED)} more, in the export</p>
      )}
    </dd>
  );
}
