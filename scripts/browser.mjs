// Finds the Chromium that the browser tests drive, and installs one where none is.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const KNOWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
];

/** The path of a Chromium, or undefined. `REFSCOPE_CHROMIUM` wins. */
export function findBrowser() {
  const named = process.env.REFSCOPE_CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  return KNOWN.find((path) => existsSync(path)) ?? playwrightsOwn();
}

/** Installs Debian's chromium (as root) or Playwright's own; ends the process with the command to type if neither works. */
export function ensureBrowser() {
  if (findBrowser()) return;
  console.log("No Chromium found; installing one …");
  if (isRoot() && has("apt-get")) {
    run("apt-get", ["update"]);
    run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
  }
  if (!findBrowser())
    run(process.execPath, [
      createRequire(import.meta.url).resolve("@playwright/test/cli"),
      "install",
      "chromium",
    ]);
  if (findBrowser()) return;
  console.error(
    "The browser tests need Chromium and none could be installed. Type one of:\n" +
      "  sudo apt-get update && sudo apt-get install -y chromium\n" +
      "  npx playwright install chromium\n" +
      "or name yours: REFSCOPE_CHROMIUM=/path/to/chromium npm test",
  );
  process.exit(1);
}

function playwrightsOwn() {
  try {
    const { chromium } = createRequire(import.meta.url)("@playwright/test");
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function isRoot() {
  return typeof process.getuid === "function" && process.getuid() === 0;
}

function has(program) {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}

function run(program, args) {
  try {
    execFileSync(program, args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  } catch {
    // The caller looks whether a browser is there now, and says what to type if not.
  }
}
