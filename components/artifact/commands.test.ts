import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { digestOf, EXPLORATION } from "../explorer/__fixtures__/exploration.ts";
import { commandsFor, curlOf, shellQuoted } from "./commands.ts";

const NODE = {
  digest: digestOf("root"),
  repository: "shop/checkout",
  kind: "index" as const,
  mediaType: "application/vnd.oci.image.index.v1+json",
};
const lineOf = (commands: ReturnType<typeof commandsFor>, start: string) =>
  commands.find(({ line }) => line.startsWith(start))?.line;

describe("shellQuoted", () => {
  it.each(["a b", "$(id)", "`id`", "it's", "; rm -rf .", "a\nb", "--flag", "\\", '"', "!!", "*", "é🦫", ""])(
    "is one and the same word to a shell: %j",
    (text) => {
      const said = execFileSync("sh", ["-c", `printf %s ${shellQuoted(text)}`], { encoding: "utf8" });
      expect(said).toBe(text);
    },
  );
  it("leaves references and addresses bare", () => {
    for (const text of [`registry.example.com:5000/a/b@${digestOf("x")}`, "https://example.com/v2/?n=100"]) {
      expect(shellQuoted(text)).toBe(text.includes("?") ? `'${text}'` : text);
    }
  });
});

describe("curlOf", () => {
  it("asks as Refscope asked, but for the credentials", () => {
    const [head] = EXPLORATION.exchanges;
    if (!head) throw new Error("the fixture has no exchange");
    const line = curlOf({
      ...head,
      requestHeaders: { ...head.requestHeaders, authorization: "Bearer secret" },
    });
    expect(line).toBe(
      "curl -sS -I -H 'Accept: application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json' https://registry.example.com/v2/shop/checkout/manifests/2.4.1",
    );
  });

  it("names a file for the body of a push, which is not kept", () => {
    const url = "https://registry.example.com/v2/x/manifests/1";
    const type = "application/vnd.oci.image.manifest.v1+json";
    const requestHeaders = { "content-type": type, "if-match": '"a"' };
    expect(curlOf({ method: "PUT", url, requestHeaders })).toBe(
      `curl -sS -i -X PUT -H 'Content-Type: ${type}' -H 'If-Match: "a"' --data-binary @manifest.json ${url}`,
    );
    const blob = { "content-type": "application/octet-stream" };
    expect(curlOf({ method: "PUT", url, requestHeaders: blob })).toContain("--data-binary @blob");
    expect(curlOf({ method: "DELETE", url, requestHeaders: {} })).toBe(`curl -sS -i -X DELETE ${url}`);
  });
});

describe("commandsFor", () => {
  it("names the digest in each tool's own words", () => {
    const commands = commandsFor(NODE, "registry.example.com", undefined);
    const reference = `registry.example.com/shop/checkout@${NODE.digest}`;
    expect(lineOf(commands, "oras manifest")).toBe(`oras manifest fetch ${reference}`);
    expect(lineOf(commands, "oras discover")).toBe(`oras discover ${reference}`);
    expect(lineOf(commands, "cosign")).toBe(`cosign tree ${reference}`);
    expect(lineOf(commands, "curl")).toContain(
      `https://registry.example.com/v2/shop/checkout/manifests/${NODE.digest}`,
    );
  });
  it("asks the origin that answered, and says where it is plain HTTP", () => {
    const hub = commandsFor(NODE, "docker.io", { url: "https://registry-1.docker.io/v2/x" });
    expect(lineOf(hub, "curl")).toContain("https://registry-1.docker.io/v2/");
    const plain = commandsFor(NODE, "localhost:5000", { url: "http://localhost:5000/v2/x" });
    expect(lineOf(plain, "curl")).toContain("http://localhost:5000/v2/");
    expect(lineOf(plain, "oras discover")).toContain("--plain-http");
    expect(lineOf(plain, "regctl")).toMatch(/^regctl --host reg=localhost:5000,tls=disabled artifact tree /);
  });
  it("quotes what a registry chose", () => {
    const hostile = commandsFor({ ...NODE, mediaType: "x'; touch pwned; '" }, "registry.example.com", {
      url: "not a url",
    });
    expect(lineOf(hostile, "curl")).toContain("'Accept: x'\\''; touch pwned; '\\'''");
  });
  it("has nothing to say without a digest", () => {
    expect(commandsFor({ ...NODE, digest: "" }, "registry.example.com", undefined)).toEqual([]);
  });
});
