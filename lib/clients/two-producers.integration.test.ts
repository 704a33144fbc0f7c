// Several branches at one tag at once, in every order of reading, writing and verifying that chance comes up with.
import fc from "fast-check";
import { expect, it } from "vitest";
import { referrersTag } from "#lib/oci";
import { type BranchPush, branch } from "./branch.ts";
import { REPOSITORY, SBOM, type Standing, standing } from "./clients.test-support.ts";
import { makeImage } from "./content.ts";
import type { Moment } from "./keep-referrers-tag.ts";
import { leaf } from "./leaf.ts";

const off = { referrersApi: "off", ociSubjectHeader: false } as const;
type Place = Moment | "at the start";

/** Lets one of those that wait go on, once nobody runs; `choose` says which. */
class Turns {
  private readonly waiting: { at: Place; go: () => void }[] = [];
  private running: number;
  private readonly choose: (waiting: readonly { at: Place }[]) => number;

  constructor(producers: number, choose: (waiting: readonly { at: Place }[]) => number) {
    this.running = producers;
    this.choose = choose;
  }

  wait(at: Place): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ at, go: resolve });
      this.stop();
    });
  }

  stop(): void {
    this.running--;
    if (this.running > 0 || this.waiting.length === 0) return;
    this.running++;
    this.waiting.splice(this.choose(this.waiting), 1)[0]?.go();
  }
}

async function together(place: Standing, many: number, choose: (w: readonly { at: Place }[]) => number) {
  const image = makeImage({ n: Math.random().toString(36) });
  await leaf(place.writable(), image);
  const turns = new Turns(many, choose);
  const pushes = await Promise.all(
    Array.from({ length: many }, async (_, n) => {
      const artifact = { artifactType: SBOM, annotations: { by: String(n) }, content: "{}" };
      await turns.wait("at the start");
      const done = await branch("oci-1.1", place.writable(), image, artifact, {
        pause: (m) => turns.wait(m),
      });
      turns.stop();
      return done;
    }),
  );
  const { found } = await place.look("squirrel", "oci-1.1", image.digest);
  return { pushes, found: found.map(({ annotations }) => annotations.by).sort(), digest: image.digest };
}

const everybody = (many: number) => Array.from({ length: many }, (_, n) => String(n));
const losses = (pushes: BranchPush[]) => pushes.flatMap(({ tag }) => tag?.losses ?? []);

it("lose nothing in any order where the registry honours conditions", async () => {
  const place = await standing(off);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 4 }), fc.infiniteStream(fc.nat()), async (many, dice) => {
      const { pushes, found } = await together(place, many, ({ length }) => dice.next().value % length);
      expect(found).toEqual(everybody(many));
      expect(pushes.map(({ tag }) => tag?.state)).toEqual(pushes.map(() => "kept"));
      expect(losses(pushes)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

it("repair each other's losses where it does not, as long as each verifies after those who read before it wrote", async () => {
  const place = await standing({ ...off, conditionalWrites: false });
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 4 }), fc.infiniteStream(fc.nat()), async (many, dice) => {
      const { pushes, found } = await together(place, many, (waiting) => {
        const writers = waiting.flatMap(({ at }, n) => (at === "before the write" ? [n] : []));
        const free = writers.length > 0 ? writers : waiting.map((_, n) => n);
        const late = waiting.findIndex(({ at }) => at === "at the start");
        const dice1 = dice.next().value;
        if (late >= 0 && dice1 % 3 === 0) return late;
        return free[dice1 % free.length] ?? 0;
      });
      expect(found).toEqual(everybody(many));
      for (const { tag } of pushes) expect(tag).toMatchObject({ state: "kept", conditions: "not known" });
      seen += losses(pushes).length;
    }),
    { numRuns: 40 },
  );
  expect(seen).toBeGreaterThan(0);
});

it("know a loss by its evidence: the write, and two answers without it", async () => {
  const place = await standing({ ...off, conditionalWrites: false });
  // All read, all write, all verify.
  const { pushes, digest } = await together(place, 2, (waiting) => {
    const order: Place[] = ["at the start", "before the write", "before the verification"];
    return order.map((at) => waiting.findIndex((one) => one.at === at)).find((n) => n >= 0) ?? 0;
  });
  const [loss, ...more] = losses(pushes);
  expect(more).toEqual([]);
  expect(loss?.said).toContain("lost update detected");
  const cited = place.exchanges.filter(({ id }) => loss?.exchanges.includes(id));
  expect(cited.map(({ method, url, status }) => [method, url.split("/").at(-1), status])).toEqual([
    ["PUT", referrersTag(digest), 201],
    ["GET", referrersTag(digest), 200],
    ["GET", referrersTag(digest), 200],
  ]);
});

it("lose nothing either when nobody makes them take turns", async () => {
  const place = await standing(off);
  const image = makeImage({ n: "at once" });
  await leaf(place.writable(), image);
  await Promise.all(
    everybody(8).map((by) =>
      branch("oci-1.1", place.writable(), image, {
        artifactType: SBOM,
        annotations: { by },
        content: "{}",
      }),
    ),
  );
  const { found } = await place.look("squirrel", "oci-1.1", image.digest);
  expect(found.map(({ annotations }) => annotations.by).sort()).toEqual(everybody(8));
  expect(place.sandbox.store.repository(REPOSITORY).tags.size).toBe(1);
});
