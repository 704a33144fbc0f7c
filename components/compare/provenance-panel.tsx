// Where both come from: builder, source, commit, and what else the provenances say, as they claim it.
import type { Comparison } from "#lib/api";
import type { ProvenanceComparison, ProvenanceRow } from "#lib/compare";
import { classes } from "../ui/classes.ts";
import { countOf, shortenDigest, visibleText } from "../ui/format.ts";
import { Mark } from "../ui/mark.tsx";
import { Panel } from "../ui/panel.tsx";
import { listed, SIDE_WORDS } from "./compare-words.ts";
import { SIDES } from "./side-names.ts";

export function ProvenancePanel({ comparison }: { comparison: Comparison }) {
  const { provenance } = comparison;
  return (
    <Panel
      title="Provenance"
      note="What the provenances say. Whether their signatures hold is not looked at here."
    >
      {provenance.length === 0 ? (
        <Nothing comparison={comparison} />
      ) : (
        provenance.map((each) => (
          <One
            isLone={provenance.length === 1}
            key={`${each.left?.digest} ${each.left?.layer} ${each.right?.digest} ${each.right?.layer}`}
            provenance={each}
          />
        ))
      )}
    </Panel>
  );
}

/** That there is none is said only where everything was read. */
function Nothing({ comparison }: { comparison: Comparison }) {
  const isOpen = SIDES.some((side) => {
    const { completeness, unread } = comparison[side];
    return completeness !== "complete" || unread.length > 0;
  });
  if (!isOpen) return <p className="px-3 py-2.5 text-ink-2">No provenance is attached on either side.</p>;
  return (
    <p className="px-3 py-2.5">
      <Mark mark="unread" tone="warn" className="items-start! whitespace-normal!">
        No provenance was read on either side. Not everything could be read, so there may be some.
      </Mark>
    </p>
  );
}

const CELL =
  "border-t border-line px-3 py-1 align-top text-12 break-words small:block small:border-0 small:p-0";

/** What is the same throughout is one line, which opens; so is, among others, what has nothing to be held against. */
function One({ provenance, isLone }: { provenance: ProvenanceComparison; isLone: boolean }) {
  const { rows, parameters, sameParameters, note, open } = provenance;
  const isSame = rows.every(({ state }) => state === "same") && parameters.length === 0 && note === undefined;
  const isPair = provenance.left !== undefined && provenance.right !== undefined;
  return (
    <details open={isPair ? !isSame : isLone} className="border-b border-line last:border-b-0">
      <summary className="bg-sunken px-3 py-1 text-12">
        <span className="font-medium">{titleOf(provenance)}</span>{" "}
        <span className="text-ink-3">{documentsOf(provenance)}</span>
        {!isPair && <span className="text-ink-2">{sourceOf(provenance)}</span>}
        {isSame && (
          <span className="text-ink-2">
            : builder, source and commit, all {rows.length + sameParameters} fields are the same
          </span>
        )}
      </summary>
      <table aria-label={titleOf(provenance)} className="w-full table-fixed small:block">
        <thead className="sr-only">
          <tr>
            <th scope="col">What</th>
            <th scope="col">Left</th>
            <th scope="col">Right</th>
          </tr>
        </thead>
        <tbody className="small:block">
          {rows.map((row) => (
            <Row key={row.name} row={row} />
          ))}
          {parameters.map((row) => (
            <Row key={`parameter ${row.name}`} row={row} isParameter />
          ))}
        </tbody>
      </table>
      {open !== undefined && (
        <p className="border-t border-line px-3 py-1 text-12">
          <Mark mark="unread" tone="warn" className="items-start! whitespace-normal!">
            The {provenance.left ? "right" : "left"} may have one: {visibleText(open)}
          </Mark>
        </p>
      )}
      {note !== undefined && (
        <p className="border-t border-line px-3 py-1 text-12 break-words text-ink-3">{visibleText(note)}</p>
      )}
      {!isSame && parameters.length + sameParameters > 0 && (
        <p className="border-t border-line px-3 py-1 text-12 text-ink-3">
          {parameters.length === 0
            ? `All ${countOf(sameParameters, "parameter")} are the same.`
            : `${countOf(parameters.length, "parameter")} ${parameters.length === 1 ? "differs" : "differ"}, ${sameParameters} are the same.`}
        </p>
      )}
    </details>
  );
}

function titleOf({ left, right, about }: ProvenanceComparison): string {
  return `${visibleText((left ?? right)?.title ?? "")} about ${visibleText(about)}`;
}

/** What one wants to know of a provenance that stands alone. */
function sourceOf({ rows }: ProvenanceComparison): string {
  const commit = rows.find(({ name }) => name === "Commit");
  const [text] = [...(commit?.left ?? []), ...(commit?.right ?? [])];
  return text === undefined ? "" : `: from commit ${visibleText(text).slice(0, 12)}`;
}

function documentsOf(provenance: ProvenanceComparison): string {
  const none = provenance.open === undefined ? "has no counterpart" : "shows no counterpart";
  return SIDES.map((side) => {
    const one = provenance[side];
    return `${SIDE_WORDS[side].toLowerCase()} ${one ? shortenDigest(one.digest).rest : none}`;
  }).join(", ");
}

function Row({
  row: { name, left, right, state },
  isParameter = false,
}: {
  row: ProvenanceRow;
  isParameter?: boolean;
}) {
  const differs = state === "differs";
  const value = classes(CELL, "font-mono", differs ? "text-ink" : "text-ink-2");
  return (
    <tr className="small:block small:border-t small:border-line small:px-3 small:py-1.5">
      <th scope="row" className={`${CELL} w-[200px] text-left font-normal`}>
        <span className={differs ? "font-medium" : "text-ink-3"}>{visibleText(name)}</span>{" "}
        <span className="text-11 text-ink-3">
          {isParameter ? "parameter, " : ""}
          {state === "same"
            ? "same"
            : differs
              ? "differs"
              : `${state === "left-only" ? "left" : "right"} only`}
        </span>
      </th>
      {state === "same" ? (
        <td colSpan={2} className={value}>
          {listed(left)}
        </td>
      ) : (
        <>
          <td className={value}>
            <span className="hidden font-sans text-ink-3 small:inline">Left </span>
            {listed(left)}
          </td>
          <td className={value}>
            <span className="hidden font-sans text-ink-3 small:inline">Right </span>
            {listed(right)}
          </td>
        </>
      )}
    </tr>
  );
}
