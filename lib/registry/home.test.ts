import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ExplorerError } from "#lib/errors";
import { parsePrivateRegistries } from "./private-registries.ts";
import { QUIRKS } from "./quirks.ts";

it.each([
  [undefined, []],
  ["", []],
  [" , ", []],
  ["r.corp:443", [{ host: "r.corp", port: 443, http: false }]],
  ["https://R.corp:8443/", [{ host: "r.corp", port: 8443, http: false }]],
  ["http://localhost:5000", [{ host: "localhost", port: 5000, http: true }]],
  ["http://r.corp:80", [{ host: "r.corp", port: 80, http: true }]],
  ["http://[::1]:5000", [{ host: "::1", port: 5000, http: true }]],
  [
    "10.0.0.7:5000, http://b:1",
    [
      { host: "10.0.0.7", port: 5000, http: false },
      { host: "b", port: 1, http: true },
    ],
  ],
])("reads %j", (text, expected) => {
  expect(parsePrivateRegistries(text)).toEqual(expected);
});

it.each([
  "r.corp",
  "ftp://r.corp:21",
  "r.corp:port",
  "r.corp:99999",
  "a b:1",
  "me@r.corp:1",
  "r.corp:1/x",
  ":5000",
  "10.0.0.0/8",
])("names %j as no entry", (entry) => {
  expect(() => parsePrivateRegistries(`ok:1,${entry}`)).toThrow(ExplorerError);
  expect(() => parsePrivateRegistries(`ok:1,${entry}`)).toThrow(`"${entry}"`);
});

it("names registries' hosts in quirks.ts alone", () => {
  const folder = new URL(".", import.meta.url).pathname;
  const hosts = QUIRKS.flatMap(({ hosts, realms = [] }) => [
    ...hosts,
    ...realms.map((realm) => new URL(realm).host),
  ]);
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !/test|^quirks\.ts$|^ssrf/.test(path),
  );
  expect(sources.length).toBeGreaterThan(20);
  const naming = sources.filter((path) => {
    const code = readFileSync(join(folder, path), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    return hosts.some((host) => code.includes(host));
  });
  expect(naming).toEqual([]);
});
