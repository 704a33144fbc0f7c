// `npm run test:interop`: the real registries and clients. What is not on the machine is got first.
import { prepareInterop } from "../interop/prepare.mts";
import { runSteps } from "./steps.mts";

const environment = await prepareInterop();
await runSteps(
  [{ name: "interop", program: "vitest", args: ["run", "--project", "interop"], counts: "vitest" }],
  environment,
);
