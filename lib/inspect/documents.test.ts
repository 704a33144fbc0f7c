import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentsIn } from "./documents.ts";
import { LIMITS } from "./limits.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const DSSE = '{"payloadType":"a","payload":"{\\"}","signatures":[{"sig":"x"}]}';
const BUNDLE = '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{}}';
const texts = (of: string) => documentsIn(utf8(of)).documents.map(text);

describe("signed documents in one file", () => {
  it.each([
    ["in lines", `${DSSE}\n${BUNDLE}\n`, [DSSE, BUNDLE]],
    ["one after the other", `${DSSE}${BUNDLE}`, [DSSE, BUNDLE]],
    ["with an empty line between", `\n${DSSE}\r\n\r\n${BUNDLE}`, [DSSE, BUNDLE]],
    ["in a list", `[${DSSE}, ${BUNDLE}\n]\n`, [DSSE, BUNDLE]],
    ["alone in a list", `[${DSSE}]`, [DSSE]],
    ["after one that nobody signed", `{}\n${DSSE}`, ["{}", DSSE]],
    ["over several lines", `${JSON.stringify(JSON.parse(DSSE), null, 1)}\n{}`, undefined],
  ])("%s are each by themselves", (_, whole, parts) => {
    expect(texts(whole)).toEqual(parts ?? [JSON.stringify(JSON.parse(DSSE), null, 1), "{}"]);
  });

  it.each([
    ["one", DSSE],
    ["one with blanks around", `\n ${DSSE}\n`],
    ["none", '{"a":1}\n{"b":2}'],
    ["none in a list", '[{"a":1},{"b":2}]'],
    ["nothing", ""],
    ["one in another document", `{"a":${DSSE}}\n{}`],
    ["one in a list in a list", `[[${DSSE}]]`],
    ["one beside a number", `[${DSSE},1]`],
    ["a list that does not end", `[${DSSE},`],
    ["text behind", `${DSSE}\n${DSSE}\nx`],
    ["one that cannot be read", `${DSSE}\n{"payloadType":"a","payload":}`],
    ["an object's brace in a text", '{"payloadType":"}{","payload":"x"}'],
  ])("%s is left as it is", (_, whole) => {
    expect(texts(whole)).toEqual([whole]);
  });

  it.each([0, 5, 20])(
    "are seen where a field stands over the end of what is looked at at once, by %i",
    (by) => {
      const first = `{"a":"${"x".repeat(1024 * 1024 - 13 - by)}"}`;
      expect(texts(`${first}\n${DSSE}`)).toEqual([first, DSSE]);
    },
  );

  it("are read up to a bound, and that is said", () => {
    const many = documentsIn(utf8(`${DSSE}\n`.repeat(LIMITS.documents + 7)));
    expect([many.documents.length, many.isCut]).toEqual([LIMITS.documents, true]);
    expect(documentsIn(utf8(`${DSSE}\n`.repeat(LIMITS.documents))).isCut).toBe(false);
  });

  it("any list and any lines of objects come apart as JSON has them", () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 5 }), fc.boolean(), (others, isList) => {
        const all = [...others.map((each) => JSON.stringify(each)), DSSE];
        fc.pre(!others.some((each) => /payloadType|verificationMaterial/.test(JSON.stringify(each))));
        const whole = isList ? `[${all.join(" , ")}]` : all.join("\n");
        expect(texts(whole)).toEqual(all);
      }),
    );
  });

  it("any bytes end in an answer, soon", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { documents } = documentsIn(new Uint8Array([...utf8(DSSE), ...bytes]));
        expect(documents.length).toBeGreaterThan(0);
      }),
    );
    const began = performance.now();
    documentsIn(utf8(`${DSSE}${"[".repeat(4_000_000)}`));
    documentsIn(utf8(`[${DSSE}${",{}".repeat(1_500_000)}]`));
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
