import { describe, expect, it } from "vitest";
import { placeKey } from "./run-request.ts";
import { readPlace, readScratch } from "./scratch-place.ts";

const place = { registry: "ghcr.io", repository: "org/scratch" };

describe("readPlace", () => {
  it.each(["ghcr.io", "GHCR.io", "https://ghcr.io/", " ghcr.io "])(
    "is one place however %j is typed",
    (host) => {
      const read = readPlace({ registry: host, repository: " org/scratch " });
      expect(read).toEqual(place);
      expect("registry" in read && placeKey(read, "oci-1.1")).toBe("oci-1.1 ghcr.io/org/scratch");
    },
  );

  it.each([
    [{ registry: "", repository: "org/scratch" }, "registry"],
    [{ registry: "Not a host!", repository: "org/scratch" }, "registry"],
    [{ registry: "docker pull ghcr.io", repository: "org/scratch" }, "registry"],
    [{ registry: "ghcr.io/org", repository: "scratch" }, "registry"],
    [{ registry: "ghcr.io", repository: "" }, "repository"],
    [{ registry: "ghcr.io", repository: "Org/scratch" }, "repository"],
    [{ registry: "ghcr.io", repository: "org/scratch:1" }, "repository"],
  ])("%j names none, and says where", (text, field) =>
    expect(readPlace(text)).toMatchObject({ field, message: expect.any(String) }),
  );
});

describe("readScratch", () => {
  it.each([
    ["", "Type the repository's name a second time."],
    ["org/other", "This is not the same name."],
  ])("asks for the same name once more: %j", (again, message) =>
    expect(readScratch({ ...place, again })).toEqual({ field: "again", message }),
  );

  it("is the place once it was typed twice", () => {
    expect(readScratch({ ...place, again: "org/scratch" })).toEqual(place);
  });
});
