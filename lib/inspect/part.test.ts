import { describe, expect, it } from "vitest";
import { Part } from "./part.ts";

function heard(json: Record<string, unknown>, isLate = false) {
  const problems: string[] = [];
  return {
    part: new Part(json, { problem: (sentence) => problems.push(sentence), isLate: () => isLate }),
    problems,
  };
}

describe("a part of a document", () => {
  it("gives what is there, and nothing for what is not", () => {
    const { part, problems } = heard({
      a: "x",
      n: 3,
      yes: true,
      none: null,
      list: ["p", "q"],
      o: { b: "y" },
    });
    expect(part.text("a")).toBe("x");
    expect([part.text("n"), part.text("yes"), part.text("none"), part.text("gone")]).toEqual([
      "3",
      "true",
      undefined,
      undefined,
    ]);
    expect([part.number("n"), part.flag("yes")]).toEqual([3, true]);
    expect(part.part("o")?.text("b")).toBe("y");
    expect([part.texts("list"), part.texts("a"), part.texts("gone")]).toEqual([["p", "q"], ["x"], []]);
    expect(part.pairs("o")).toEqual([["b", "y"]]);
    expect([part.has("none"), part.has("a")]).toEqual([false, true]);
    expect(problems).toEqual([]);
  });

  it("tells what has another form, with its place, and goes on", () => {
    const { part, problems } = heard({
      a: [1],
      n: "3",
      o: "text",
      list: { x: 1 },
      deep: [{ b: {} }, "no", { c: 1 }],
    });
    expect([part.text("a"), part.number("n"), part.part("o"), part.list("list"), part.flag("n")]).toEqual([
      undefined,
      undefined,
      undefined,
      [],
      undefined,
    ]);
    const [first, second, ...rest] = part.each("deep");
    expect(first?.text("b")).toBeUndefined();
    expect(second?.number("c")).toBe(1);
    expect(rest).toEqual([]);
    expect(problems).toEqual([
      "a is a list, not a text.",
      "n is a text, not a number.",
      "o is a text, not an object.",
      "list is an object, not a list.",
      "n is a text, not true or false.",
      "deep[1] is a text, not an object.",
      "deep[0].b is an object, not a text.",
    ]);
  });

  it("may be asked without complaint for what comes in several forms", () => {
    const { part, problems } = heard({ a: "x", o: {} });
    expect([part.maybe("a"), part.maybeText("o"), part.maybeText("a")]).toEqual([undefined, undefined, "x"]);
    expect(part.maybe("o")).toBeDefined();
    expect(problems).toEqual([]);
  });

  it("stops when the time is over, and says how far it came", () => {
    const { part, problems } = heard({ list: Array.from({ length: 2000 }, () => ({})) }, true);
    expect([...part.each("list")]).toHaveLength(511);
    expect(problems).toEqual(["Reading took too long: list was read up to its element 511."]);
  });

  it("stops in many short lists as in a long one", () => {
    const { part } = heard({ lists: Array.from({ length: 2000 }, () => ({ list: [{}] })) }, true);
    const lists = part.list("lists").map((_, at) => at);
    const inner = lists.flatMap(() => [...(part.each("lists").next().value?.each("list") ?? [])]);
    expect(inner.length).toBeLessThan(512);
  });

  it("names a key by its beginning where it is long", () => {
    const { part, problems } = heard({ [`${"k".repeat(300)}`]: [1] });
    expect(part.texts("k".repeat(300))).toEqual([]);
    expect(problems).toEqual([`${"k".repeat(128)}…[0] is a number, not a text.`]);
  });
});
