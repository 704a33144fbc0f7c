// Hostile text: parsed or refused within 20 ms for 100 kB, and never with anything but an ExplorerError.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExplorerError } from "#lib/errors";
import {
  cosignTags,
  formatReference,
  isDigest,
  parseDigest,
  parseDigestTag,
  parseJson,
  parseManifest,
  parseReference,
  parseReferrersIndex,
  type Reference,
  referenceFromPath,
  referencePath,
  referrersTag,
  shortDigest,
} from "./index.ts";

const SIZE = 100_000;
const LIMIT_MS = 20;
const fill = (unit: string) => unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);
const bytes = (text: string) => new TextEncoder().encode(text);

/** Runs it, and passes ExplorerError over in silence: any other error is a fault of ours. */
function survive(run: () => unknown): ExplorerError | undefined {
  try {
    run();
  } catch (thrown) {
    if (!(thrown instanceof ExplorerError) || thrown.code === "internal") throw thrown;
    return thrown;
  }
  return undefined;
}

/** The quickest of up to ten tries: other processes share the machine, so one slow try proves nothing. */
function bestMs(run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 10 && best >= LIMIT_MS; tries++) {
    const start = performance.now();
    survive(run);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** FUZZ_RUNS=100000 for a long run. */
const runs = (usual: number) => ({ numRuns: Number(process.env.FUZZ_RUNS ?? usual) });

const TEXTS = [
  ...[
    "a",
    "A",
    "-",
    "_",
    ".",
    "/",
    ":",
    "@",
    " ",
    "\n",
    "\\",
    '"',
    "%",
    "%2",
    "%E0",
    "\u0000",
    "é",
    "\ud800",
    "💥",
  ],
  ...[
    "a-",
    "a_",
    "a.",
    "a/",
    "a:",
    "a@",
    "a ",
    "A/",
    "//",
    "a--",
    "__",
    "[:",
    "::",
    "]",
    "0:",
    "a@b/",
    "%41",
    "a=b&",
  ],
  ...[
    "docker pull ",
    "image: ",
    "-p ",
    "FROM a AS ",
    "https://",
    "docker://",
    "sha256:",
    "v2/",
    "manifests/",
    "?#",
  ],
].map(fill);

const WRAPPED = TEXTS.flatMap((text) => [
  text,
  `a.io/${text}`.slice(0, SIZE),
  `a.io/b:${text}`.slice(0, SIZE),
  `a.io/b@sha256:${text}`.slice(0, SIZE),
  `docker pull ${text}`.slice(0, SIZE),
  `https://hub.docker.com/layers/${text}`.slice(0, SIZE),
  `https://a:${text}@b/c`.slice(-SIZE),
  `${text.slice(0, SIZE - 2)}!`,
]);

describe("100 kB of hostile text", () => {
  it(`is no reference, and is told so within ${LIMIT_MS} ms`, () => {
    const slow = WRAPPED.map((text) => ({ text: text.slice(0, 40), ms: bestMs(() => parseReference(text)) }));
    expect(slow.filter(({ ms }) => ms >= LIMIT_MS)).toEqual([]);
  });

  it(`is no part of an address, digest or tag, within ${LIMIT_MS} ms`, () => {
    const slow = TEXTS.flatMap((text) => [
      bestMs(() => referenceFromPath(text.split("/"))),
      bestMs(() => [isDigest(text), shortDigest(text), parseDigestTag(text), parseDigest(text)]),
      bestMs(() => [referrersTag(text), cosignTags(text)]),
      bestMs(() => referrersTag(`a${text}:b`)),
      bestMs(() => parseDigestTag(`sha256-${text}`)),
    ]);
    expect(slow.filter((ms) => ms >= LIMIT_MS)).toEqual([]);
  });

  const JSONS = [
    ...[
      "[",
      "{",
      '{"a":',
      '[{"a":',
      '"',
      "\\",
      '"\\',
      '{"a":1,',
      '{"__proto__":',
      "0",
      "-",
      "1e",
      ",",
      ":",
      " ",
    ].map(fill),
    `[${fill("0,")}0]`,
    `[${fill('"\\u0041",')}0]`,
    `{${Array.from({ length: 10_000 }, (_, n) => `"k${n}":0`).join()}}`,
    `{${fill('"a":0,')}"a":0}`,
    `{"__proto__":${fill("[")}`,
    `{"manifests":[${fill('{"digest":"x"},')}0],"schemaVersion":2}`,
    `{"manifests":[${fill("null,")}0],"schemaVersion":2}`,
    `{"layers":[${fill('{"DIGEST":1},')}0]}`,
    `{"annotations":{"a":"${fill("x")}","b":{"c":"${fill("y")}"}},"layers":[]}`,
    `{"mediaType":"${fill(";")}","layers":[]}`,
    `{"mediaType":"${fill("/")}","manifests":[],"schemaVersion":2}`,
    `{"${fill("K")}":1,"${fill("k")}":2}`,
  ];

  it(`is no manifest, and is told so within ${LIMIT_MS} ms`, () => {
    const slow = [...TEXTS, ...JSONS].flatMap((text) => {
      const body = bytes(text);
      const times = [parseJson, parseManifest, parseReferrersIndex].map((parse) => bestMs(() => parse(body)));
      return times.map((ms) => ({ text: text.slice(0, 40), ms }));
    });
    expect(slow.filter(({ ms }) => ms >= LIMIT_MS)).toEqual([]);
  });
});

const alphanumeric = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789");
const word = fc.string({ unit: alphanumeric, minLength: 1, maxLength: 12 });
const part = fc
  .array(fc.tuple(word, fc.constantFrom(".", "_", "__", "-", "---")), { minLength: 1, maxLength: 3 })
  .map((pairs) => pairs.map(([text, joint], at) => (at === 0 ? text : joint + text)).join(""));
const port = fc.option(fc.integer({ min: 1, max: 65_535 })).map((n) => (n === null ? "" : `:${n}`));
const registry = fc.oneof(
  fc.tuple(word, word, port).map(([a, b, p]) => `${a}.${b}${p}`),
  fc.integer({ min: 1, max: 65_535 }).map((n) => `localhost:${n}`),
  fc.constantFrom("docker.io", "ghcr.io", "localhost", "[::1]:5000", "[2001:db8::1]"),
);
const hexOf = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
const digest = fc.oneof(
  hexOf(64).map((hex) => `sha256:${hex}`),
  hexOf(128).map((hex) => `sha512:${hex}`),
  fc.tuple(word, word, word).map(([a, b, encoded]) => `x${a}+${b}:${encoded}`),
);
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,40}$/);
const reference: fc.Arbitrary<Omit<Reference, "text">> = fc
  .record({
    registry,
    parts: fc.array(part, { minLength: 2, maxLength: 5 }),
    tag: fc.option(tag),
    digest: fc.option(digest),
  })
  .map(({ registry, parts, tag, digest }) => ({
    registry,
    repository: parts.join("/"),
    ...(tag === null && digest !== null ? {} : { tag: tag ?? "latest" }),
    ...(digest === null ? {} : { digest }),
  }));

