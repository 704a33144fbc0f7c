import { expect, it } from "vitest";
import { ExplorerError } from "#lib/errors";
import { parseTokenServices } from "./token-services.ts";

it.each<[text: string | undefined, expected: [string, string[]][]]>([
  [undefined, []],
  [" , ", []],
  ["registry.corp=https://login.corp", [["registry.corp", ["https://login.corp"]]]],
  ["Registry.corp=https://login.corp/", [["registry.corp", ["https://login.corp"]]]],
  [
    "a.corp:5000=https://x.corp, a.corp:5000=https://y.corp:8443",
    [["a.corp:5000", ["https://x.corp", "https://y.corp:8443"]]],
  ],
  ["localhost:5000=http://localhost:5001", [["localhost:5000", ["http://localhost:5001"]]]],
])("%s", (text, expected) => {
  expect([...parseTokenServices(text)]).toEqual(expected);
});

it.each([
  "registry.corp",
  "=https://login.corp",
  "registry.corp=login.corp",
  "registry.corp=https://login.corp/token",
  "registry.corp=https://user@login.corp",
  "registry.corp=ftp://login.corp",
  "registry.corp/x=https://login.corp",
])("refuses %s, and says which entry it was", (entry) => {
  expect(() => parseTokenServices(`a.corp=https://b.corp,${entry}`)).toThrow(ExplorerError);
  expect(() => parseTokenServices(`a.corp=https://b.corp,${entry}`)).toThrow(`"${entry}"`);
});
