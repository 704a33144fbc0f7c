import { describe, expect, it } from "vitest";
import { readRegistry, readRepository, registryPath, repositoryPath } from "./registry-path.ts";

const digest = `sha256:${"a".repeat(64)}`;

describe("registryPath", () => {
  it.each([
    [{ registry: "ghcr.io" }, "/registries/ghcr.io"],
    [{ registry: "localhost:5000" }, "/registries/localhost:5000"],
    [{ registry: "[::1]:5000" }, "/registries/%5B::1%5D:5000"],
    [{ registry: "ghcr.io", repository: "org/app:1" }, "/registries/ghcr.io?repository=org%2Fapp%3A1"],
  ])("of %j is %s", (asked, path) => expect(registryPath(asked)).toBe(path));
});

describe("repositoryPath", () => {
  it("keeps the repository's slashes", () => {
    expect(repositoryPath("localhost:5000", "shop/check.out_1")).toBe(
      "/registries/localhost:5000/shop/check.out_1",
    );
  });
});

describe("readRegistry", () => {
  it.each([
    ["ghcr.io", { registry: "ghcr.io" }],
    ["  GHCR.io ", { registry: "ghcr.io" }],
    ["localhost", { registry: "localhost" }],
    ["localhost:5000", { registry: "localhost:5000" }],
    ["https://ghcr.io/", { registry: "ghcr.io" }],
    ["http://127.0.0.1:5000/v2/", { registry: "127.0.0.1:5000" }],
    ["index.docker.io", { registry: "docker.io" }],
    ["ghcr.io/org/app", { registry: "ghcr.io", repository: "org/app" }],
    ["docker pull ghcr.io/org/app:1.2", { registry: "ghcr.io", repository: "org/app:1.2" }],
    [`ghcr.io/org/app@${digest}`, { registry: "ghcr.io", repository: `org/app@${digest}` }],
  ])("%j is %j", (pasted, asked) => expect(readRegistry(pasted)).toEqual(asked));

  it.each([
    ["", "There is no host here."],
    ["  ", "There is no host here."],
    ["ubuntu", "A registry's host has a dot or a port."],
    ["Not a host!", "A registry's host has no spaces."],
    ["docker pull ghcr.io", "A registry's host has no spaces."],
    ["host!", "A registry's host has letters, digits, - and dots"],
    ["ghcr..io", "A registry's host has letters, digits, - and dots"],
    ["https://ghcr.io:99999/v2/", "A port is a colon and a number"],
    ["ghcr.io/Org/app", "A repository name has no capital letters."],
    ["file:///etc/passwd", "file:// is not a way to an image."],
  ])("%j is none, and says why", (pasted, message) => {
    const read = readRegistry(pasted);
    expect(read).not.toHaveProperty("registry");
    expect(read).toMatchObject({ message: expect.stringContaining(message) });
  });

  it("points at what is wrong, and suggests a host only", () => {
    expect(readRegistry("Not a host!")).toMatchObject({ input: { text: "Not a host!", start: 3, end: 4 } });
    expect(readRegistry("ghcr.io.")).toMatchObject({ input: { suggestion: "ghcr.io" } });
    expect(readRegistry("ghcr.")).toMatchObject({ input: { suggestion: undefined } });
  });
});

describe("readRepository", () => {
  it.each([
    ["org/app", { repository: "org/app" }],
    ["org/app:1.2", { repository: "org/app", reference: "1.2" }],
    ["org/app:latest", { repository: "org/app", reference: "latest" }],
    [`org/app@${digest}`, { repository: "org/app", reference: digest }],
    [`org/app:1.2@${digest}`, { repository: "org/app", reference: digest }],
  ])("%s", (text, read) => expect(readRepository("ghcr.io", text)).toEqual(read));

  it("reads a name without a slash as Docker does on its Hub only", () => {
    expect(readRepository("docker.io", "ubuntu")).toEqual({ repository: "library/ubuntu" });
    expect(readRepository("ghcr.io", "ubuntu")).toEqual({ repository: "ubuntu" });
  });

  it("points at what is wrong in the text itself, and suggests the same", () => {
    const read = readRepository("ghcr.io", "org/App:1");
    expect(read).toMatchObject({ input: { text: "org/App:1", start: 4, end: 7, suggestion: "org/app:1" } });
  });
});
