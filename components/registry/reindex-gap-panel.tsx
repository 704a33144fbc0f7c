// The referrers that a referrers tag lists and the API does not: invisible to clients that trust the API.
import Link from "next/link";
import { referencePath } from "#lib/oci";
import type { Upgrade } from "#lib/upgrade";
import { CommandLine } from "../ui/command-line.tsx";
import { DigestText } from "../ui/digest-text.tsx";
import { countOf, visibleText } from "../ui/format.ts";
import { Panel } from "../ui/panel.tsx";
import { SeedName } from "../ui/seed-name.tsx";
import { Tag } from "../ui/tag.tsx";
import { pushAgain } from "./commands.ts";

const SHOWN = 8;

/** `origin` is where the registry's API answered. Nothing is drawn without a gap. */
export function ReindexGapPanel({ upgrade, origin }: { upgrade: Upgrade; origin: string }) {
  const { registry, repository, reindexGap = [] } = upgrade;
  const [first] = reindexGap;
  if (first === undefined || repository === undefined) return null;
  const rest = reindexGap.length - SHOWN;
  return (
    <Panel title="Re-index gap" actions={<Tag tone="warn">{reindexGap.length}</Tag>}>
      <ul>
        {reindexGap.slice(0, SHOWN).map((digest) => (
          <li key={digest} className="border-b border-line px-3 py-2 text-12 leading-[18px]">
            <Link
              href={referencePath({ registry, repository, digest })}
              prefetch={false}
              className="text-accent hover:underline"
            >
              <DigestText digest={digest} />
            </Link>
            <p className="break-words text-ink-3">
              <span className="break-all">{visibleText(repository)}</span>. In the referrers tag, not in the
              API.
            </p>
          </li>
        ))}
        {rest > 0 && (
          <li className="border-b border-line px-3 py-2 text-12 text-ink-3">
            and {countOf(rest, "more", "more")}
          </li>
        )}
      </ul>
      <div className="flex min-w-0 flex-col gap-1.5 px-3 py-2 text-12 leading-[18px] text-ink-2">
        <p>
          A <SeedName seed="squirrel" /> asks the API, gets an answer, and never looks at the tag. Push each
          manifest again to have it indexed:
        </p>
        <CommandLine command={pushAgain(origin, registry, repository, first)} />
      </div>
    </Panel>
  );
}
