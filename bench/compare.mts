// How long comparing two SBOMs of 20,000 packages takes against reading them, which must be done at least.
// `node bench/compare.mts [rounds]`: a ratio in one run, with a verdict; exits with 1 where the bound does not hold.
import { createHash } from "node:crypto";
import { availableParallelism, loadavg } from "node:os";
import { comparePackages, type Sbom, sbomOf } from "#lib/compare";
import { inspectDocument, type Report } from "#lib/inspect";

const ROUNDS = Number(process.argv[2] ?? 15);
const PACKAGES = 20_000;
/** Comparing costs less than the reading that goes before it. */
const BOUND = 1;

const TOOLS = {
  sha256: (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex"),
  now: Date.UTC(2026, 10, 24),
};

/** Of each hundred packages one is gone, one has come, ten are of another version and two under another licence. */
function bomOf(side: "left" | "right"): Uint8Array {
  const components = Array.from({ length: PACKAGES }, (_, n) => {
    const isOther = side === "right";
    const name = isOther && n % 100 === 0 ? `fresh-${n}` : `package-${n}`;
    const version = isOther && n % 10 === 1 ? `${n % 20}.${n % 7}.99` : `${n % 20}.${n % 7}.${n % 13}`;
    return {
      ...{ type: "library", "bom-ref": `${name}|${n}`, group: "@scope", name, version },
      licenses: [{ expression: isOther && n % 50 === 2 ? "ISC" : "MIT" }],
      purl: `pkg:npm/%40scope/${name}@${version}`,
    };
  });
  const bom = { bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components };
  return new TextEncoder().encode(JSON.stringify(bom));
}

function read(bytes: Uint8Array): Report {
  const [report] = inspectDocument({ bytes }, TOOLS);
  if (!report) throw new Error("nothing was read");
  return report;
}

function sbom(report: Report, digest: string): Sbom {
  const found = sbomOf(report, { digest, about: "the image", place: "root", foundBy: [] });
  if (!found || !("packages" in found)) throw new Error("that is no SBOM");
  return found;
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

const [left, right] = [bomOf("left"), bomOf("right")];
const reports = [read(left), read(right)] as const;
const readings: number[] = [];
const comparisons: number[] = [];
for (let round = 0; round < ROUNDS + 3; round++) {
  const reading = cpuMs(() => [read(left), read(right)]);
  const comparing = cpuMs(() => comparePackages([sbom(reports[0], "a")], [sbom(reports[1], "b")]));
  // The first rounds are V8's.
  if (round < 3) continue;
  readings.push(reading);
  comparisons.push(comparing);
}
const { counts } = comparePackages([sbom(reports[0], "a")], [sbom(reports[1], "b")]);
const [floor, taken] = [median(readings), median(comparisons)];
const ratio = taken / floor;
const holds = ratio <= BOUND;
console.log(
  `${PACKAGES} against ${PACKAGES} packages (${counts.added} added, ${counts.removed} removed, ${counts.up + counts.down} in another version, ${counts.licence} under another licence)`,
);
console.log(
  `${taken.toFixed(1)} ms ÷ ${floor.toFixed(1)} ms (reading both) = ${ratio.toFixed(2)} × (≤ ${BOUND}): ${holds ? "holds" : "DOES NOT HOLD"}; load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`,
);
if (!holds) process.exitCode = 1;
