import { describe, expect, it } from "vitest";
import { LicenceReader } from "./licences.ts";

describe("licences", () => {
  it.each([
    ["MIT", "MIT", ["MIT"]],
    ["mit", "MIT", ["MIT"]],
    ["apache-2.0", "Apache-2.0", ["Apache-2.0"]],
    ["MIT OR Apache-2.0", "MIT OR Apache-2.0", ["MIT", "Apache-2.0"]],
    ["(MIT AND (GPL-2.0-only WITH Classpath-exception-2.0))", undefined, ["MIT", "GPL-2.0-only"]],
    ["GPLv2+", "GPLv2+", []],
    ["The Foo License, see LICENSE", undefined, []],
    ["LicenseRef-custom", "LicenseRef-custom", ["LicenseRef-custom"]],
    ["x".repeat(5000), undefined, []],
  ])("%s", (text, shown, known) => {
    expect(new LicenceReader().read(text)).toEqual({ text: shown ?? text, known });
  });

  it.each(["NOASSERTION", "none", "", " ", "UNKNOWN", undefined])("%j says nothing", (text) => {
    expect(new LicenceReader().read(text)).toEqual({ known: [] });
  });
});
