import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Named, statementPayload } from "./content/payload.ts";
import type { About } from "./signed.ts";
import { matchSubject } from "./subject.ts";

const hex = (digit: string, length = 64) => digit.repeat(length);
const named = (...digests: string[]): Named[] =>
  digests.map((digest) => {
    const [algorithm = "", encoded = ""] = digest.split(":");
    return { algorithm, encoded };
  });

const INDEX = `sha256:${hex("a")}`;
const AMD = `sha256:${hex("b")}`;
const ARM = `sha256:${hex("c")}`;
const platforms = [
  { digest: AMD, name: "linux/amd64" },
  { digest: ARM, name: "linux/arm64" },
];
const about = (digest: string, more: Partial<About> = {}): About => ({
  repository: "registry.example/app",
  digest,
  platforms,
  ...more,
});

describe("what signed content names", () => {
  it("is read once, however many platforms there are", () => {
    let reads = 0;
    const names = Array.from({ length: 100 }, (_, at) => ({
      algorithm: "sha256",
      get encoded() {
        reads++;
        return `${at}`;
      },
    }));
    const many = Array.from({ length: 1000 }, (_, at) => ({ digest: `sha256:p${at}`, name: "linux/amd64" }));
    expect(matchSubject(names, about(INDEX, { platforms: many })).match).toBe("other");
    expect(reads).toBeLessThan(500);
  });

  it.each([
    ["the index", named(INDEX), about(INDEX), "this", /names the index: sha256:aaaa/],
    ["this platform", named(AMD), about(AMD), "this", /names this platform linux\/amd64/],
    [
      "an image that nobody says more about",
      named(AMD),
      about(AMD, { platforms: [] }),
      "this",
      /attached to: sha256:bbbb/,
    ],
    ["any of several", named(ARM, `gitCommit:${hex("1", 40)}`, AMD), about(AMD), "this", /linux\/amd64/],
    [
      "a platform of the index, not the index",
      named(ARM),
      about(INDEX),
      "other",
      /the platform linux\/arm64 .* not the index/,
    ],
    [
      "another platform than this",
      named(ARM),
      about(AMD),
      "other",
      /linux\/arm64 .* not this platform linux\/amd64/,
    ],
    [
      "the index of this platform",
      named(INDEX),
      about(AMD),
      "other",
      /names sha256:aaaa.*, not this platform linux\/amd64/,
    ],
    ["something else", named(`sha256:${hex("d")}`), about(INDEX), "other", /not the index/],
    ["nothing", [], about(INDEX), "other", /names no digest/],
    ["it in capitals", named(AMD.toUpperCase()), about(AMD), "unknown", /cannot be compared/],
    [
      "the digits with another algorithm",
      named(`sha512:${hex("a")}`),
      about(INDEX),
      "unknown",
      /cannot be compared/,
    ],
    ["more digits than it has", named(`${INDEX}a`), about(INDEX), "other", /not the index/],
  ] as const)("%s", (_, names, subject, match, says) => {
    const found = matchSubject(names, subject);
    expect([found.match, found.detail]).toEqual([match, expect.stringMatching(says)]);
    expect(found.result).toBe({ this: "passed", other: "failed", unknown: "not-checked" }[match]);
  });

  it("is compared in other algorithms too, where the bytes are at hand", () => {
    const bytes = Buffer.from("{}");
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    const sha512 = createHash("sha512").update(bytes).digest("hex");
    expect(matchSubject(named(`sha512:${sha512}`), about(digest, { bytes })).match).toBe("this");
    expect(matchSubject(named(`sha512:${hex("0", 128)}`), about(digest, { bytes })).match).toBe("other");
  });

  it("is never the same by a hash that is broken", () => {
    const sha1 = `sha1:${hex("a", 40)}`;
    expect(matchSubject(named(sha1), about(sha1)).match).toBe("unknown");
    const named1 = { digest: sha1, name: "linux/amd64" };
    expect(matchSubject(named(sha1), about(INDEX, { platforms: [named1] })).match).toBe("unknown");
  });

  it("is the digest that was asked for, where nothing shows that it is attached there", () => {
    const given = about(AMD, { isGiven: true, platforms: [] });
    expect(matchSubject(named(AMD), given).detail).toMatch(
      /^It names the digest that was asked for: sha256:b/,
    );
    expect(matchSubject(named(ARM), given).detail).toMatch(/not the digest that was asked for/);
    const index = about(INDEX, { isGiven: true });
    expect(matchSubject(named(AMD), index).detail).toMatch(/^It names the platform .*, not the index/);
  });

  it("is not known where more is named than is read", () => {
    const subject = Array.from({ length: 20_001 }, (_, at) => ({
      digest: { sha256: at === 20_000 ? AMD.slice(7) : hex("e") },
    }));
    const { names, isCut } = statementPayload({ subject });
    expect([names.length, isCut]).toEqual([20_000, true]);
    const found = matchSubject(names, about(AMD), isCut);
    expect([found.match, found.detail]).toEqual([
      "unknown",
      expect.stringMatching(/more than 20000 digests/),
    ]);
    expect(statementPayload({ subject: subject.slice(1) }).isCut).toBeUndefined();
  });
});
