// Builds when needed, starts the server and registries that fail on purpose on ports that the system gives, and tells
// the journeys where they are.
import { ensureBuilt, ROOT } from "../scripts/build.mts";
import { startFaultRegistries } from "../scripts/screen-states/registries.mts";
import { freePort, startServer } from "../scripts/server.mts";

/** Playwright calls it before all journeys, and what it returns after them. */
export default async function start(): Promise<() => Promise<void>> {
  const port = await freePort();
  const faults = await startFaultRegistries();
  const server = await startServer(ensureBuilt(), "127.0.0.1", port ?? 0, {
    ...process.env,
    REFSCOPE_DEMO_PORT: "0",
    REFSCOPE_PRIVATE_REGISTRIES: faults.allowed,
    REFSCOPE_CONTENT_DIR: `${ROOT}/lib/sandbox/content`,
  });
  process.env.REFSCOPE_URL = server.url;
  process.env.REFSCOPE_FAULTS = JSON.stringify(faults.hosts);
  return async () => {
    await server.stop();
    await faults.close();
  };
}
