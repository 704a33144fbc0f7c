// `npm run conformance`: the official suite against each stage that is meant to conform. With `--check` nothing is
// written; without it the results go to docs/conformance. The last line counts.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { STAGES } from "#lib/sandbox";
import { ROOT } from "./build.mts";
import { type ConformanceRun, findConformance, runConformance, settingsFor } from "./conformance-suite.mts";

const MODULE = "github.com/opencontainers/distribution-spec/conformance@v0.0.0-20260831232431-97274622c111";
const FOLDER = join(ROOT, "docs", "conformance");

const program = findConformance();
if (!program) {
  console.error(`The suite is not on this machine: go install ${MODULE}`);
  console.error("0 passed, 1 failed");
  process.exit(1);
}

const runs: ConformanceRun[] = [];
for (const stage of STAGES) {
  const settings = settingsFor(stage);
  if (!settings) continue;
  const run = await runConformance(stage, program, settings);
  console.log(`${run.stage}: ${run.passed} passed, ${run.failed} failed, ${run.skipped} not asked`);
  if (run.failed > 0 || run.passed === 0) console.log(run.report);
  runs.push(run);
}
if (!process.argv.includes("--check")) await write(runs);

const failed = runs.filter((run) => run.failed > 0 || run.passed === 0).length;
console.log(`${runs.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function write(done: ConformanceRun[]): Promise<void> {
  for (const run of done) {
    const folder = join(FOLDER, run.stage);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "results.yaml"), run.results);
    await writeFile(join(folder, "junit.xml"), run.junit);
  }
  await writeFile(join(FOLDER, "README.md"), readme(done));
}

function readme(done: ConformanceRun[]): string {
  const rows = done.map((run) => {
    const off = Object.entries(run.settings).filter(([, value]) => value === "false");
    const note =
      off.length === 0 ? "everything" : `everything but ${off.map(([name]) => `\`${name}\``).join(", ")}`;
    return `| [${run.stage}](${run.stage}/results.yaml) | ${note} | ${run.passed} | ${run.failed} | ${run.skipped} |`;
  });
  return `# The official conformance suite against the demo registries

Suite: \`${MODULE}\`

It is set to OCI 1.1, with every optional API and kind of data asked for as well (upload cancel, digest headers,
tag parameters, sparse manifests). Made by \`npm run conformance\`; hosts, times and the transcripts, whose content
is random, are taken out of the result files.

| demo registry | asked for | passed | failed | not asked |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

The release candidates' referrers API sends no \`OCI-Subject\` and filters by annotation, so the final suite cannot
pass there with referrers on; the rest of that registry is held to it. The other demo registries break the
specification on purpose, each in the way its title says, and are not run.
`;
}
