// How long reading an SBOM takes against parsing it, which it must do at least: ratios in one run, with a verdict.
// `node bench/readers.mts [rounds]`; UPDATE_FIGURES=1 writes the section "Speed" of docs/figures/readers.md.
import { createHash } from "node:crypto";
import { availableParallelism, loadavg } from "node:os";
import { XMLParser } from "fast-xml-parser";
import { inspectDocument } from "#lib/inspect";
import { writeSection } from "../lib/inspect/figures.test-support.ts";

const ROUNDS = Number(process.argv[2] ?? 41);
const SIZE = 2_400_000;
const JSON_BOUND = 3;
const XML_BOUND = 1.2;

const TOOLS = {
  sha256: (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex"),
  now: Date.UTC(2026, 10, 24),
};
const LICENCES = [
  "MIT",
  "Apache-2.0",
  "ISC",
  "BSD-3-Clause",
  "MIT OR Apache-2.0",
  "GPL-2.0-only WITH Classpath-exception-2.0",
];

/** What generators write for a package of npm: about 500 bytes, hashes and licences included. */
function component(n: number) {
  const name = `package-${n}`;
  const version = `${n % 20}.${n % 7}.${n % 13}`;
  const purl = `pkg:npm/%40scope/${name}@${version}`;
  return {
    type: "library",
    "bom-ref": `${purl}|${n}`,
    group: "@scope",
    name,
    version,
    description: `A package that is number ${n}, and says so in a sentence of middling length`,
    hashes: [{ alg: "SHA-256", content: createHash("sha256").update(name).digest("hex") }],
    licenses: [{ expression: LICENCES[n % LICENCES.length] }],
    purl,
    externalReferences: [{ type: "website", url: `https://packages.example/${name}` }],
  };
}

type Component = ReturnType<typeof component>;

function bomOf(write: (components: Component[]) => string): string {
  const components: Component[] = [];
  for (let size = 0; size < SIZE; ) {
    components.push(component(components.length));
    if (components.length % 100 === 0) size = write(components).length;
  }
  return write(components);
}

function jsonOf(components: Component[]): string {
  const dependencies = components.map((each, n) => ({
    ref: each["bom-ref"],
    dependsOn: [components[(n + 1) % components.length]?.["bom-ref"]],
  }));
  const metadata = {
    timestamp: "2024-01-01T00:00:00Z",
    component: { type: "container", name: "app", version: "1" },
  };
  return JSON.stringify(
    { bomFormat: "CycloneDX", specVersion: "1.6", version: 1, metadata, components, dependencies },
    null,
    2,
  );
}

function xmlOf(components: Component[]): string {
  const rows = components.map(
    (each) => `    <component type="${each.type}" bom-ref="${each["bom-ref"]}">
      <group>${each.group}</group><name>${each.name}</name><version>${each.version}</version>
      <description>${each.description}</description>
      <hashes><hash alg="SHA-256">${each.hashes[0]?.content}</hash></hashes>
      <licenses><expression>${each.licenses[0]?.expression}</expression></licenses>
      <purl>${each.purl}</purl>
    </component>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
  <components>
${rows.join("\n")}
  </components>
</bom>`;
}

/** Milliseconds of this process's own time: other programs on the machine do not count. */
function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Each in turn, so that both see the same machine. */
function compare(
  floor: () => unknown,
  reading: () => unknown,
  rounds: number,
): { floor: number; reading: number } {
  const floors: number[] = [];
  const readings: number[] = [];
  for (let round = 0; round < rounds + 3; round++) {
    const [a, b] = [cpuMs(floor), cpuMs(reading)];
    // The first rounds are V8's.
    if (round < 3) continue;
    floors.push(a);
    readings.push(b);
  }
  return { floor: median(floors), reading: median(readings) };
}

const encoder = new TextEncoder();
const jsonText = bomOf(jsonOf);
const xmlText = bomOf(xmlOf);
const [json, xml] = [encoder.encode(jsonText), encoder.encode(xmlText)];
const parser = () => new XMLParser({ ignoreAttributes: false }).parse(xmlText);

const results = [
  {
    what: `CycloneDX in JSON, ${(json.length / 1e6).toFixed(1)} MB`,
    floorName: "JSON.parse of its text",
    bound: JSON_BOUND,
    ...compare(
      () => JSON.parse(jsonText),
      () => inspectDocument({ bytes: json }, TOOLS),
      ROUNDS,
    ),
  },
  {
    what: `CycloneDX in XML, ${(xml.length / 1e6).toFixed(1)} MB`,
    floorName: "fast-xml-parser alone, with attributes",
    bound: XML_BOUND,
    ...compare(parser, () => inspectDocument({ bytes: xml }, TOOLS), Math.ceil(ROUNDS / 3)),
  },
];

for (const { what, floorName, floor, reading, bound } of results) {
  const ratio = reading / floor;
  console.log(
    `${what}: ${reading.toFixed(1)} ms ÷ ${floor.toFixed(1)} ms (${floorName}) = ${ratio.toFixed(2)} × (≤ ${bound}): ${ratio <= bound ? "holds" : "DOES NOT HOLD"}`,
  );
  if (ratio > bound) process.exitCode = 1;
}
writeSection(
  "Speed",
  `Measured by \`bench/readers.mts\`: medians of ${ROUNDS} rounds (XML: ${Math.ceil(ROUNDS / 3)}) of this process's own CPU time, parsing and reading
in turn; ${availableParallelism()} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}. Reading is from bytes to report: decoding, bounds, parsing, packages,
licences, tables. It exits with 1 where a bound does not hold. \`UPDATE_FIGURES=1 node bench/readers.mts\` writes this section anew.

| document | reading | at least | ratio | wanted |
| --- | --- | --- | --- | --- |
${results.map(({ what, floorName, floor, reading, bound }) => `| ${what} | ${reading.toFixed(1)} ms | ${floor.toFixed(1)} ms: ${floorName} | ${(reading / floor).toFixed(2)} × | ≤ ${bound} |`).join("\n")}`,
);
