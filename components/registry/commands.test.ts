import { describe, expect, it } from "vitest";
import { pushAgain, remedyOf } from "./commands.ts";

const digest = `sha256:${"a".repeat(64)}`;

describe("remedyOf", () => {
  it.each([
    ["host-not-found", "ghcr.example:443", undefined, "getent hosts ghcr.example"],
    ["address-refused", "10.0.0.1", undefined, "REFSCOPE_PRIVATE_REGISTRIES=10.0.0.1:443 npm start"],
    ["address-refused", "10.0.0.1:5000", undefined, "REFSCOPE_PRIVATE_REGISTRIES=10.0.0.1:5000 npm start"],
    ["credentials-refused", "ghcr.example", undefined, "docker login ghcr.example"],
    ["tls-failed", "ghcr.example", undefined, "curl -sv https://ghcr.example/v2/"],
    ["connection-failed", "a.example:5000", "http://a.example:5000", "curl -sv http://a.example:5000/v2/"],
    ["timed-out", "ghcr.example", undefined, "curl -sv --max-time 30 https://ghcr.example/v2/"],
  ])("%s of %s", (code, registry, origin, command) => expect(remedyOf(code, registry, origin)).toBe(command));

  it("is undefined where no command helps", () =>
    expect(remedyOf("internal", "ghcr.example")).toBeUndefined());

  it("quotes what a shell would read", () => {
    expect(remedyOf("host-not-found", "a;id")).toBe("getent hosts 'a;id'");
  });
});

describe("pushAgain", () => {
  it("copies one manifest onto itself", () => {
    expect(pushAgain("https://a.example", "a.example", "org/app", digest)).toBe(
      `regctl manifest get --format raw-body a.example/org/app@${digest} | regctl manifest put a.example/org/app@${digest}`,
    );
  });

  it("says so when the registry speaks plain HTTP", () => {
    expect(
      pushAgain("http://a.example", "a.example", "org/app", digest).match(
        /--host reg=a\.example,tls=disabled/g,
      ),
    ).toHaveLength(2);
  });
});
