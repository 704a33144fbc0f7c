import { describe, expect, test } from "vitest";
import type { Visibility } from "#lib/api";
import type { CellState, VisibilityColumn } from "#lib/visibility";
import {
  agreementOf,
  agreementWords,
  columnName,
  foundBy,
  tellingColumns,
  verdictAt,
} from "./matrix-facts.ts";

const column = (id: string, found: number, sentence: string, over: Partial<VisibilityColumn> = {}) => ({
  ...{ id, group: "client" as const, name: id, versions: "1", runs: "", looks: "", sources: [], sentence },
  counts: { found, unreadable: 0, "not-found": 2 - found, "not-known": 0 },
  ...over,
});

const STATES: CellState[] = ["found", "not-found"];
const VISIBILITY = {
  rows: ["a", "b"].map((id) => ({ id, digest: id, kind: "sbom", title: id, about: [] })),
  columns: [
    column("rat", 0, "", { group: "generation", name: "rat (current)" }),
    column("most", 2, "sees 2 of 2"),
    column("some", 1, "sees 1 of 2"),
    column("none", 0, "sees 0 of 2: it asks only for x"),
  ],
  verdicts: STATES.map((state) => ({ state, reason: state, exchanges: [] })),
  cells: [
    [1, 0, 0, 1],
    [1, 0, 1, 1],
  ],
} as unknown as Visibility;

describe("the matrix read out", () => {
  test("a cell's verdict; what is not in it is not known", () => {
    expect(verdictAt(VISIBILITY, 0, 1).state).toBe("found");
    expect(verdictAt(VISIBILITY, 7, 1).state).toBe("not-known");
  });

  test("a row differs where those who find anything do not agree", () => {
    expect(agreementOf(VISIBILITY)).toEqual({ differing: [1], open: 0 });
    expect(agreementWords({ open: 0 })).toBe("All clients that look for artifacts agree.");
  });

  test("what is not known of one is no difference, and is said", () => {
    const cells = [
      [1, 0, -1, 1],
      [1, -1, 0, 1],
    ];
    const columns = VISIBILITY.columns.filter(({ id }) => id === "most" || id === "some");
    const unknown = { ...VISIBILITY, columns, cells: cells.map((row) => row.slice(1, 3)) };
    expect(agreementOf(unknown)).toEqual({ differing: [], open: 2 });
    expect(agreementWords({ open: 2 })).toBe(
      "As far as is known, all clients that look for artifacts agree. Of 2 artifacts it is not known of some clients.",
    );
    const both = {
      ...VISIBILITY,
      cells: [
        [1, 0, -1, 1],
        [-1, 0, 1, 1],
      ],
    };
    expect(agreementOf(both)).toEqual({ differing: [1], open: 1 });
  });

  test("who tells most: the one who sees the most, and one who asks for something else", () => {
    expect(tellingColumns(VISIBILITY).map(({ id }) => id)).toEqual(["most", "none"]);
  });

  test("how many find a row, and what a column is called", () => {
    expect(foundBy(VISIBILITY, 0)).toBe("found by 2 of 4");
    const cells = [[1, 0, -1, -1]];
    expect(foundBy({ ...VISIBILITY, cells }, 0)).toBe("found by 1 of 4, 2 not known");
    expect(VISIBILITY.columns.map(columnName)).toEqual(["rat (current)", "most 1", "some 1", "none 1"]);
  });
});
