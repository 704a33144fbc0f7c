// `npm run test:interop`: the real registries and clients. What is not on the machine is got first.
import { prepareInterop } from "../interop/prepare.mts";
import { runSteps, type Step } from "./steps.mts";

const { environment, has } = prepareInterop();
const steps: Step[] = [
  { name: "interop", program: "vitest", args: ["run", "--project", "interop"], counts: "vitest" },
];
if (has("conformance")) {
  steps.push({ name: "conformance", program: "scripts/conformance.mts", args: ["--check"], counts: "ours" });
}
await runSteps(steps, environment);
