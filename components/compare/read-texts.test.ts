import { describe, expect, it } from "vitest";
import { faultsIn, readText } from "./read-texts.ts";

describe("faultsIn", () => {
  it("judges both sides at once, each with its own suggestion", () => {
    const faults = faultsIn({ left: "Shop/App:1", right: "https://" });
    expect(faults.left?.input?.suggestion).toBe("shop/app:1");
    expect(faults.right?.detail).toBeTruthy();
  });

  it("finds none in references, and none where nothing is written", () => {
    expect(faultsIn({ left: "docker pull ubuntu", right: "" })).toEqual({});
  });

  it("says of an empty side that it is one when it is read", () => {
    expect(readText(" ")).toHaveProperty("fault.detail", expect.stringContaining("no reference here"));
  });
});
