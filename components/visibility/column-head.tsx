// What a column is: its name, versions, command, and how many it finds.
import type { VisibilityColumn } from "#lib/visibility";
import { SeedIcon } from "../ui/seed-name.tsx";
import { unknownWords } from "./matrix-facts.ts";

const SEEDS = { rat: "rat", squirrel: "squirrel", beaver: "beaver" } as const;

export function seedOf({ group, id }: VisibilityColumn): (typeof SEEDS)[keyof typeof SEEDS] | undefined {
  return group === "generation" && (id === "rat" || id === "squirrel" || id === "beaver")
    ? SEEDS[id]
    : undefined;
}

/** Four short lines; what does not fit is in the title, and in the panel. */
export function ColumnHead({ column, rows }: { column: VisibilityColumn; rows: number }) {
  const seed = seedOf(column);
  return (
    <span className="flex h-full flex-col justify-end text-left text-11 leading-[15px] font-normal text-ink-3">
      <span className="flex items-center gap-1 text-12 font-semibold text-ink">
        {seed && <SeedIcon seed={seed} size={16} />}
        <span className="truncate">{seed ?? column.name}</span>
      </span>
      <span className="truncate">{seed ? stageOf(column.name) : column.versions}</span>
      <span className="truncate">{seed ? column.versions : column.runs}</span>
      <span className="text-ink-2">
        {column.counts.found ?? 0} of {rows}
        {unknownWords(column.counts["not-known"] ?? 0)}
      </span>
    </span>
  );
}

/** "current" of "rat (current)". */
function stageOf(name: string): string {
  return /\((.+)\)/.exec(name)?.[1] ?? name;
}
