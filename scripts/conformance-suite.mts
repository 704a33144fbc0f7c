// The official conformance suite of the OCI distribution specification, run against one stage of the sandbox.
// https://github.com/opencontainers/distribution-spec/tree/main/conformance
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createRegistry, type Stage } from "#lib/sandbox";

export type ConformanceRun = {
  stage: string;
  passed: number;
  /** Failures and errors. */
  failed: number;
  /** Skipped by the suite, or switched off by `settings`. */
  skipped: number;
  /** The OCI_* settings that differ from the suite's own. */
  settings: Record<string, string>;
  /** The result files, with host, times and random content taken out. */
  results: string;
  junit: string;
  /** The closing part of the suite's report, for a run that failed. */
  report: string;
};

/** What OCI 1.1 leaves to the registry, and the suite to a setting: everything is asked for. */
const EVERYTHING = {
  OCI_API_BLOBS_UPLOAD_CANCEL: "true",
  OCI_API_BLOBS_DIGEST_HEADER: "true",
  OCI_API_MANIFESTS_DIGEST_HEADER: "true",
  OCI_API_MANIFESTS_TAG_PARAM: "true",
  OCI_DATA_SPARSE: "true",
};

/**
 * The release candidates' referrers API is not the final one: no OCI-Subject, and a filter that speaks in
 * annotations. Everything else of theirs is held to OCI 1.1.
 */
const WITHOUT_REFERRERS = { OCI_API_REFERRER: "false" };

/** The settings for a stage; undefined where the suite cannot pass, since the stage is not meant to conform. */
export function settingsFor(stage: Stage): Record<string, string> | undefined {
  if (stage.isConformant) return EVERYTHING;
  return stage.id === "rc-motorcycle" ? { ...EVERYTHING, ...WITHOUT_REFERRERS } : undefined;
}

/** The suite's program: in PATH, GOBIN, or where `go install` puts it. Undefined when it is not here. */
export function findConformance(env: Record<string, string | undefined> = process.env): string | undefined {
  const folders = [
    ...(env.PATH ?? "").split(delimiter),
    env.GOBIN,
    env.GOPATH && join(env.GOPATH, "bin"),
    join(homedir(), "go", "bin"),
  ];
  return folders
    .filter((folder) => folder)
    .map((folder) => join(String(folder), "conformance"))
    .find((path) => existsSync(path));
}

/** Starts an empty registry with the stage's switches, runs the suite against it, and reads its results. */
export async function runConformance(
  stage: Stage,
  program: string,
  settings: Record<string, string>,
): Promise<ConformanceRun> {
  const listening = await createRegistry(stage.switches).listen();
  const folder = await mkdtemp(join(tmpdir(), "conformance-"));
  try {
    const { auth } = stage.switches;
    const report = await run(program, {
      OCI_VERSION: "1.1",
      OCI_REGISTRY: `127.0.0.1:${listening.port}`,
      OCI_TLS: "disabled",
      OCI_RESULTS_DIR: folder,
      ...(auth.kind === "none" ? {} : { OCI_USERNAME: auth.user, OCI_PASSWORD: auth.password }),
      ...settings,
    });
    const plain = (text: string) =>
      text.replaceAll(`127.0.0.1:${listening.port}`, `${stage.hostname}:5000`).replaceAll(folder, "results");
    const results = plain(await readFile(join(folder, "results.yaml"), "utf8"));
    const junit = plain(await readFile(join(folder, "junit.xml"), "utf8"));
    return { stage: stage.id, ...counts(junit), settings, results, junit: normalised(junit), report };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await listening.close();
  }
}

/** The suite's standard output; its exit code says no more than its results do. */
function run(program: string, settings: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    // Nothing of our own environment: a forgotten OCI_* variable would change what is tested.
    const child = spawn(program, [], {
      env: { NODE_ENV: "test", HOME: homedir(), ...settings },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    child.once("close", () => resolve(output));
  });
}

/** The suite's own totals; a test case that is neither passed, skipped nor disabled counts as failed as well. */
export function counts(junit: string): { passed: number; failed: number; skipped: number } {
  const root = /<testsuites [^>]*>/.exec(junit)?.[0] ?? "";
  const total = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(root)?.[1] ?? 0);
  const odd = [...junit.matchAll(/<testcase [^>]*\bstatus="(?!passed|skipped|disabled)/g)].length;
  const failed = Math.max(total("failures") + total("errors"), odd);
  const skipped = total("skipped") + total("disabled");
  return { passed: total("tests") - failed - skipped, failed, skipped };
}

/** Names and verdicts only, in order of names: no times, and no transcripts, whose content is random. */
export function normalised(junit: string): string {
  const head = junit
    .slice(0, junit.indexOf("<testcase"))
    .replace(/time="[^"]*"/g, 'time="0"')
    .trimEnd();
  const cases = [...junit.matchAll(/<testcase name="([^"]*)"[^>]*\bstatus="([^"]*)"/g)]
    .map((match) => `    <testcase name="${match[1]}" status="${match[2]}" />`)
    .sort();
  return `${[head, ...cases, "  </testsuite>", "</testsuites>"].join("\n")}\n`;
}
