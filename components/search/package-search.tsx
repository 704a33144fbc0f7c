"use client";
// "Is a package in it?": a button among the explorer's tools, and behind it a box over all SBOMs of the image.
import { PackageSearch as Icon, Search as SearchIcon } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Search } from "#lib/api";
import { Button, buttonClasses } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useAsked } from "../use-asked.ts";
import { SearchResult } from "./search-result.tsx";
import { Searching, SearchProblem, SearchStart, SearchStopped } from "./search-states.tsx";
import { useWantedPackage } from "./use-wanted-package.ts";

const MOST = 200;

/** `reference` is what was asked for; the search explores it by itself, so that its answer stands alone. */
export function PackageSearch({ reference, other }: { reference: string; other: readonly string[] }) {
  const [wanted, setWanted] = useWantedPackage();
  return (
    <>
      <button type="button" className={buttonClasses()} onClick={() => void setWanted("")}>
        <Icon size={14} aria-hidden /> Is a package in it?
      </button>
      <Dialog
        open={wanted !== null}
        onOpenChange={(open) => void setWanted(open ? "" : null)}
        title="Is a package in it?"
        width={860}
      >
        {wanted !== null && (
          <Body reference={reference} other={other} wanted={wanted} onWant={(text) => void setWanted(text)} />
        )}
      </Dialog>
    </>
  );
}

function Body({
  reference,
  other,
  wanted,
  onWant,
}: {
  reference: string;
  other: readonly string[];
  wanted: string;
  onWant: (text: string) => void;
}) {
  const query = wanted.trim().slice(0, MOST);
  const request = useMemo(() => ({ reference, query, otherRepositories: other }), [reference, query, other]);
  const { answer, problem, isAsking, ask, stop } = useAsked<Search>("/api/search", request, query !== "");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Box text={wanted} onWant={(text) => (text === wanted ? ask() : onWant(text))} />
      {query === "" ? (
        <SearchStart onTry={onWant} />
      ) : isAsking ? (
        <Searching query={query} onStop={stop} />
      ) : answer ? (
        <SearchResult found={answer} />
      ) : problem ? (
        <SearchProblem problem={problem} onAsk={ask} />
      ) : (
        <SearchStopped onAsk={ask} />
      )}
    </div>
  );
}

function Box({ text, onWant }: { text: string; onWant: (text: string) => void }) {
  const [value, setValue] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setValue(text), [text]);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="flex h-8 items-center gap-2 rounded-control border border-line-3 bg-surface pr-1 pl-2.5 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent small:h-10"
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== "") onWant(value.trim());
      }}
    >
      <SearchIcon size={16} aria-hidden className="flex-none" />
      <input
        ref={field}
        value={value}
        maxLength={MOST}
        onChange={(event) => setValue(event.target.value)}
        aria-label="Package name, package URL, CPE or version"
        placeholder="log4j, pkg:npm/lodash, 2.14.1"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        enterKeyHint="search"
        className="min-w-0 flex-1 bg-transparent text-13 outline-none placeholder:text-ink-3 small:text-[16px]"
      />
      <Button type="submit" look="primary" className="h-6! small:h-8!">
        Search
      </Button>
    </form>
  );
}
