import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineXml } from "./xml-outline.ts";

const LIMITS = { elements: 100, depth: 8, tag: 100, text: 100 };
const of = (text: string) => outlineXml(text, LIMITS);

describe("XML that is whole", () => {
  it.each([
    "<a/>",
    "<a><b>1</b><c x='>'/></a>\n",
    '<?xml version="1.0"?><!-- <b> --><a><![CDATA[<c>]]></a>',
    '<a b="<not a tag>"/>'.replace("<not a tag>", "&lt;"),
    "<p:a xmlns:p='x'><p:b /></p:a>",
  ])("%s", (text) => {
    expect(of(text)).toMatchObject({ text, at: -1, why: "", hasDoctype: false });
  });

  it("loses its document type declaration, with every entity in it", () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]>';
    expect(of(`<?xml version="1.0"?>${bomb}<a>&z;</a>`)).toMatchObject({
      text: '<?xml version="1.0"?><a>&z;</a>',
      hasDoctype: true,
      at: -1,
    });
  });
});

describe("XML that breaks", () => {
  it.each([
    ["<a><b>1</b><c>2", "<a><b>1</b><c></c></a>", "it ends before its elements do"],
    ["<a><b>1</c></a>", "<a><b>1</b></a>", "it closes another element than <b>"],
    ["<a></a></b>", "<a></a>", "a tag closes nothing"],
    ["<a><b x='1></b></a>", "<a></a>", "a tag does not end"],
    ["<a><b <c/></a>", "<a></a>", "a tag does not end"],
    ["<a><!-- x", "<a></a>", "a comment does not end"],
    ["<a><![CDATA[ x", "<a></a>", "a CDATA section does not end"],
    ["<a><? x", "<a></a>", "an instruction does not end"],
    ["<a>< b/></a>", "<a></a>", "a tag has no name"],
    ["<!DOCTYPE a [ ", "", "a declaration does not end"],
  ])("%s", (text, kept, why) => {
    const outline = of(text);
    expect(outline.why).toBe(why);
    expect(outline.text.replace(/2<\/c>/, "</c>")).toBe(kept);
    expect(outline.at).toBeGreaterThanOrEqual(0);
  });

  it("stops at too many elements and at too deep ones", () => {
    expect(of(`<a>${"<b/>".repeat(200)}</a>`).why).toBe("it has more than 100 elements");
    expect(of("<a>".repeat(20)).why).toBe("it nests deeper than 8 elements");
    expect(of(`<a>${"x".repeat(200)}</a>`).why).toBe("a text is longer than 100 characters");
    expect(of(`<a><b c="${"x".repeat(200)}"/></a>`).why).toBe("a tag is longer than 100 characters");
  });

  it("balances whatever it is given, soon", () => {
    const soup = fc.array(
      fc.constantFrom("<a>", "</a>", "<b/>", "<", ">", '"', "<!--", "-->", "<!", "[", "]", "x", "<?", "/"),
    );
    fc.assert(
      fc.property(soup, (pieces) => {
        const { text } = of(pieces.join(""));
        expect(outlineXml(text, { ...LIMITS, elements: 200, depth: 16 }).at === -1 || text === "").toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
