import { describe, expect, it, vi } from "vitest";
import { asExplorerError, ExplorerError, FAULTS } from "./index.ts";

describe("ExplorerError", () => {
  it("carries its code, detail, cause, exchanges, wait and input", () => {
    const cause = new Error("socket closed");
    const input = { text: "Ubuntu", start: 0, end: 6, suggestion: "ubuntu" };
    const error = new ExplorerError("rate-limited", {
      detail: "429 for the list of referrers.",
      cause,
      exchanges: ["x1"],
      retryAfterSeconds: 30,
      input,
    });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "ExplorerError",
      code: "rate-limited",
      message: "429 for the list of referrers.",
      cause,
      exchanges: ["x1"],
      retryAfterSeconds: 30,
      input,
    });
    expect(error.fault).toBe(FAULTS["rate-limited"]);
  });

  it("has no exchanges and no wait unless it is given them", () => {
    const error = new ExplorerError("not-found", { detail: "404." });
    expect(error.exchanges).toEqual([]);
    expect(error.retryAfterSeconds).toBeUndefined();
    expect(error.input).toBeUndefined();
  });
});

describe("asExplorerError", () => {
  it("knows a fault that another copy of the class made", async () => {
    vi.resetModules();
    const other = await import("./index.ts");
    expect(other.ExplorerError).not.toBe(ExplorerError);
    const error = new other.ExplorerError("host-not-found", { detail: "DNS knows no such name." });
    expect(error).toBeInstanceOf(ExplorerError);
    expect(asExplorerError(error)).toBe(error);
    expect(new Error("no fault of ours")).not.toBeInstanceOf(ExplorerError);
  });

  it("passes an ExplorerError on as it is", () => {
    const error = new ExplorerError("timed-out", { detail: "30 s went by." });
    expect(asExplorerError(error)).toBe(error);
  });

  it.each([[new Error("password is hunter2")], ["a string"], [undefined], [null], [42]])(
    "turns %s into an internal fault that does not repeat it",
    (thrown) => {
      const error = asExplorerError(thrown);
      expect(error.code).toBe("internal");
      expect(error.cause).toBe(thrown);
      expect(error.message).toBe("Refscope met a fault of its own.");
    },
  );
});
