import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Capabilities, Support } from "#lib/evidence";
import { assess } from "./assess.ts";
import type { Fact } from "./decision-table.ts";
import { holds } from "./decision-table.ts";
import type { Upgrade } from "./shapes.ts";
import { type AuditedTags, transition } from "./transition.ts";
import { ADVICE_ROWS, EVIDENCE_ROWS, type TransitionFacts } from "./transition-table.ts";
import { supported, unknownBecause, unknownCapabilities, unsupported } from "./verdicts.ts";

const yes = supported("told", ["x1"]);
const no = unsupported("refused", ["x2"]);
const denied = unknownBecause("denied", "401 for the referrers API", ["x3"]);

type Given = Partial<Record<keyof Capabilities, Support>>;

function upgradeOf(capabilities: Given, reindexGap?: string[]): Upgrade {
  return assess({
    registry: "r.example",
    capabilities: { ...unknownCapabilities("it was not asked for"), ...capabilities },
    reindexGap,
    tagEvidence: { digestTags: 0, compared: reindexGap ? 1 : 0 },
  });
}

const WHOLE: AuditedTags = {
  digestTags: 3,
  referrersTags: 2,
  isListWhole: true,
  reindexGap: [],
  compared: 4,
};

describe("where it stands", () => {
  it.each<[string, Upgrade, AuditedTags[], string[]]>([
    ["step 1", upgradeOf({ referrersApi: no, subjectAccepted: yes }), [], ["here", "unknown", "ahead"]],
    [
      "step 2, unsafe",
      upgradeOf({ referrersApi: no, ociSubjectHeader: yes }),
      [],
      ["behind", "gap", "ahead"],
    ],
    ["step 3, not compared", upgradeOf({ referrersApi: yes }), [], ["behind", "unknown", "here"]],
    ["step 3, no gap for one image", upgradeOf({ referrersApi: yes }, []), [], ["behind", "behind", "here"]],
    [
      "step 3, gap of one image",
      upgradeOf({ referrersApi: yes }, ["sha256:a"]),
      [],
      ["behind", "gap", "here"],
    ],
    ["step 3, audited, no gap", upgradeOf({ referrersApi: yes }), [WHOLE], ["behind", "behind", "here"]],
    [
      "step 3, one repository has a gap",
      upgradeOf({ referrersApi: yes }, []),
      [WHOLE, { ...WHOLE, reindexGap: ["sha256:a"] }],
      ["behind", "gap", "here"],
    ],
    [
      "step 3, an audit left it open: no gap is claimed",
      upgradeOf({ referrersApi: yes }, []),
      [WHOLE, { ...WHOLE, reindexGap: undefined, compared: 2 }],
      ["behind", "unknown", "here"],
    ],
    [
      "step 3, no tag to compare",
      upgradeOf({ referrersApi: yes }),
      [{ digestTags: 2, referrersTags: 0, isListWhole: true, compared: 0 }],
      ["behind", "unknown", "here"],
    ],
    ["no API, no tag seen", upgradeOf({ referrersApi: no }), [], ["unknown", "unknown", "ahead"]],
    ["API denied", upgradeOf({ referrersApi: denied }), [], ["unknown", "unknown", "unknown"]],
  ])("%s", (_, upgrade, audits, places) =>
    expect(transition(upgrade, audits).steps.map(({ place }) => place)).toEqual(places),
  );

  it("is numbered in order", () => {
    expect(transition(upgradeOf({})).steps.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it("names the audit where what it says is not shown by the verdict itself", () => {
    const says = (upgrade: Upgrade, ...audits: AuditedTags[]) => transition(upgrade, audits).steps[1].says;
    const one = { ...WHOLE, repository: "base/hardened" };
    const other = { ...WHOLE, repository: "shop/app", reindexGap: ["sha256:a"] };
    const open = upgradeOf({ referrersApi: yes });
    expect(says(open, one)).toBe("no gap was seen, by the audit of base/hardened");
    expect(says(open, one, { ...one, repository: "b" })).toBe(
      "no gap was seen, by the audits of 2 repositories",
    );
    expect(says(open, { ...one, odd: 1 })).toBe(
      "no gap was seen; 1 thing is to mend, by the audit of base/hardened",
    );
    const alone = "gap: 1 referrer is in the tag alone";
    expect(says(open, one, other)).toBe(`${alone}, by the audit of shop/app`);
    expect(says(upgradeOf({ referrersApi: yes }, []), other)).toBe(`${alone}, by the audit of shop/app`);
    expect(says(upgradeOf({ referrersApi: yes }, []), one)).toBe("no gap was seen");
    expect(says(upgradeOf({ referrersApi: yes }, ["sha256:a"]), other)).toBe(alone);
  });

  it('is no plain "no gap" while an audit found something to mend', () => {
    const audits = [{ ...WHOLE, compared: 2, aside: 1, odd: 1 }];
    const { steps, next } = transition(upgradeOf({ referrersApi: yes }, []), audits);
    expect(steps[1]).toMatchObject({
      place: "gap",
      says: "no gap in 2 of 3 entries; 1 is about something else",
    });
    expect(steps[1].todo).toContain("1 thing is to mend, as an audit found.");
    expect(next.operators).toBe("Mend what the audit found and audit again; drop no referrers tag before.");
    const [, dangling] = transition(upgradeOf({ referrersApi: yes }), [{ ...WHOLE, odd: 2 }]).steps;
    expect(dangling).toMatchObject({ place: "gap", says: "no gap was seen; 2 things are to mend" });
  });

  it("leaves nothing to do only where no audit found anything", () => {
    const bare = { ...WHOLE, digestTags: 0, referrersTags: 0, compared: 0, reindexGap: undefined };
    const of = (odd: number) =>
      transition(upgradeOf({ referrersApi: yes }), [{ ...bare, odd }]).next.operators;
    expect(of(0)).toMatch(/^Nothing is left to do/);
    expect(of(1)).toMatch(/^Mend what the audit found/);
  });

  it("tells of an unknown why", () => {
    for (const { says, because } of transition(upgradeOf({ referrersApi: denied })).steps) {
      expect([says, because]).toEqual(["not known", "denied"]);
    }
  });

  it("counts each digest of the gap once, whoever saw it", () => {
    const audits = [{ ...WHOLE, reindexGap: ["sha256:a", "sha256:b"] }];
    const { gap, steps } = transition(upgradeOf({ referrersApi: yes }, ["sha256:a"]), audits);
    expect(gap).toEqual(["sha256:a", "sha256:b"]);
    expect(steps[1].says).toBe("gap: 2 referrers are in the tag alone");
    expect(steps[1].todo).toContain("2 referrers are in a referrers tag and not in the API.");
    const [, second] = transition(upgradeOf({ referrersApi: yes }, ["sha256:a"])).steps;
    expect(second.says).toBe("gap: 1 referrer is in the tag alone");
  });
});

describe("what is told", () => {
  it("proves nothing where nothing is known, calls nothing missing, and says what is not known", () => {
    const { steps } = transition(upgradeOf({ referrersApi: denied }));
    for (const { proven, missing } of steps) {
      expect([proven, missing]).toEqual([[], []]);
    }
    expect(steps[2].unknown).toEqual(["Whether there is a referrers API is not known."]);
  });

  it("tells what is left to do from what the registry has not", () => {
    const audits = [WHOLE];
    const [, second, third] = transition(
      upgradeOf({ referrersApi: yes, artifactManifest: no }),
      audits,
    ).steps;
    expect(second).toMatchObject({ missing: [], unknown: [expect.stringContaining("was not tried")] });
    expect(third.todo).toEqual([
      "Tags made from digests are still there: not every client has dropped them.",
    ]);
    expect(third.missing).toEqual([expect.stringContaining("refuses the artifact manifest")]);
  });

  it("calls a tag proven when the step rests on one", () => {
    const upgrade = assess({
      registry: "r.example",
      capabilities: { ...unknownCapabilities("it was not asked for"), referrersApi: no },
      tagEvidence: { digestTags: 2 },
    });
    expect(transition(upgrade).steps[0].proven).toContain("Tags made from digests are there.");
  });

  it("proves nothing by what is only likely, and says that it is", () => {
    const likely = supported("it lists manifests by their subject", ["x1"], "medium");
    const [first, , third] = transition(upgradeOf({ referrersApi: yes, subjectAccepted: likely }), [
      WHOLE,
    ]).steps;
    expect(first.likely).toEqual(["It stores manifests that name a subject."]);
    expect(first.proven).toEqual(["Tags made from digests are there."]);
    expect(third).toMatchObject({ likely: [], proven: ["The referrers API answers with a list."] });
    const [pushed] = transition(upgradeOf({ referrersApi: yes, subjectAccepted: yes })).steps;
    expect(pushed).toMatchObject({ likely: [], proven: ["It stores manifests that name a subject."] });
    const absent = unsupported("405", ["x2"], "low");
    const [, , last] = transition(upgradeOf({ referrersApi: absent })).steps;
    expect(last).toMatchObject({ weak: ["There is no referrers API."], missing: [] });
  });

  it("calls a tag seen where one was compared, and says who would have to look where none was", () => {
    for (const gap of [["sha256:a"], []]) {
      const [first] = transition(upgradeOf({ referrersApi: yes }, gap)).steps;
      expect(first.proven).toContain("Tags made from digests are there.");
    }
    const [first] = transition(upgradeOf({ referrersApi: yes, tagListing: yes })).steps;
    expect(first.unknown).toContain(
      "Whether there are tags made from digests is not known: only an audit looks for them, and none read all tags.",
    );
  });

  it.each<[string, Given, AuditedTags[], RegExp]>([
    ["no API", { referrersApi: no }, [], /since it is absent/],
    ["gap", { referrersApi: yes }, [{ ...WHOLE, reindexGap: ["sha256:a"] }], /both, until the gap is closed/],
    ["no gap", { referrersApi: yes }, [WHOLE], /the API alone/],
    ["not compared", { referrersApi: yes }, [], /is not known yet/],
    ["denied", { referrersApi: denied }, [], /never for "nothing attached"/],
  ])("consumers, %s", (_, capabilities, audits, words) =>
    expect(transition(upgradeOf(capabilities), audits).next.consumers).toMatch(words),
  );

  it.each<[string, Given, RegExp]>([
    ["header without API", { referrersApi: no, ociSubjectHeader: yes }, /whatever the header says/],
    ["no API", { referrersApi: no }, /keep the referrers tag beside them/],
    ["API", { referrersApi: yes }, /stop keeping referrers tags/],
    ["API without header", { referrersApi: yes, ociSubjectHeader: no }, /keeps the referrers tag too/],
    ["subject refused", { referrersApi: no, subjectAccepted: no }, /it is refused/],
    ["denied", { referrersApi: denied }, /until the API is proven/],
  ])("producers, %s", (_, capabilities, words) =>
    expect(transition(upgradeOf(capabilities)).next.producers).toMatch(words),
  );
});

describe("the table", () => {
  const facts = fc.record({
    api: fc.constantFrom<Fact>("yes", "no", "unknown"),
    subject: fc.constantFrom<Fact>("yes", "no", "unknown"),
    header: fc.constantFrom<Fact>("yes", "no", "unknown"),
    artifactManifest: fc.constantFrom<Fact>("yes", "no", "unknown"),
    digestTags: fc.constantFrom<Fact>("yes", "no", "unknown"),
    referrersTags: fc.constantFrom<Fact>("yes", "no", "unknown"),
    gap: fc.constantFrom<Fact>("yes", "no", "unknown"),
    odd: fc.constantFrom<Fact>("yes", "no", "unknown"),
  }) satisfies fc.Arbitrary<TransitionFacts>;

  it("has advice for everybody, whatever is known", () => {
    fc.assert(
      fc.property(facts, (known) => {
        for (const role of ["producers", "operators", "consumers"]) {
          expect(ADVICE_ROWS.some((row) => row.role === role && holds(row.when, known))).toBe(true);
        }
      }),
    );
  });

  it("has an id for each row, and each row can hold and be told", () => {
    const rows = [...EVIDENCE_ROWS, ...ADVICE_ROWS];
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { says } of rows) expect(says).toMatch(/^(\{(gap|odd)\} |[A-Z]).*\.$/);
  });

  it("never proves by an unknown, nor calls missing what is not known", () => {
    for (const { side, when } of EVIDENCE_ROWS) {
      if (side !== "unknown") expect(Object.values(when)).not.toContain("unknown");
    }
  });

  it("reaches every row of advice", () => {
    const reached = new Set<string>();
    const all: Fact[] = ["yes", "no", "unknown"];
    for (const api of all)
      for (const subject of all)
        for (const header of all)
          for (const referrersTags of all)
            for (const [gap, odd] of all.flatMap((one) => all.map((two) => [one, two] as const))) {
              const rest = { digestTags: "unknown", artifactManifest: "unknown" } as const;
              const known: TransitionFacts = { api, subject, header, referrersTags, gap, odd, ...rest };
              for (const role of ["producers", "operators", "consumers"]) {
                const row = ADVICE_ROWS.find((one) => one.role === role && holds(one.when, known));
                if (row) reached.add(row.id);
              }
            }
    expect(ADVICE_ROWS.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
  });
});
