import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseChallenges } from "./challenge.ts";

const read = (header: string | undefined) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe("parseChallenges", () => {
  it.each([
    [undefined, []],
    ["", []],
    ["Basic", [["basic", {}]]],
    ['Basic realm="Registry Realm"', [["basic", { realm: "Registry Realm" }]]],
    [
      'Bearer realm="https://a.example/token",service="r.example",scope="repository:a/b:pull,push"',
      [
        [
          "bearer",
          { realm: "https://a.example/token", service: "r.example", scope: "repository:a/b:pull,push" },
        ],
      ],
    ],
    ['Bearer realm = "x" , Service="y"', [["bearer", { realm: "x", service: "y" }]]],
    [
      "Bearer realm=https://a.example/t,service=s",
      [["bearer", { realm: "https://a.example/t", service: "s" }]],
    ],
    [
      'Bearer realm="t", Basic realm="b"',
      [
        ["bearer", { realm: "t" }],
        ["basic", { realm: "b" }],
      ],
    ],
    [
      'Basic, Bearer realm="t",error="invalid_token", Negotiate',
      [
        ["basic", {}],
        ["bearer", { realm: "t", error: "invalid_token" }],
        ["negotiate", {}],
      ],
    ],
    ['Bearer realm="a \\"quoted\\" one, Basic x=1"', [["bearer", { realm: 'a "quoted" one, Basic x=1' }]]],
    ['Bearer realm="first",realm="second"', [["bearer", { realm: "first" }]]],
    ['realm="nobody asked"', []],
    ['Bearer realm="never closed', [["bearer", { realm: "never closed" }]]],
    [`Bearer realm="${"x".repeat(9000)}"`, []],
  ])("%.70s", (header, expected) => {
    expect(read(header)).toEqual(expected);
  });

  it("ends for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'Bearersc="\\, \t:/') }), (text) => {
        expect(Array.isArray(parseChallenges(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
