import { describe, expect, it } from "vitest";
import { toProblem } from "#lib/api";
import { type ErrorCode, ExplorerError, FAULTS } from "#lib/errors";
import { EXPLORATION } from "./__fixtures__/exploration.ts";
import { faceOf } from "./problem-faces.ts";
import { REFERENCE } from "./sample-view.test-support.ts";

const CODES = Object.keys(FAULTS) as ErrorCode[];
const face = (code: ErrorCode, reference = REFERENCE) =>
  faceOf(toProblem(new ExplorerError(code, { detail: "d" })), reference);

describe("faceOf", () => {
  it.each(CODES)("gives %s a title, a mark, and no green", (code) => {
    const { title, mark, tone } = face(code);
    expect(title.length).toBeGreaterThan(5);
    expect(mark).not.toBe("found");
    expect(["ink", "warn", "bad"]).toContain(tone);
  });

  it("never says that nothing is there when it could not be asked", () => {
    for (const code of CODES.filter((other) => other !== "not-found")) {
      expect(face(code).title).not.toMatch(/nothing|no such/i);
    }
    expect(face("credentials-refused").unknown).toBe("Whether anything is attached is not known.");
  });

  it.each([
    ["repository", "has no repository ", "oras repo ls registry.example.com"],
    ["image", "has no such tag in ", "oras repo tags "],
    ["either", "has no such tag or no such repository", "oras repo tags "],
    [undefined, "has no such tag", "oras repo tags "],
  ] as const)("names what is missing: %s", (missing, words, command) => {
    const fault = new ExplorerError("not-found", { detail: "d", missing });
    const tagged = { ...REFERENCE, tag: "1.0", digest: undefined };
    const told = faceOf(toProblem(fault), tagged);
    expect(told.title).toContain(`registry.example.com ${words}`);
    expect(told.command).toContain(command);
  });

  it("offers a command that cannot be broken out of", () => {
    const hostile = { ...REFERENCE, registry: "x.example/$(touch a)'; rm -rf ." };
    const { command = "" } = face("credentials-refused", hostile);
    expect(command).toBe("docker login 'x.example/$(touch a)'\\''; rm -rf .'");
  });

  it("names the port that has to be listed", () => {
    expect(face("address-refused").command).toBe(
      "REFSCOPE_PRIVATE_REGISTRIES=registry.example.com:443 npm start",
    );
    expect(face("address-refused", { ...REFERENCE, registry: "10.0.0.5:5000" }).command).toContain(
      "=10.0.0.5:5000 ",
    );
  });

  it("asks where the registry was really asked", () => {
    const [exchange] = EXPLORATION.exchanges;
    if (!exchange) throw new Error("the fixture has no exchange");
    const token = { ...exchange, url: "https://auth.example.com/token" };
    const asked = { ...exchange, url: "https://registry-1.example.com/v2/x/manifests/1" };
    const problem = toProblem(new ExplorerError("timed-out", { detail: "d" }), [token, asked]);
    expect(faceOf(problem, REFERENCE).command).toBe("curl -sv https://registry-1.example.com/v2/");
    expect(face("timed-out").command).toBe("curl -sv https://registry.example.com/v2/");
  });

  it("shows a code that it does not know with the words that came with it", () => {
    const problem = {
      ...toProblem(new ExplorerError("internal", { detail: "d" })),
      code: "brand-new",
      title: "Something new",
    };
    expect(faceOf(problem, REFERENCE)).toMatchObject({ title: "Something new", tone: "bad" });
  });
});
