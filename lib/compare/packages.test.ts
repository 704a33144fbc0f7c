import { describe, expect, it, test } from "vitest";
import { type Entry, fixture, HAS_FIXTURES, sbom, sbomFrom } from "./compare.test-support.ts";
import { comparePackages } from "./index.ts";
import { MAX_PACKAGES } from "./sbom.ts";

const compared = (left: Entry[], right: Entry[]) => comparePackages([sbom("l", left)], [sbom("r", right)]);
const rowsOf = (comparison: ReturnType<typeof compared>) =>
  comparison.rows.map(({ name, change, left, right }) => [name, change, left.versions, right.versions]);

describe("comparePackages", () => {
  it("tells added, removed, up, down and changed apart, by the package URL without its version", () => {
    const comparison = compared(
      [
        ["pkg:npm/same@1.0.0"],
        ["pkg:npm/gone@1.0.0"],
        ["pkg:npm/up@1.9.0"],
        ["pkg:npm/down@2.0.0"],
        ["pkg:maven/g/odd@1-rc"],
      ],
      [
        ["pkg:npm/same@1.0.0?x=y"],
        ["pkg:npm/new@0.1.0"],
        ["pkg:npm/up@1.10.0"],
        ["pkg:npm/down@1.0.0"],
        ["pkg:maven/g/odd@1-ga"],
      ],
    );
    expect(rowsOf(comparison)).toEqual([
      ["down", "down", ["2.0.0"], ["1.0.0"]],
      ["g/odd", "changed", ["1-rc"], ["1-ga"]],
      ["gone", "removed", ["1.0.0"], []],
      ["new", "added", [], ["0.1.0"]],
      ["up", "up", ["1.9.0"], ["1.10.0"]],
    ]);
    expect(comparison.counts).toEqual({
      ...{ left: 5, right: 5, same: 1, added: 1, removed: 1, up: 1, down: 1, changed: 1, licence: 0 },
    });
  });

  it("takes several versions of one name as a set", () => {
    const comparison = compared(
      [
        ["pkg:npm/a@1.0.0"],
        ["pkg:npm/a@2.0.0"],
        ["pkg:npm/b@1.0.0"],
        ["pkg:npm/b@2.0.0"],
        ["pkg:npm/c@1.0.0"],
      ],
      [
        ["pkg:npm/a@1.0.0"],
        ["pkg:npm/a@3.0.0"],
        ["pkg:npm/b@2.0.0"],
        ["pkg:npm/b@1.0.0"],
        ["pkg:npm/c@1.0.0"],
        ["pkg:npm/c@4.0.0"],
      ],
    );
    expect(rowsOf(comparison)).toEqual([
      ["a", "up", ["1.0.0", "2.0.0"], ["1.0.0", "3.0.0"]],
      ["c", "changed", ["1.0.0"], ["1.0.0", "4.0.0"]],
    ]);
  });

  it("says that a licence changed where both sides name one", () => {
    const comparison = compared(
      [["pkg:npm/a@1.0.0", "MIT"], ["pkg:npm/b@1.0.0"], ["pkg:npm/c@1.0.0", "MIT"]],
      [
        ["pkg:npm/a@1.0.0", "Apache-2.0"],
        ["pkg:npm/b@1.0.0", "MIT"],
        ["pkg:npm/c@2.0.0", "ISC"],
      ],
    );
    expect(comparison.rows.map(({ name, change, licenceChanged }) => [name, change, licenceChanged])).toEqual(
      [
        ["a", "licence", true],
        ["c", "up", true],
      ],
    );
    expect(comparison.rows[0]).toMatchObject({
      left: { licences: ["MIT"] },
      right: { licences: ["Apache-2.0"] },
    });
  });

  it("takes one version in two spellings for one", () => {
    const comparison = compared(
      [
        ["pkg:golang/github.com/Acme/x@v1.2.0"],
        ["pkg:deb/debian/bash@0%3A5.2-1"],
        ["pkg:rpm/redhat/openssl@3.0.7-16.el9?arch=x86_64&epoch=1", undefined, { version: "3.0.7-16.el9" }],
        ["pkg:rpm/redhat/bind@9.16-1.el9?epoch=32"],
      ],
      [
        ["pkg:golang/github.com/acme/x@1.2.0"],
        ["pkg:deb/debian/bash@5.2-1"],
        ["pkg:rpm/redhat/openssl@3.0.7-16.el9", undefined, { version: "1:3.0.7-16.el9" }],
        ["pkg:rpm/redhat/bind@9.16-1.el9?epoch=33"],
      ],
    );
    expect(rowsOf(comparison)).toEqual([["redhat/bind", "up", ["32:9.16-1.el9"], ["33:9.16-1.el9"]]]);
  });

  it("takes one licence in two spellings for one", () => {
    const comparison = compared(
      [
        ["pkg:npm/a@1", "MIT"],
        ["pkg:npm/b@1", "GPL-2.0"],
      ],
      [
        ["pkg:npm/a@1", "mit"],
        ["pkg:npm/b@1", "GPL-2.0-or-later"],
      ],
    );
    expect(comparison.rows.map(({ name, change }) => [name, change])).toEqual([["b", "licence"]]);
  });

  it("says what leaves open whether a package came or went", () => {
    const half = { ...sbom("l", [["pkg:npm/a@1"]]), total: 9 };
    const { open } = comparePackages([half], [sbom("r", [["pkg:npm/b@1"]])]);
    expect(open).toEqual([
      expect.stringMatching(/^On the left: Of CycloneDX SBOM \S+ 1 of 9 packages were read\.$/),
    ]);
    expect(compared([["pkg:npm/a@1"]], [["pkg:npm/a@1"]]).open).toEqual([]);
  });

  it("merges the SBOMs of a side, and names what they contradict each other in", () => {
    const left = [
      sbom("a", [["pkg:npm/x@1.2.0"], ["pkg:npm/y@1.0.0"], ["pkg:npm/only@1.0.0"]]),
      sbom("b", [["pkg:npm/x@1.3.0"], ["pkg:npm/y@1.0.0"]]),
    ];
    const comparison = comparePackages(left, [sbom("r", [["pkg:npm/x@1.3.0"], ["pkg:npm/y@1.0.0"]])]);
    expect(comparison.counts).toMatchObject({ left: 3, right: 2, same: 1, removed: 1, changed: 1 });
    expect(comparison.contradicted).toBe(1);
    expect(comparison.contradictions[0]).toMatchObject({ side: "left", name: "x" });
    expect(comparison.contradictions[0]?.said.map(({ versions }) => versions)).toEqual([
      ["1.2.0"],
      ["1.3.0"],
    ]);
  });

  it("lists no more than twenty versions that contradict each other", () => {
    const many = sbom(
      "a",
      Array.from({ length: 300 }, (_, n): Entry => [`pkg:npm/x@1.${n}.0`]),
    );
    const { contradictions } = comparePackages([many, sbom("b", [["pkg:npm/x@9.0.0"]])], []);
    expect(contradictions[0]?.said.map(({ versions }) => versions.length)).toEqual([20, 1]);
  });

  it("says where the sides were looked at by tools of other makes", () => {
    const left = sbom("l", [["pkg:npm/a@1"]]);
    const right = { ...sbom("r", [["pkg:npm/a@1"]]), title: "SPDX SBOM" };
    expect(comparePackages([left], [right]).notes).toEqual([
      "The sides have SBOMs of other makes (CycloneDX SBOM on the left, SPDX SBOM on the right): what one make lists another may leave out.",
    ]);
    expect(comparePackages([left, right], [right, left]).notes).toEqual([]);
  });

  it("matches by type and name what has no package URL, and says so", () => {
    const comparison = compared(
      [["zlib", undefined, { version: "1.2" }]],
      [["zlib", undefined, { version: "1.3" }]],
    );
    expect(rowsOf(comparison)).toEqual([["zlib", "up", ["1.2"], ["1.3"]]]);
    expect(comparison.notes).toContain(
      "On the left: 1 of 1 packages have no package URL: they are matched by type and name, and with none that has one.",
    );
  });

  it("says that an SBOM is empty", () => {
    expect(compared([], [["pkg:npm/a@1"]]).notes[0]).toMatch(
      /^On the left: CycloneDX SBOM .* lists no packages\.$/,
    );
    const [a, b] = [sbom("a", []), sbom("b", [])];
    expect(comparePackages([a, b], [a]).notes[0]).toBe("On the left: 2 of the 2 SBOMs list no packages.");
  });

  it("takes 50,000 packages a side, and says that there are more", () => {
    const many = (from: number, count: number): Entry[] =>
      Array.from({ length: count }, (_, n) => [`pkg:npm/p${from + n}@1.0.0`]);
    const left = [sbom("a", many(0, 30_000)), sbom("b", many(30_000, 30_000))];
    const comparison = comparePackages(left, left);
    expect(comparison.counts.left).toBe(MAX_PACKAGES);
    expect(comparison.rows).toEqual([]);
    expect(comparison.open).toContain("On the left: Only the first 50000 of 60000 packages were compared.");
  });

  test.runIf(HAS_FIXTURES || process.env.CI === "true")("two versions of a real program", () => {
    const read = (version: string) =>
      sbomFrom(fixture(`sbom/cyclonedx/SBOM__proton-bridge__proton-bridge-v${version}.bom.json`), {
        ...{ digest: `sha256:${version}`, about: "the image", place: "root" },
      });
    const [old, now] = [read("1.6.3"), read("1.8.0")];
    const { counts, rows } = comparePackages([old], [now]);
    // Counted from the files by another program.
    expect(counts).toEqual({
      ...{ left: 201, right: 201, same: 194, added: 0, removed: 0, up: 7, down: 0, changed: 0, licence: 0 },
    });
    expect(rows.map(({ name }) => name)).toEqual([
      "github.com/emersion/go-imap-quota",
      "github.com/go-resty/resty/v2",
      "github.com/miekg/dns",
      "golang.org/x/net",
      "golang.org/x/sync",
      "golang.org/x/sys",
      "golang.org/x/term",
    ]);
    expect(rows[1]).toMatchObject({ left: { versions: ["v2.3.0"] }, right: { versions: ["v2.6.0"] } });
    expect(comparePackages([now], [now]).rows).toEqual([]);
  });
});
