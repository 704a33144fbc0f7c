// `npm run dev`: Next's development server on this machine only.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { readSettings } from "../lib/explore/settings.ts";
import { ROOT } from "./build.mts";

const { host, port } = readSettings(process.env, ROOT);
const next = join(ROOT, "node_modules", "next", "dist", "bin", "next");
spawn(process.execPath, [next, "dev", "-H", host, "-p", String(port)], { cwd: ROOT, stdio: "inherit" }).once(
  "exit",
  (code) => process.exit(code ?? 1),
);
