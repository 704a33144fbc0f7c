import { expect, test } from "vitest";
import { plainVersion } from "./same-version.ts";

// What every plain object has besides its own.
test.each(["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"])(
  "a package of the type %s has its version as it stands",
  (type) => {
    expect(plainVersion(type, "0:1.2.3")).toBe("0:1.2.3");
  },
);

test.each([
  ["deb", "0:1.2.3", "1.2.3"],
  ["golang", "v1.2.3", "1.2.3"],
  ["npm", "v1.2.3", "v1.2.3"],
])("of %s %s is %s", (type, version, plain) => {
  expect(plainVersion(type, version)).toBe(plain);
});
