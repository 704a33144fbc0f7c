// The active probe on every demo registry: what each capability is must be what its switches say.
import { describe, expect, it } from "vitest";
import { STAGES } from "#lib/sandbox";
import { contentsOf, placeWith, probePlace } from "../scratch.test-support.ts";

describe.each(STAGES)("$id", (stage) => {
  it("trial", async () => {
    const place = await placeWith(stage.switches);
    const found = await probePlace(place);
    console.log(
      stage.id,
      found.steps
        .map((s) => `${s.id} ${s.outcome} ${s.observed} ${JSON.stringify(s.facts ?? [])}`)
        .join("\n"),
    );
    console.log(
      Object.entries(found.upgrade.capabilities)
        .map(([n, s]) => `${n}: ${s.support} ${s.confidence} ${s.reason}`)
        .join("\n"),
      found.upgrade.proposalE,
      found.upgrade.oci11,
      found.notes,
      found.cleaning.left.map((l) => `${l.entry.kind} ${l.entry.what}: ${l.reason}`),
      place.registry.requests.entries.length,
    );
    expect(contentsOf(place.registry)).toEqual([]);
  });
});