const grammarText = fc.string({
  unit: fc.constantFrom(..."aA0.:/@-_[]% \n\"'$\\+=é", "sha256:", "https://", "docker pull "),
  maxLength: 80,
});

describe("fuzzed", () => {
  it("a reference comes back from its text, its address and what people paste around it", () => {
    fc.assert(
      fc.property(reference, (parts) => {
        const text = formatReference(parts);
        const whole = { ...parts, text };
        expect(parseReference(text)).toEqual(whole);
        expect(parseReference(` "docker://${text}"\n`)).toEqual(whole);
        expect(parseReference(`$ docker pull ${text}`)).toEqual(whole);
        expect(referenceFromPath(referencePath(parts).slice(3).split("/"))).toEqual(whole);
      }),
      runs(2000),
    );
  });

  it("what was read is read the same again, and a fault's offsets and suggestion hold", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 600 }), grammarText), (pasted) => {
        const fault = survive(() => {
          const read = parseReference(pasted);
          expect(parseReference(read.text)).toEqual(read);
          expect(read.text).toBe(formatReference(read));
        });
        if (!fault) return;
        expect(fault.code).toBe("bad-reference");
        const { text, start, end, suggestion } = fault.input!;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(text.length).toBeGreaterThanOrEqual(end);
        if (suggestion !== undefined) expect(() => parseReference(suggestion)).not.toThrow();
      }),
      runs(10_000),
    );
  });

  it("any text is read as JSON exactly when JSON.parse reads it, and to the same value", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.json({ maxDepth: 8 }), fc.string({ unit: fc.constantFrom(...'[]{}",:\\a0 \n') })),
        (text) => {
          let expected: unknown;
          try {
            expected = JSON.parse(text);
          } catch {
            expect(survive(() => parseJson(bytes(text)))?.code).toBe("malformed-answer");
            return;
          }
          const hasProto = JSON.stringify(expected).includes("__proto__");
          if (!hasProto) expect(parseJson(bytes(text)).value).toEqual(expected);
        },
      ),
      runs(3000),
    );
  });

  it("any bytes, and any JSON in a manifest's place, give a manifest or an ExplorerError", () => {
    const descriptor = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record(
        {
          mediaType: fc.jsonValue({ maxDepth: 0 }),
          digest: fc.oneof(digest, fc.jsonValue({ maxDepth: 0 })),
          size: fc.oneof(fc.nat(), fc.jsonValue({ maxDepth: 0 })),
        },
        { requiredKeys: [] },
      ),
    );
    const list = fc.oneof(fc.array(descriptor, { maxLength: 5 }), fc.jsonValue({ maxDepth: 1 }));
    const document = fc.record(
      {
        schemaVersion: fc.constantFrom<unknown>(1, 2, "2", null),
        mediaType: fc.oneof(
          fc.constantFrom(
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.oci.artifact.manifest.v1+json",
          ),
          fc.jsonValue({ maxDepth: 0 }),
        ),
        ...{
          manifests: list,
          layers: list,
          blobs: list,
          references: list,
          config: descriptor,
          subject: descriptor,
          refers: descriptor,
        },
        ...{ annotations: fc.jsonValue({ maxDepth: 2 }), artifactType: fc.jsonValue({ maxDepth: 0 }) },
      },
      { requiredKeys: [] },
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      document.map((value) => bytes(JSON.stringify(value))),
    );
    const types = fc.option(
      fc.oneof(fc.string(), fc.constantFrom("application/json", "application/vnd.oci.image.index.v1+json")),
    );
    fc.assert(
      fc.property(body, types, (input, contentType) => {
        survive(() => {
          const manifest = parseManifest(input, { contentType: contentType ?? undefined });
          for (const { digest, size } of [...manifest.layers, ...manifest.manifests]) {
            expect(isDigest(digest)).toBe(true);
            expect(Number.isSafeInteger(size)).toBe(true);
          }
        });
        survive(() => parseReferrersIndex(input));
      }),
      runs(5000),
    );
  });

  it("a tag made from a digest is a tag, and gives the digest back unless it was cut", () => {
    fc.assert(
      fc.property(digest, (text) => {
        const made = [referrersTag(text), ...cosignTags(text)];
        for (const name of made) expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/);
        if (!text.startsWith("sha")) return;
        for (const name of made) expect([text, undefined]).toContain(parseDigestTag(name)?.digest);
        if (text.startsWith("sha256")) expect(parseDigestTag(made[0]!)?.digest).toBe(text);
      }),
      runs(500),
    );
  });
});
