import { expect, it } from "vitest";
import { kindCounts } from "./kind-nouns.ts";

it("counts what carries several kinds in each of them, and says so", () => {
  expect(kindCounts([])).toBe("");
  expect(kindCounts([{ kind: "sbom" }, { kind: "signature" }, { kind: "signature" }])).toBe(
    "2 signatures, 1 SBOM",
  );
  const both = { kind: "sbom" as const, carries: ["sbom" as const, "provenance" as const] };
  expect(kindCounts([{ kind: "signature" }, { kind: "sbom" }, both])).toBe(
    "1 signature, 2 SBOMs, 1 provenance (1 carries several kinds and counts in each)",
  );
  expect(kindCounts([both, both])).toBe("2 SBOMs, 2 provenances (2 carry several kinds and count in each)");
});
