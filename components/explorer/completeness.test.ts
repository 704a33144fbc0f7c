import { describe, expect, it } from "vitest";
import { emptyExploration } from "./__fixtures__/exploration.ts";
import { verdictOf } from "./completeness.ts";
import { type ExplorationView, NOTHING_YET } from "./exploration-view.ts";
import { REFERENCE, VIEW, viewOf } from "./sample-view.test-support.ts";
import { sceneOf } from "./scene.ts";

const verdict = (view: ExplorationView, isAsking = false) =>
  verdictOf(view, sceneOf(view, REFERENCE), isAsking);

describe("verdictOf", () => {
  it("says complete only when every way answered", () => {
    expect(verdict(viewOf(emptyExploration("none")))).toMatchObject({
      tone: "ink",
      title: "Nothing attached, the list is complete",
      text: "5 of 8 ways asked, all of them answered. Not asked: ORAS API and working-group API, which this registry does not advertise; other repository, since none was named: what is kept elsewhere is not counted.",
    });
    const denied = verdict(viewOf(emptyExploration("denied")));
    expect(denied).toMatchObject({
      mark: "denied",
      tone: "warn",
      title: "Nothing found, the list may not be whole",
    });
    expect(denied.text).toContain("Of 5 ways asked, 1 denied.");
  });

  it("counts what was not read apart from what is missing", () => {
    expect(verdict(VIEW).title).toBe("24 attached, 1 of them not read");
  });

  it("claims nothing while it is asking, or after it was stopped or cut", () => {
    const empty = viewOf(emptyExploration("none"));
    expect(verdict({ ...empty, phase: "asking" }, true).title).toContain("5 of 5 ways answered");
    expect(verdict({ ...empty, phase: "stopped" }).title).toBe("Nothing found, more is not known");
    expect(verdict({ ...VIEW, phase: "cut" })).toMatchObject({
      tone: "warn",
      title: "24 attached, more is not known",
    });
  });

  it("says that nobody was asked where the image itself was not read", () => {
    const { title, mark } = verdict(NOTHING_YET);
    expect({ title, mark }).toEqual({ title: "No way of finding was asked", mark: "not-asked" });
    expect(verdict({ ...NOTHING_YET, phase: "stopped" }).title).toBe("No way of finding was asked");
  });

  it("doubts an API that lists nothing beside a tag with entries", () => {
    const { upgrade } = VIEW;
    const findings = VIEW.findings.map((finding) =>
      finding.strategy === "referrers-api" ? { ...finding, outcome: "none" as const } : finding,
    );
    const nodes = new Map([...VIEW.nodes].filter(([, node]) => node.state !== "rate-limited"));
    const whole = { ...VIEW, nodes, findings, completeness: "complete" as const };
    const gap = [`sha256:${"1".repeat(64)}`];
    const doubted = verdict({ ...whole, upgrade: upgrade && { ...upgrade, reindexGap: gap } });
    expect(doubted).toMatchObject({ tone: "warn", title: "23 attached, the list may not be whole" });
    expect(doubted.text).toContain("a pull-through cache may answer for itself");
    expect(verdict({ ...whole, upgrade: upgrade && { ...upgrade, reindexGap: [] } }).tone).toBe("ink");
  });

  it("says of a whole list how much of it is missing", () => {
    const nodes = new Map([...VIEW.nodes].filter(([, node]) => node.state !== "rate-limited"));
    const whole = verdict({ ...VIEW, nodes, completeness: "complete" });
    expect(whole.title).toBe("23 attached, the list is complete");
    expect(whole.text).toContain("One of them is missing");
  });
});
