import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextPage, parseLinks } from "./link.ts";

describe("parseLinks", () => {
  it.each([
    ["relative", "</v2/a/tags/list?last=b>; rel=next", [["/v2/a/tags/list?last=b", ["next"]]]],
    ["absolute", '<https://r.example/v2/x>; rel="next"', [["https://r.example/v2/x", ["next"]]]],
    ["no space", '</x>;rel="next"', [["/x", ["next"]]]],
    ["unbracketed", "/v2/_catalog?n=100&last=; rel=next", [["/v2/_catalog?n=100&last=", ["next"]]]],
    ["unbracketed, comma in the URL", "/v2/x?last=a,b; rel=next", [["/v2/x?last=a,b", ["next"]]]],
    ["comma in a bracketed URL", '</x?a=1,2>; rel="next"', [["/x?a=1,2", ["next"]]]],
    [
      "two links",
      '</a>; rel="prev", </b>; rel="next"',
      [
        ["/a", ["prev"]],
        ["/b", ["next"]],
      ],
    ],
    [
      "two links, not spaced",
      "</a>;rel=prev,</b>;rel=next",
      [
        ["/a", ["prev"]],
        ["/b", ["next"]],
      ],
    ],
    ["several relations", '</a>; rel="last  Next"', [["/a", ["last", "next"]]]],
    ["other parameters", '</a>; title="x; rel=prev, </b>"; rel=next', [["/a", ["next"]]]],
    ["escaped quote", '</a>; title="\\"; rel=prev"; rel=next', [["/a", ["next"]]]],
    ["the first rel counts", "</a>; rel=prev; rel=next", [["/a", ["prev"]]]],
    ["upper case", "</a>; REL=NEXT", [["/a", ["next"]]]],
    ["parameter without value", "</a>; crossorigin; rel=next", [["/a", ["next"]]]],
    ["empty members", ", ,</a>; rel=next,,", [["/a", ["next"]]]],
    ["unclosed bracket", "</a; rel=next", []],
    ["unclosed quote", '</a>; rel="next', [["/a", ["next"]]]],
    ["nothing", "", []],
  ])("%s", (_, header, expected) => {
    expect(parseLinks(header).map(({ target, rels }) => [target, rels])).toEqual(expected);
  });

  it("ends for any text, and finds a well-formed link after a comma", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>;=,"\\ \trelnxt/?&a') }), (text) => {
        expect(Array.isArray(parseLinks(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["<", ",", '";', "a;", "<>;rel=", '\\"'])("reads 100 kB of %j in linear time", (piece) => {
    const start = performance.now();
    parseLinks(piece.repeat(100_000 / piece.length));
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe("nextPage", () => {
  const url = new URL("https://r.example:5000/v2/a/tags/list?n=2");
  const next = (link?: string) => nextPage({ headers: link === undefined ? {} : { link }, url });

  it.each([
    ["</v2/a/tags/list?last=b>; rel=next", "https://r.example:5000/v2/a/tags/list?last=b"],
    ["<?last=b>; rel=next", "https://r.example:5000/v2/a/tags/list?last=b"],
    ["<list?last=b#x>; rel=next", "https://r.example:5000/v2/a/tags/list?last=b"],
    ["<https://R.example:5000/p>; rel=next", "https://r.example:5000/p"],
  ])("resolves %s", (link, expected) => {
    const page = next(link);
    expect(page && "url" in page && page.url.href).toBe(expected);
  });

  it.each([undefined, "", "</x>; rel=prev", "garbage", "</x>"])("takes %j for the last page", (link) => {
    expect(next(link)).toBeUndefined();
  });

  it.each([
    ["<https://r.example/v2/x>; rel=next", "another origin, https://r.example"],
    ["<http://r.example:5000/v2/x>; rel=next", "another origin"],
    ["<//evil.example/v2/x>; rel=next", "another origin, https://evil.example"],
    ["<https://r.example:5000@evil.example/>; rel=next", "another origin"],
    ["<https://me:secret@r.example:5000/x>; rel=next", "user name"],
    ["<http://[>; rel=next", "cannot be read"],
    ["<file:///etc/passwd>; rel=next", "another origin"],
    [`</${"x".repeat(9000)}>; rel=next`, "longer than"],
  ])("does not follow %.50s", (link, reason) => {
    const page = next(link);
    expect(page && "stop" in page && page.stop).toContain(reason);
  });
});
