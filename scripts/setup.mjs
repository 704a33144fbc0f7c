// Makes a bare clone ready: the packages of package-lock.json and, with --browser, a Chromium.
// It starts under whatever Node is there, so it uses nothing but Node's own modules.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBrowser } from "./browser.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".refscope-lock");

const major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  console.error(`Refscope needs Node 20 or newer to begin with; this is ${process.version}.`);
  process.exit(1);
}

installPackages();
if (process.argv.includes("--browser")) ensureBrowser();

function installPackages() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const done = existsSync(stamp) && readFileSync(stamp, "utf8") === lock && existsSync(node24());
  if (done) return;
  console.log("Installing the packages of package-lock.json …");
  // Install scripts stay off: the one that is needed (the `node` package fetching its binary from the
  // same registry) is run by name.
  npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], root);
  execFileSync(process.execPath, ["installArchSpecificPackage.js"], {
    cwd: join(root, "node_modules", "node"),
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (!existsSync(node24())) {
    console.error("The npm package `node` did not bring its binary. Remove node_modules and try again.");
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

function node24() {
  return join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

function npm(args, cwd) {
  const cli = process.env.npm_execpath;
  if (cli) execFileSync(process.execPath, [cli, ...args], { cwd, stdio: "inherit" });
  else execFileSync("npm", args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
}
