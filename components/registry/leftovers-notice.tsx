"use client";
// On the page of all registries: where runs left something, a line that leads to it.
import Link from "next/link";
import { visibleText } from "../ui/format.ts";
import { MarkIcon } from "../ui/mark.tsx";
import { leftByRegistry, thingsText } from "./active-probe-words.ts";
import { LeftoversUnread } from "./leftovers-unread.tsx";
import { registryPath } from "./registry-path.ts";
import { useLeftoverRuns } from "./use-leftovers.ts";

/** A registry that left this server's memory, or was never in it, stands here too. Nothing is drawn where nothing was left. */
export function LeftoversNotice() {
  const { runs, problem, isReading, readAgain } = useLeftoverRuns();
  const left = leftByRegistry(runs);
  if (left.length === 0 && !problem) return null;
  return (
    <section aria-label="Left on registries" className="grid gap-1.5">
      {problem && <LeftoversUnread problem={problem} isReading={isReading} onReadAgain={readAgain} />}
      {left.map(({ registry, things }) => (
        <p
          key={registry}
          className="flex items-start gap-1.5 rounded-node border border-warn-line bg-warn-bg px-2.5 py-1.5 text-12"
        >
          <MarkIcon mark="unread" className="mt-px text-warn" />
          <span className="min-w-0 break-words">
            <b className="font-semibold">{thingsText(things)}</b>, pushed by Refscope, may be left on{" "}
            <Link
              href={registryPath({ registry })}
              prefetch={false}
              className="font-mono break-words text-accent underline underline-offset-2 hover:no-underline"
            >
              {visibleText(registry)}
            </Link>
            .
          </span>
        </p>
      ))}
    </section>
  );
}
