import { describe, expect, it } from "vitest";
import { formatReference, parseReference, referenceFromPath, referencePath } from "./index.ts";
import { isFlaw, readReference, suggest } from "./reference-grammar.ts";

const digest = `sha256:${"a".repeat(64)}`;

describe("parseReference", () => {
  it("gives the parts as well as the text", () => {
    expect(parseReference(`localhost:5000/a/b:1.0@${digest}`)).toEqual({
      registry: "localhost:5000",
      repository: "a/b",
      tag: "1.0",
      digest,
      text: `localhost:5000/a/b:1.0@${digest}`,
    });
  });

  it("says latest only when there is neither a tag nor a digest", () => {
    expect(parseReference("ubuntu").tag).toBe("latest");
    expect(parseReference(`ubuntu@${digest}`)).not.toHaveProperty("tag");
  });
});

describe("a space", () => {
  it.each([
    ["/r/x latest", undefined],
    ["ghcr.io/org/app latest", "ghcr.io/org/app:latest"],
    ["x latest", "x:latest"],
    ["localhost:5000/app 1.2", "localhost:5000/app:1.2"],
    [`ghcr.io/org/app ${digest}`, `ghcr.io/org/app@${digest}`],
    ["ghcr.io/org/app: 1.0", "ghcr.io/org/app:1.0"],
    ["ghcr.io/ org / app", "ghcr.io/org/app"],
    [`ghcr.io/org/app@sha256:${"a".repeat(30)}\n${"a".repeat(34)}`, `ghcr.io/org/app@${digest}`],
    ["ghcr.io/org/app:1 2", undefined],
    ["my app latest", undefined],
    ["ghcr.io/org/app Bearer!", undefined],
  ])("in %j may mean %s", (text, suggestion) => {
    const read = readReference(text);
    expect(isFlaw(read) && suggest(read.candidate)).toBe(suggestion);
  });
});

describe("formatReference", () => {
  it.each([
    [{ registry: "ghcr.io", repository: "a/b", tag: "1" }, "ghcr.io/a/b:1"],
    [{ registry: "ghcr.io", repository: "a/b", digest }, `ghcr.io/a/b@${digest}`],
    [
      { registry: "docker.io", repository: "library/ubuntu", tag: "1", digest },
      `docker.io/library/ubuntu:1@${digest}`,
    ],
  ])("writes %j", (parts, text) => expect(formatReference(parts)).toBe(text));
});

describe("the app's address", () => {
  it.each([
    ["ubuntu", "/r/docker.io/library/ubuntu:latest"],
    ["localhost:5000/a/b:1", "/r/localhost:5000/a/b:1"],
    [`ghcr.io/a@${digest}`, `/r/ghcr.io/a@${digest}`],
    [`ghcr.io/a:1@${digest}`, `/r/ghcr.io/a:1@${digest}`],
    ["[::1]:5000/a:1", "/r/%5B::1%5D:5000/a:1"],
    ["a.io/b@x+y:Zm9v=", "/r/a.io/b@x%2By:Zm9v%3D"],
  ])("of %s is %s, and leads back", (pasted, path) => {
    const reference = parseReference(pasted);
    expect(referencePath(reference)).toBe(path);
    expect(referenceFromPath(path.split("/").slice(2))).toEqual(reference);
  });

  it("is read with everything percent-encoded, as Next passes it, and with nothing encoded", () => {
    const segments = ["localhost:5000", "a", `b:1@${digest}`];
    expect(referenceFromPath(segments.map(encodeURIComponent))).toEqual(referenceFromPath(segments));
  });

  it("may be typed by hand as Docker reads references", () => {
    expect(referenceFromPath(["ubuntu"]).text).toBe("docker.io/library/ubuntu:latest");
  });

  it.each([
    [[], "no reference here"],
    [["ghcr.io"], undefined],
    [["ghcr.io", "Org", "app"], "no capital letters"],
    [["ghcr.io", "a b"], "no spaces"],
    [["ghcr.io", "%E0%A4%A"], "not allowed"],
    [["ghcr.io", "..", "app"], "not allowed"],
    [["https:", "", "ghcr.io", "a"], "A port"],
  ])("of %j is told as wrong: %s", (segments, told) => {
    if (told === undefined) expect(referenceFromPath(segments).repository).toBe("library/ghcr.io");
    else
      expect(() => referenceFromPath(segments)).toThrow(
        expect.objectContaining({ code: "bad-reference", message: expect.stringContaining(told) }),
      );
  });
});
