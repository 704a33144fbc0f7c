// Makes a bare clone ready: the packages of package-lock.json and, with --browser, a Chromium.
// It starts under whatever Node is there, so it uses nothing but Node's own modules.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
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
  // Install scripts stay off. The one that is needed (the package `node` fetching its binary from the same
  // registry) is run by name, which also links that binary for the scripts of package.json.
  npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  npm(["rebuild", "node", "--loglevel=error"]);
  if (!existsSync(node24())) {
    console.error("The npm package `node` did not bring its binary. Remove node_modules and try again.");
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

function node24() {
  return join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

/**
 * npm's scripts find the Node of an earlier install first, and `npm ci` takes that one away: npm itself runs under the
 * one of this machine.
 */
function npm(args) {
  const cli = process.env.npm_execpath;
  const isOurs = process.execPath.startsWith(join(root, "node_modules"));
  const [program, first] = cli ? [isOurs ? "node" : process.execPath, [cli]] : ["npm", []];
  execFileSync(program, [...first, ...args], {
    cwd: root,
    env: environmentOutside(join(root, "node_modules")),
    stdio: ["ignore", "ignore", "inherit"],
    shell: !cli && process.platform === "win32",
  });
}

function environmentOutside(folder) {
  return Object.fromEntries(
    Object.entries(process.env).map(([name, value = ""]) => {
      if (name.toUpperCase() !== "PATH") return [name, value];
      const paths = value.split(delimiter).filter((path) => !path.startsWith(folder));
      return [name, paths.join(delimiter)];
    }),
  );
}
