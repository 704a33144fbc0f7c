// Documents made to hurt whoever reads them. Run by itself (`node lib/inspect/bombs.test-support.ts <name>`) it reads one
// in a process of its own, and says what that took: the test asks so for each.
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { inspectDocument } from "./index.ts";

const MIB = 1024 * 1024;

/** What a reading took; `mib` is how far the process grew beyond what it was with the bytes in hand. */
export type Took = {
  ms: number;
  mib: number;
  size: number;
  kind: string;
  headline: string;
  problem: string;
  reports: number;
};

/** `unit` over and over between `head` and `tail`, up to a size. */
function filled(size: number, unit: string, head = "", tail = ""): Uint8Array {
  const bytes = Buffer.alloc(size, unit, "latin1");
  const room = size - tail.length;
  bytes.write(head, 0, "latin1");
  // Whole units only, then the tail, padded with spaces.
  const end = head.length + Math.floor((room - head.length) / unit.length) * unit.length;
  Buffer.alloc(end - head.length, unit, "latin1").copy(bytes, head.length);
  bytes.fill(" ", end);
  bytes.write(tail, end, "latin1");
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const STATEMENT =
  '{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"sha256":"ab"}}],';
const SPDX = `${STATEMENT}"predicateType":"https://spdx.dev/Document","predicate":{"spdxVersion":"SPDX-2.3","name":"app","packages":[`;
const PACKAGE =
  '{"SPDXID":"SPDXRef-a","name":"some-package","versionInfo":"1.2.3","licenseDeclared":"MIT","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:npm/some-package@1.2.3"}]},';
const BOM = '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[';
const XML = '<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components>';
const LAUGHS = `<!DOCTYPE bom [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, n) => `<!ENTITY a${n + 1} "&a${n};&a${n};&a${n};&a${n};">`).join("")}]>`;

export const BOMBS: Record<string, () => Uint8Array> = {
  "JSON: 32 MiB of opening brackets": () => filled(32 * MIB, "["),
  "JSON: 16 Mi lists in each other": () =>
    Buffer.concat([Buffer.alloc(16 * MIB, "["), Buffer.alloc(16 * MIB, "]")]),
  "JSON: 32 MiB of empty lists": () => filled(32 * MIB, "[],", "[", "[]]"),
  "JSON: 32 MiB of empty objects": () =>
    filled(32 * MIB, "{},", '{"bomFormat":"CycloneDX","components":[', "{}]}"),
  "JSON: 2.5 MiB of lists in each other": () =>
    Buffer.concat([Buffer.alloc(1.25 * MIB, "["), Buffer.alloc(1.25 * MIB, "]")]),
  "JSON: 2.5 MiB of empty objects": () => filled(2.5 * MIB, "{},", BOM, "{}]}"),
  "JSON: 32 MiB of ones": () => filled(32 * MIB, "1,", "[", "1]"),
  "JSON: objects in objects": () => filled(8 * MIB, '{"a":', SPDX),
  "JSON: one text of 32 MiB": () => filled(32 * MIB, "a", '{"bomFormat":"CycloneDX","serialNumber":"', '"}'),
  "JSON: one escape over and over": () =>
    filled(32 * MIB, "\\u202e", '{"bomFormat":"CycloneDX","serialNumber":"', '"}'),
  "JSON: a million different keys": () =>
    Buffer.from(`{${Array.from({ length: 1_000_000 }, (_, n) => `"k${n}":1`).join(",")}}`),
  "JSON: a million documents, a line each": () => filled(16 * MIB, '{"a":{"b":1}}\n'),
  "JSON: __proto__ in every place": () =>
    filled(8 * MIB, '{"__proto__":{"name":"x","toString":1},"constructor":{"prototype":{}}},', BOM, "{}]}"),
  "statement of 40 MiB": () => filled(40 * MIB, PACKAGE, SPDX, `${PACKAGE.slice(0, -1)}]}}`),
  "statement of 40 MiB in an envelope": () => {
    const payload = Buffer.from(filled(40 * MIB, PACKAGE, SPDX, `${PACKAGE.slice(0, -1)}]}}`)).toString(
      "base64",
    );
    return Buffer.from(
      `{"payloadType":"application/vnd.in-toto+json","payload":"${payload}","signatures":[{"sig":"eA=="}]}`,
    );
  },
  "statement of 20 MiB in an envelope": () => {
    const payload = Buffer.from(filled(20 * MIB, PACKAGE, SPDX, `${PACKAGE.slice(0, -1)}]}}`)).toString(
      "base64",
    );
    return Buffer.from(
      `{"payloadType":"application/vnd.in-toto+json","payload":"${payload}","signatures":[{"sig":"eA=="}]}`,
    );
  },
  "statement with a million subjects": () =>
    filled(
      32 * MIB,
      '{"digest":{"sha256":"ab"}},',
      '{"_type":"https://in-toto.io/Statement/v1","predicateType":"x","subject":[',
      "{}]}",
    ),
  "SPDX: 32 MiB of relationships": () =>
    filled(
      32 * MIB,
      '{"spdxElementId":"a","relationshipType":"DEPENDS_ON","relatedSpdxElement":"b"},',
      '{"spdxVersion":"SPDX-2.3","relationships":[',
      "{}]}",
    ),
  "SPDX: 32 MiB of tags": () => filled(32 * MIB, "PackageName: a\n", "SPDXVersion: SPDX-2.3\n"),
  "SPDX: a text that never ends": () =>
    filled(32 * MIB, "x\n", "SPDXVersion: SPDX-2.3\nPackageName: a\nPackageComment: <text>"),
  "CycloneDX: licences of brackets": () =>
    filled(8 * MIB, `{"name":"a","licenses":[{"expression":"${"(".repeat(200)}MIT"}]},`, BOM, "{}]}"),
  "XML: entities in entities": () =>
    Buffer.from(
      `<?xml version="1.0"?>${LAUGHS}${XML}<component><name>&a30;</name></component></components></bom>`,
    ),
  "XML: an entity from a file": () =>
    Buffer.from(
      `<!DOCTYPE bom [<!ENTITY x SYSTEM "file:///etc/passwd">]>${XML}<component><name>&x;</name></component></components></bom>`,
    ),
  "XML: 32 MiB of empty elements": () => filled(32 * MIB, "<a/>", XML, "</components></bom>"),
  "XML: 32 MiB of opening tags": () => filled(32 * MIB, "<a>", XML),
  "XML: one tag of 32 MiB": () => filled(32 * MIB, ' a="b"', `${XML}<c `, "/></components></bom>"),
  "XML: one text of 32 MiB": () =>
    filled(32 * MIB, "&amp;", `${XML}<component><name>`, "</name></component></components></bom>"),
  "XML: texts of 250 KiB": () =>
    filled(
      32 * MIB,
      `<component><name>${"&amp;".repeat(50_000)}</name></component>`,
      XML,
      "</components></bom>",
    ),
  "XML: tags of 60 KiB": () =>
    filled(32 * MIB, `<component${' a="b"'.repeat(10_000)}/>`, XML, "</components></bom>"),
  "XML: an attribute that never ends": () => filled(32 * MIB, "x", `${XML}<component type="`),
  "CBOR: lists that claim to be endless": () => filled(MIB, "\x9b\x7f\xff\xff\xff\xff\xff\xff\xff", "\xd2"),
  "PGP: 32 MiB of spaces": () => filled(32 * MIB, " ", "-----BEGIN PGP SIGNED MESSAGE-----\n\nfiles:\n"),
  "text of 32 MiB": () => filled(32 * MIB, "word "),
  "bytes of 32 MiB": () => filled(32 * MIB, "\x00\x01"),
};

export function readBomb(name: string): Took {
  const bytes = BOMBS[name]?.() ?? new Uint8Array();
  const tools = {
    sha256: (of: Uint8Array) => createHash("sha256").update(of).digest("hex"),
    now: Date.UTC(2026, 10, 24),
  };
  globalThis.gc?.();
  const before = Math.max(process.memoryUsage().rss, process.resourceUsage().maxRSS * 1024);
  const began = performance.now();
  const reports = inspectDocument(
    { bytes, mediaType: name.startsWith("CBOR") ? "application/cose" : "" },
    tools,
  );
  const ms = performance.now() - began;
  const mib = (process.resourceUsage().maxRSS * 1024 - before) / MIB;
  const [report] = reports;
  const { kind = "", headline = "", problems = [] } = report ?? {};
  return { ms, mib, size: bytes.length, kind, headline, problem: problems[0] ?? "", reports: reports.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(JSON.stringify(readBomb(process.argv[2] ?? "")));
}
