import { expect, test } from "vitest";
import { bareHostOf } from "./bare-host.ts";

test.each([
  ["registry.corp.example:5000", "registry.corp.example:5000"],
  ["registry.corp.example", "registry.corp.example"],
  [" localhost:5000 ", "localhost:5000"],
  ["localhost", "localhost"],
  ["https://Registry.corp.example/", "registry.corp.example"],
  ["http://127.0.0.1:5000/v2/", "127.0.0.1:5000"],
])("%j names the registry %j", (pasted, host) => {
  expect(bareHostOf(pasted)).toBe(host);
});

test.each([
  "ubuntu",
  "ubuntu:24.04",
  "redis:7",
  "registry.example.com/app",
  "https://registry.example.com/app:1",
  "app@sha256:abc",
  "docker pull ubuntu",
  "",
  "a.b c.d",
])("%j does not", (pasted) => {
  expect(bareHostOf(pasted)).toBeUndefined();
});
