// Gets the programs of the interop tests: Debian's docker-registry and skopeo by apt where root, Go programs
// through the Go module proxy into .refscope/bin. What cannot be got is said; with CI=true a real bicycle and
// a real motorcycle must be there.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../scripts/build.mts";

const BIN = join(ROOT, ".refscope", "bin");

const FROM_DEBIAN = {
  "docker-registry": "docker-registry",
  skopeo: "skopeo",
  htpasswd: "apache2-utils",
  openssl: "openssl",
};

const FROM_GO = {
  oras: "oras.land/oras/cmd/oras@v1.3.6",
  crane: "github.com/google/go-containerregistry/cmd/crane@v0.22.1",
  regctl: "github.com/regclient/regclient/cmd/regctl@v0.11.7",
  conformance: "github.com/opencontainers/distribution-spec/conformance@v0.0.0-20260831232431-97274622c111",
};

/**
 * Returns the environment for the tests (PATH with what was got) and what is there. Ends the process when CI
 * lacks what it must have.
 */
export function prepareInterop(): { environment: Record<string, string>; has: (program: string) => boolean } {
  mkdirSync(BIN, { recursive: true });
  process.env.PATH = `${BIN}:${process.env.PATH ?? ""}`;
  fromDebian(
    Object.entries(FROM_DEBIAN)
      .filter(([program]) => !has(program))
      .map(([, name]) => name),
  );
  for (const [program, module] of Object.entries(FROM_GO)) if (!has(program)) fromGo(["install", module]);
  fromGo(["build", "-C", join(ROOT, "interop", "motorcycle"), "-o", join(BIN, "motorcycle"), "."]);
  const wanted = [...Object.keys(FROM_DEBIAN), ...Object.keys(FROM_GO), "motorcycle"];
  const missing = wanted.filter((program) => !has(program));
  for (const program of missing)
    console.log(`Not on this machine and not to be had: ${program}. Its tests are skipped.`);
  if (process.env.CI === "true" && (missing.includes("docker-registry") || missing.includes("motorcycle"))) {
    console.error(
      "CI needs a real bicycle (docker-registry) and a real motorcycle (interop/motorcycle).\n0 passed, 1 failed",
    );
    process.exit(1);
  }
  return { environment: { PATH: process.env.PATH }, has };
}

function fromDebian(packages: string[]): void {
  if (packages.length === 0) return;
  if (process.getuid?.() !== 0 || !has("apt-get")) {
    console.log(`To have more interop tests: sudo apt-get install -y ${packages.join(" ")}`);
    return;
  }
  console.log(`Installing ${packages.join(", ")} …`);
  const quiet = {
    stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  spawnSync("apt-get", ["update", "-qq"], quiet);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], quiet);
}

function fromGo(args: string[]): void {
  if (!has("go")) return;
  try {
    execFileSync("go", args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, GOBIN: BIN, GOFLAGS: "-mod=mod" },
    });
  } catch {
    // Said by the caller, who looks for the program itself.
  }
}

function has(program: string): boolean {
  return existsSync(join(BIN, program)) || spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}
