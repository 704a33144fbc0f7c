import { expect, test } from "vitest";
import { plainPlatform } from "./same-platform.ts";

// What every plain object has besides its own.
test.each(["constructor", "__proto__"])("the architecture %s is that word", (name) => {
  expect(plainPlatform(`linux/${name}`)).toBe(`linux/${name}//`);
});

test.each([
  ["linux/arm64", "linux/arm64/v8"],
  ["linux/x86_64", "linux/amd64"],
  ["linux/arm/7", "linux/armhf/v7"],
])("%s is %s", (a, b) => {
  expect(plainPlatform(a)).toBe(plainPlatform(b));
});
