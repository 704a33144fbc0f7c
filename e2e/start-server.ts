// Builds when needed, starts the server on ports that the system gives, and tells the journeys where it is.
import { ensureBuilt, ROOT } from "../scripts/build.mts";
import { freePort, startServer } from "../scripts/server.mts";

/** Playwright calls it before all journeys, and what it returns after them. */
export default async function start(): Promise<() => Promise<void>> {
  const port = await freePort();
  const server = await startServer(ensureBuilt(), "127.0.0.1", port ?? 0, {
    ...process.env,
    REFSCOPE_DEMO_PORT: "0",
    REFSCOPE_CONTENT_DIR: `${ROOT}/lib/sandbox/content`,
  });
  process.env.REFSCOPE_URL = server.url;
  return server.stop;
}
