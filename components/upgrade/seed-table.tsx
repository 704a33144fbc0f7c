"use client";
// The working group's table, grouped by producer, live.
import { type Producer, type Reading, type SeedScenario, stateWords, wordsIn } from "#lib/upgrade";
import { classes } from "../ui/classes.ts";
import { SeedName } from "../ui/seed-name.tsx";
import { Tag } from "../ui/tag.tsx";
import { CELL, OpenableRow, type RowState } from "./openable-row.tsx";
import { moveBetweenRows } from "./row-keys.ts";
import { idOf, PRODUCERS } from "./scenario-rows.ts";

const HEAD =
  "border-b border-line-2 px-2.5 py-1.5 text-left text-12 font-normal whitespace-nowrap text-ink-3";
const COLUMNS = 7;

export function SeedTable({
  rows,
  reading,
  stateOf,
}: {
  rows: readonly SeedScenario[];
  reading: Reading;
  stateOf: (id: string) => RowState;
}) {
  return (
    <section className="overflow-hidden rounded-panel border border-line bg-surface">
      <h2 className="sr-only">The eighteen</h2>
      <table
        aria-label="The document's eighteen scenarios"
        onKeyDown={moveBetweenRows}
        className="w-full border-separate border-spacing-0 small:block"
      >
        <thead className="small:hidden">
          <tr>
            <th className={`${HEAD} w-9 text-right`}>#</th>
            <th className={`${HEAD} w-[176px]`}>Registry</th>
            <th className={`${HEAD} w-[178px]`}>Consumer</th>
            <th className={HEAD}>What happens</th>
            <th className={`${HEAD} w-[17%]`}>Observed</th>
            <th className={`${HEAD} w-[100px]`}>Verdict</th>
            <th className={`${HEAD} w-9`}>
              <span className="sr-only">Run</span>
            </th>
          </tr>
        </thead>
        {PRODUCERS.map((producer) => (
          <Group
            key={producer}
            producer={producer}
            rows={rows.filter((row) => row.producer === producer)}
            reading={reading}
            stateOf={stateOf}
          />
        ))}
      </table>
      {rows.length === 0 && <p className="px-3 py-2.5 text-12 text-ink-2">No row fits these filters.</p>}
    </section>
  );
}

function Group({
  producer,
  rows,
  reading,
  stateOf,
}: {
  producer: Producer;
  rows: SeedScenario[];
  reading: Reading;
  stateOf: (id: string) => RowState;
}) {
  if (rows.length === 0) return null;
  return (
    <tbody className="small:block">
      <tr className="small:block">
        <th
          scope="rowgroup"
          colSpan={COLUMNS}
          className="h-[26px] border-b border-line bg-sunken px-2.5 text-left text-12 font-normal text-ink-2 small:block small:h-auto small:px-3 small:py-2"
        >
          Producer <SeedName seed={producer} />: {stateWords(producer).meaning}
        </th>
      </tr>
      {rows.map((row) => (
        <SeedRow key={row.number} row={row} reading={reading} state={stateOf(idOf(row))} />
      ))}
    </tbody>
  );
}

function SeedRow({ row, reading, state }: { row: SeedScenario; reading: Reading; state: RowState }) {
  return (
    <OpenableRow
      id={idOf(row)}
      name={`scenario ${row.number}`}
      columns={COLUMNS}
      state={state}
      about={<Parties row={row} />}
      description={<Words row={row} reading={reading} />}
      lead={
        <>
          <td className={`${CELL} text-right text-ink-3 small:text-left small:text-ink`}>{row.number}</td>
          <td className={`${CELL} whitespace-nowrap small:text-12 small:text-ink-2`}>
            <SeedName seed={row.registry} />
          </td>
          <td className={`${CELL} whitespace-nowrap small:col-start-2 small:text-12 small:text-ink-2`}>
            <SeedName seed={row.consumer} />
          </td>
        </>
      }
    />
  );
}

/** What happens in this reading and, where that is another thing, what the document promised. */
function Words({ row, reading }: { row: SeedScenario; reading: Reading }) {
  const { words, promised } = wordsIn(row, reading);
  const mark = !row.supported && (
    <Tag title="The document calls this combination not supported">not supported</Tag>
  );
  if (promised === undefined) {
    return (
      <>
        <span className={classes(row.supported ? "font-medium" : "text-ink-2")}>{words}</span> {mark}
      </>
    );
  }
  return (
    <>
      <span className="text-ink-2">{words}</span>{" "}
      <Tag title="OCI 1.1 withdrew the manifest that this combination is about">withdrawn</Tag>
      <span className="block text-12 text-ink-2">
        Proposal E promised: “{promised}” {mark}
      </span>
    </>
  );
}

/** Who does what in a row. */
function Parties({ row: { producer, registry, consumer } }: { row: SeedScenario }) {
  return (
    <>
      Not run yet. Producer: {stateWords(producer).meaning}. Registry: {stateWords(registry).meaning}.
      Consumer: {stateWords(consumer).meaning}.
    </>
  );
}
