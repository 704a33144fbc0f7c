import { describe, expect, it } from "vitest";
import { unknownIn } from "./use-address.ts";

describe("unknownIn", () => {
  it.each([
    ["", []],
    ["view=tree&lens=rat&node=x&open=a,b&report=2&find=view", []],
    ["view=clients", ["view"]],
    ["view=clients&lens=cat&tab=raw&log=ajar", ["view", "lens", "log"]],
    ["report=first", ["report"]],
    ["kind=cat", ["kind"]],
    // What is known of a list holds.
    ["kind=cat,signature&way=referrers-api", []],
    ["view=&kind=", []],
    ["unheard=of", []],
  ])("of ?%s are %j", (query, names) => expect(unknownIn(new URLSearchParams(query))).toEqual(names));
});
