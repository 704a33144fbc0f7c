import { describe, expect, it } from "vitest";
import type { Inspection } from "#lib/api";
import type { VerificationState } from "#lib/evidence";
import { factOf, nameOf, shortIdOf, spokenOf, stateOf, statusOf } from "../artifact/node-words.ts";
import { digestOf, EXPLORATION, eventsOf, nodeOf } from "./__fixtures__/exploration.ts";
import { NOTHING_YET, withEvents } from "./exploration-view.ts";
import { NOW, REFERENCE, SCENE, VIEW } from "./sample-view.test-support.ts";
import { imageNameOf, sceneOf } from "./scene.ts";

function node(name: string) {
  const found = SCENE.nodes.get(digestOf(name));
  if (!found) throw new Error(`no ${name} in the fixture`);
  return found;
}

function inspectionOf(state: VerificationState): Inspection {
  const verification = { state, reason: "", checks: [] };
  const report = {
    ...{ inspector: "", kind: "signature" as const, title: "", headline: "", verification },
    ...{ facts: [], tables: [], subjects: [], problems: [], raw: [] },
  };
  return {
    ...report,
    registry: "",
    repository: "",
    digest: "",
    subject: {},
    reports: [report],
    exchanges: [],
    notes: [],
    durationMs: 1,
  };
}

describe("sceneOf", () => {
  it("indexes edges from both ends, whichever way they run", () => {
    expect(SCENE.upward.get(digestOf("amd64"))?.map(({ relation }) => relation)).toEqual(["contains"]);
    expect(SCENE.upward.get(digestOf("spdx"))?.[0]?.target).toBe(digestOf("root"));
    expect(SCENE.downward.get(digestOf("root"))).toHaveLength(11);
  });

  it("numbers requests as the log does", () => {
    expect(SCENE.exchanges.get("x3")?.number).toBe(3);
  });

  it("holds back a node until it hangs on something, but loses none once the asking is over", () => {
    const half = withEvents(NOTHING_YET, [
      ...eventsOf(EXPLORATION).slice(0, 1),
      { type: "node", node: node("root") },
      { type: "node", node: node("spdx") },
      {
        type: "edge",
        edge: {
          source: digestOf("spdx"),
          target: digestOf("nowhere"),
          relation: "refers",
          foundBy: [],
          proof: "claimed",
        },
      },
    ]);
    expect(sceneOf(half, REFERENCE).graph.nodes.map(({ id }) => id)).toEqual([digestOf("root")]);
    expect(sceneOf(half, REFERENCE).graph.edges).toEqual([]);
    const stopped = withEvents(half, [{ type: "stopped" }]);
    expect(sceneOf(stopped, REFERENCE).graph.nodes).toHaveLength(2);
  });

  it("names the image as it was asked for", () => {
    expect(nameOf(node("root"), SCENE)).toBe("checkout:2.4.1");
    expect(imageNameOf({ ...REFERENCE, tag: undefined, digest: digestOf("root") })).toMatch(
      /^checkout@[0-9a-f]{6}…[0-9a-f]{6}$/,
    );
  });
});

describe("a node in words", () => {
  it.each([
    ["root", "2 platforms"],
    ["amd64", "61 MB"],
    ["bk1", "in index"],
    ["slsa", "48 kB, 3 days old"],
    ["test", "not read"],
    ["dangling", "404 in referrers tag"],
    ["sig", ".sig tag, 1.1 kB"],
  ])("says of %s: %s", (name, fact) => expect(factOf(node(name), SCENE, NOW)).toBe(fact));

  it("leaves out what the columns beside it say", () => {
    expect(factOf(node("slsa"), SCENE, NOW, true)).toBe("3 days old");
    expect(factOf(node("bk1"), SCENE, NOW, true)).toBe("");
  });

  it("never calls a signature more than there", () => {
    expect(stateOf(node("bundle"), SCENE)).toEqual({
      mark: "signature-unchecked",
      tone: "mute",
      word: "signature not checked",
    });
    for (const other of SCENE.graph.nodes) expect(stateOf(other, SCENE).tone).not.toBe("ok");
  });

  it("says of what was opened what came of it, and that something else was meant before that", () => {
    const states = new Map(
      ["bundle", "spdx"].map((name) => [digestOf(name), inspectionOf("verified")] as const),
    );
    const opened = { ...SCENE, opened: states };
    expect(stateOf(node("bundle"), opened)).toEqual({ mark: "verified", tone: "ok", word: "verified" });
    expect(stateOf(node("spdx"), opened).word).toBe("verified");
    expect(stateOf(node("sig"), opened).word).toBe("signature not checked");
    expect(spokenOf(node("bundle"), opened)).toContain("verified");
    const upward = new Map(SCENE.upward);
    const edge = SCENE.upward.get(digestOf("bundle"))?.[0];
    if (edge) upward.set(digestOf("bundle"), [{ ...edge, proof: "contradicted" }]);
    expect(stateOf(node("bundle"), { ...opened, upward }).word).toBe("contradicted");
  });

  it("keeps missing and could-not-read apart, with the status", () => {
    expect(stateOf(node("dangling"), SCENE)).toMatchObject({ tone: "bad", word: "missing, 404" });
    expect(stateOf(node("test"), SCENE)).toMatchObject({ tone: "warn", word: "rate-limited, 429" });
    expect(statusOf(node("test"), SCENE)).toBe(429);
    // A 200 is no reason: its body was what could not be read.
    expect(statusOf(node("spdx"), SCENE)).toBeUndefined();
  });

  it("says how it hangs there, and how sure that is", () => {
    expect(spokenOf(node("test"), SCENE)).toContain("refers to checkout:2.4.1 (claimed, not proven)");
    expect(spokenOf(node("amd64"), SCENE)).toContain("contained in checkout:2.4.1");
    expect(spokenOf(node("sbomsig"), SCENE)).toContain("refers to SPDX 2.3 SBOM");
  });

  it("shows a hostile title, and turns no line around", () => {
    const hostile = nodeOf({ name: "h", kind: "sbom", title: "<img src=x>\u202egpj\u0000" });
    expect(nameOf(hostile, SCENE)).toBe("<img src=x>\ufffdgpj\ufffd");
    expect(shortIdOf({ ...hostile, digest: "", tags: ["a\u202eb"] })).toBe("a\ufffdb");
  });

  it("has a scene for what is not there yet", () => {
    expect(sceneOf(NOTHING_YET, REFERENCE).graph.nodes).toEqual([]);
    expect(VIEW.rootId).toBe(digestOf("root"));
  });
});
