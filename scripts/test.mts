// `npm test`: every test there is but those that need other programs (npm run test:interop).
// Each step runs even when an earlier one failed; the last line counts.
import { runSteps } from "./steps.mts";

await runSteps([
  { name: "lint", program: "biome", args: ["ci", "--error-on-warnings", "."] },
  { name: "unused", program: "knip", args: [] },
  { name: "route types", program: "next", args: ["typegen"] },
  { name: "types", program: "tsc", args: ["--noEmit"] },
  { name: "unit", program: "vitest", args: ["run", "--project", "unit"], counts: "vitest" },
  { name: "integration", program: "vitest", args: ["run", "--project", "integration"], counts: "vitest" },
  { name: "end to end", program: "playwright", args: ["test"], counts: "playwright" },
]);
