"use client";
// What a package needs, opened step by step: a document may say that everything needs everything.
import { ChevronDown, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import type { Report } from "#lib/inspect";
import { countOf, formatCount, visibleText } from "../ui/format.ts";
import { type Dependencies, dependenciesOf, openDepth } from "./dependencies.ts";

const PORTION = 100;
/** Entries that stand there at once before anybody opens one. */
const MOST = 500;
/** What the tree says by itself. */
const PLAIN = /^(?:depends[ _]on|dependency[ _]of)$/i;

export function DependencyTree({ report }: { report: Pick<Report, "tables"> }) {
  const dependencies = useMemo(() => dependenciesOf(report), [report]);
  const depth = useMemo(() => (dependencies ? openDepth(dependencies, MOST) : 0), [dependencies]);
  if (!dependencies) return null;
  const { roots, total, held } = dependencies;
  return (
    <div className="min-h-0 flex-1 overflow-auto px-4 py-2 text-12 leading-6">
      <p className="text-ink-3">
        {countOf(total, "relation")}
        {held < total && `, of which the first ${formatCount(held)} are here`}
      </p>
      <Branch
        refs={roots.map((ref) => ({ ref, relation: "" }))}
        path={[]}
        depth={depth}
        dependencies={dependencies}
      />
    </div>
  );
}

function Branch({
  refs,
  path,
  depth,
  dependencies,
}: {
  refs: readonly { ref: string; relation: string }[];
  path: readonly string[];
  /** How many steps below stand open by themselves. */
  depth: number;
  dependencies: Dependencies;
}) {
  const [portion, setPortion] = useState(PORTION);
  return (
    <ul className={path.length > 0 ? "ml-[11px] border-l border-line pl-2" : undefined}>
      {refs.slice(0, portion).map(({ ref, relation }, at) => (
        <Entry
          // biome-ignore lint/suspicious/noArrayIndexKey: a document may name one package twice in a list
          key={at}
          name={ref}
          relation={relation}
          path={path}
          depth={depth}
          dependencies={dependencies}
        />
      ))}
      {refs.length > portion && (
        <li>
          <button
            type="button"
            className="min-h-6 text-accent hover:underline"
            onClick={() => setPortion(portion + PORTION)}
          >
            {formatCount(refs.length - portion)} more
          </button>
        </li>
      )}
    </ul>
  );
}

function Entry({
  name: ref,
  relation,
  path,
  depth,
  dependencies,
}: {
  name: string;
  relation: string;
  path: readonly string[];
  depth: number;
  dependencies: Dependencies;
}) {
  const isRepeat = path.includes(ref);
  const below = isRepeat ? [] : dependencies.of(ref);
  const [isOpen, setOpen] = useState(path.length < depth && below.length > 0);
  const { name, version } = dependencies.nameOf(ref);
  const Icon = isOpen ? ChevronDown : ChevronRight;
  const words = (
    <span className="min-w-0 wrap-anywhere">
      <span className="font-medium">{visibleText(name)}</span>
      {version && <span className="pl-1.5 text-ink-2">{visibleText(version)}</span>}
      {relation && !PLAIN.test(relation) && (
        <span className="pl-2 text-ink-3">{visibleText(relation.replaceAll("_", " ").toLowerCase())}</span>
      )}
      {isRepeat && <span className="pl-2 text-ink-3">(stands above)</span>}
    </span>
  );
  return (
    <li>
      {below.length > 0 ? (
        <button
          type="button"
          aria-expanded={isOpen}
          className="flex min-h-6 items-start gap-1.5 text-left hover:text-accent"
          onClick={() => setOpen(!isOpen)}
        >
          <Icon size={12} aria-hidden className="mt-1.5 flex-none text-ink-3" />
          {words}
          <span className="flex-none text-ink-3">{formatCount(below.length)}</span>
        </button>
      ) : (
        <span className="flex items-start gap-1.5 pl-[18px]">{words}</span>
      )}
      {isOpen && below.length > 0 && (
        <Branch refs={below} path={[...path, ref]} depth={depth} dependencies={dependencies} />
      )}
    </li>
  );
}
