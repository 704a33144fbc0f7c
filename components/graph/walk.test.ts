import { describe, expect, it } from "vitest";
import { placeLate } from "./place-late.ts";
import { graphOf, SAMPLE } from "./sample-graph.test-support.ts";
import { type Direction, pathToRoot, stepFrom } from "./walk.ts";

const { spots } = placeLate({ spots: new Map(), routes: new Map() }, SAMPLE);
const step = (from: string, direction: Direction) => stepFrom(from, direction, SAMPLE, spots);

describe("stepFrom", () => {
  it("goes left to what a card is about, against and along the arrows alike", () => {
    expect(step("spdx", "left")).toBe("root");
    expect(step("amd64", "left")).toBe("root");
    expect(step("sbomsig", "left")).toBe("spdx");
  });
  it("goes right to what is about it, the nearest in height", () => {
    expect(step("root", "right")).toBe("amd64");
    expect(step("spdx", "right")).toBe("sbomsig");
  });
  it("goes up and down the column, and stops at its ends", () => {
    expect(step("amd64", "down")).toBe("arm64");
    expect(step("arm64", "up")).toBe("amd64");
    const column = [...spots].filter(([, { x }]) => x === spots.get("amd64")?.x);
    const [top = ""] = column.sort(([, a], [, b]) => a.y - b.y).map(([id]) => id);
    expect(step(top, "down")).not.toBe(top);
    expect(step(top, "up")).toBe(top);
    expect(step("root", "down")).toBe("root");
  });
  it("stays where there is nothing", () => {
    expect(step("root", "left")).toBe("root");
    expect(step("cdx", "right")).toBe("cdx");
    expect(step("unknown", "right")).toBe("unknown");
  });
  it("reaches every card from the root by keys alone", () => {
    const reached = new Set(["root"]);
    for (const id of reached) {
      for (const direction of ["left", "right", "up", "down"] as const) reached.add(step(id, direction));
    }
    expect(reached.size).toBe(SAMPLE.nodes.length);
  });
});

describe("pathToRoot", () => {
  const path = (id: string) => pathToRoot(id, SAMPLE).map((edge) => edge.id);
  it("is every line between a card and what was asked for", () => {
    expect(path("sbomsig")).toEqual(["sbomsig > spdx", "spdx > root"]);
    expect(path("scans")).toEqual(["scans > amd64", "root > amd64 contains"]);
    expect(path("root")).toEqual([]);
  });
  it("ends where lines go in a circle", () => {
    const circle = graphOf("a b", ["a > b", "b > a"]);
    expect(pathToRoot("a", circle)).toHaveLength(2);
  });
});
