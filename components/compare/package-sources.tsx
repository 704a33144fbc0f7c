// From which SBOMs the packages of either side come, how they are counted, and what could not be read.
import type { ComparedPlatform } from "#lib/api";
import type { SideName } from "#lib/compare";
import { countOf, formatCount, shortenDigest, visibleText } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import { SIDE_WORDS } from "./compare-words.ts";
import { SIDES } from "./side-names.ts";

/** An image seldom has more SBOMs than these; the rest is counted. */
const LISTED = 8;

export function PackageSources({ platform }: { platform: ComparedPlatform }) {
  const isMerged = SIDES.some((side) => platform[side].sboms.length > 1);
  return (
    <div className="border-b border-line py-1 text-12">
      <dl>
        {SIDES.map((side) => (
          <SideLine key={side} side={side} platform={platform} />
        ))}
      </dl>
      {platform.comparison && (
        <p className="px-3 pt-0.5 pb-1 text-ink-3">
          Packages are told apart by their package URL without the version
          {isMerged ? "; one that several SBOMs of a side list counts once." : "."}
        </p>
      )}
    </div>
  );
}

function SideLine({
  side,
  platform: { [side]: of, comparison },
}: {
  side: SideName;
  platform: ComparedPlatform;
}) {
  const { sboms, why, open } = of;
  const isOpen = why.startsWith("could not check");
  return (
    <div className="flex flex-wrap gap-x-2 px-3 py-0.5">
      <dt className="w-9 flex-none text-ink-3">{SIDE_WORDS[side]}</dt>
      <dd className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-0.5 break-words">
        {sboms.length > 0 ? (
          <span>
            {comparison && (
              <>
                <b className="font-semibold">{countOf(comparison.counts[side], "package")}</b> of{" "}
              </>
            )}
            {countOf(sboms.length, "SBOM")} {visibleText(why)}: <SbomNames sboms={sboms} />
          </span>
        ) : (
          <Mark
            mark={isOpen ? "unread" : "none"}
            tone={isOpen ? "warn" : "mute"}
            className="items-start! whitespace-normal!"
          >
            {visibleText(why)}
          </Mark>
        )}
        {open !== undefined && (
          <Mark mark="unread" tone="warn" className="items-start! whitespace-normal!">
            There may be more: {visibleText(open)}
          </Mark>
        )}
      </dd>
    </div>
  );
}

function SbomNames({ sboms }: { sboms: ComparedPlatform["left"]["sboms"] }) {
  const more = sboms.length - LISTED;
  return (
    <>
      {sboms.slice(0, LISTED).map(({ title, digest, layer, packages, total }, at) => (
        <span key={`${digest} ${layer ?? at}`}>
          {at > 0 && ", "}
          {visibleText(title)} <code title={digest}>{shortenDigest(digest).rest}</code>{" "}
          <span className="text-ink-3">
            ({packages < total ? `${formatCount(packages)} of ` : ""}
            {countOf(total, "package")})
          </span>
        </span>
      ))}
      {more > 0 && <span className="text-ink-3"> and {formatCount(more)} more</span>}
    </>
  );
}
