"use client";
// The explorer's tools: which view, whose eyes, which part, and how far the asking is.
import { Eye, ListTree, Network, Table2 } from "lucide-react";
import { type Consumer, LENSES, type Lens } from "#lib/graph";
import { stateWords } from "#lib/upgrade";
import { ChoiceMenu } from "../ui/choice-menu.tsx";
import { FilterFold } from "../ui/filter-fold.tsx";
import { formatCount, visibleText } from "../ui/format.ts";
import { useKeysOn } from "../ui/key-switch.ts";
import { KIND_WORDS, KindIcon } from "../ui/kind-icon.tsx";
import { SEED_STAGES, SeedIcon } from "../ui/seed-name.tsx";
import { Segmented } from "../ui/segmented.tsx";
import type { Address, SetAddress, ViewName } from "./use-address.ts";
import type { Explored } from "./use-explored.ts";

const VIEW_SEGMENTS: { value: ViewName; word: string; key: string; Icon: typeof Network }[] = [
  { value: "graph", word: "Graph", key: "g", Icon: Network },
  { value: "tree", word: "Tree", key: "t", Icon: ListTree },
  { value: "table", word: "Table", key: "b", Icon: Table2 },
  { value: "who", word: "Clients", key: "w", Icon: Eye },
];

export function ToolBar({
  view,
  address,
  setAddress,
  explored,
  exports,
  ways,
}: {
  view: ViewName;
  address: Address;
  setAddress: SetAddress;
  explored: Explored;
  exports: React.ReactNode;
  ways: React.ReactNode;
}) {
  const keysOn = useKeysOn();
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line px-gutter py-1.5 small:py-2">
      <Segmented
        label="View"
        value={view}
        onChange={(value) => setAddress({ view: value }, { history: "push" })}
        className="small:w-full"
        segmentClassName="small:h-[34px] small:flex-1 small:justify-center"
        segments={VIEW_SEGMENTS.map(({ value, word, key, Icon }) => ({
          value,
          label: keysOn ? `${word} (${key})` : undefined,
          content: (
            <>
              <Icon size={14} aria-hidden className={value === "graph" ? "-rotate-90" : undefined} />
              {word}
            </>
          ),
        }))}
      />
      {/* Lens and filters are about the graph; the matrix has every pair of eyes, and filters of its own. */}
      {view !== "who" && (
        <>
          <LensSwitch
            lens={address.lens}
            counts={explored.lensCounts}
            onChange={(lens) => setAddress({ lens }, { history: "push" })}
          />
          <Filters address={address} setAddress={setAddress} explored={explored} />
        </>
      )}
      <span className="-mr-1 ml-auto flex flex-wrap items-center gap-2 small:order-4 small:mr-0 small:justify-end">
        {exports}
        {ways}
      </span>
    </div>
  );
}

function LensSwitch({
  lens,
  counts,
  onChange,
}: {
  lens: Lens;
  counts: Explored["lensCounts"];
  onChange: (lens: Lens) => void;
}) {
  return (
    <Segmented
      label="Lens: whose eyes"
      value={lens}
      onChange={onChange}
      className="small:w-full"
      segmentClassName="small:grid small:h-14 small:flex-1 small:grid-cols-2 small:content-center small:gap-x-1 small:gap-y-0.5 small:px-0 small:text-11 small:leading-[14px]"
      segments={LENSES.map((value) => ({
        value,
        label: value === "everything" ? "All that is attached" : lensTitle(value, counts[value]),
        content: <LensContent lens={value} count={counts[value]} />,
      }))}
    />
  );
}

/** "squirrel (intermediate): asks the referrers API, else the tag; reads image manifests". */
function lensTitle(lens: Consumer, count: number | undefined): string {
  const { words, meaning } = stateWords(lens);
  return `${words}: ${meaning}${count === undefined ? ". What it finds here is not known." : ""}`;
}

/** What is not known is a dash, which is not the same as none. */
function LensContent({ lens, count }: { lens: Lens; count: number | undefined }) {
  const text = count === undefined ? "–" : formatCount(count);
  const number = <span className="font-normal text-ink-3 small:text-left">{text}</span>;
  if (lens === "everything") {
    return (
      <>
        <span className="small:col-span-2 small:row-start-2">Everything</span>
        <span className="font-normal text-ink-3 small:col-span-2">{text}</span>
      </>
    );
  }
  const { name, stage } = SEED_STAGES[lens];
  return (
    <>
      <SeedIcon seed={lens} className="small:justify-self-end" />
      <span className="small:col-span-2 small:row-start-2">
        {name} <span className="font-normal small:block">({stage})</span>
      </span>
      {number}
    </>
  );
}

function Filters({
  address,
  setAddress,
  explored: { choices, scene },
}: {
  address: Address;
  setAddress: SetAddress;
  explored: Explored;
}) {
  const chosen = address.kind.length + address.platform.length + address.way.length;
  return (
    <FilterFold chosen={chosen} buttonClassName="small:order-3" className="small:order-5">
      <ChoiceMenu
        label="Kind"
        chosen={address.kind}
        onChange={(kind) => setAddress({ kind: kind.length > 0 ? kind : null }, { history: "push" })}
        choices={choices.kinds.map(({ kind, count }) => ({
          value: kind,
          count,
          content: (
            <>
              <KindIcon kind={kind} size={16} />
              {KIND_WORDS[kind].title}
            </>
          ),
        }))}
      />
      <ChoiceMenu
        label="Platform"
        chosen={address.platform}
        onChange={(platform) =>
          setAddress({ platform: platform.length > 0 ? platform : null }, { history: "push" })
        }
        choices={choices.platforms.map(({ platform, count }) => ({
          value: platform,
          count,
          content: visibleText(platform),
        }))}
      />
      <ChoiceMenu
        label="Way"
        chosen={address.way}
        onChange={(way) => setAddress({ way: way.length > 0 ? way : null }, { history: "push" })}
        choices={choices.ways.map(({ way, count }) => ({
          value: way,
          count,
          content: scene.titles.get(way) ?? way,
        }))}
      />
    </FilterFold>
  );
}
