// `npm start`: build when needed, start the server with its demo registries, say where it is.
import { readSettings } from "../lib/explore/settings.ts";
import { ensureBuilt, ROOT } from "./build.mts";
import { freePort, startServer } from "./server.mts";

try {
  const settings = readSettings(process.env, ROOT);
  const server = ensureBuilt();
  const port = await freePort(settings.port);
  if (port === undefined)
    throw new Error(`Port ${settings.port} is taken. Choose another: PORT=3001 npm start`);
  const running = await startServer(server, settings.host, port, {
    ...process.env,
    REFSCOPE_CONTENT_DIR: settings.contentDirectory,
    REFSCOPE_DATA_DIR: settings.dataDirectory,
    REFSCOPE_WRITE_AUTH_FILE: settings.writeAuthFile,
    REFSCOPE_TRUST_FILE: settings.trustFile,
    REFSCOPE_TRUSTED_ROOT: settings.trustedRoot,
    REFSCOPE_TRUST_STORE: settings.trustStore,
  });
  running.process.stdout?.pipe(process.stdout);
  running.process.stderr?.pipe(process.stderr);
  console.log(`\n  Refscope is at ${running.url}\n`);
  const registries: { registry: string; demo?: { title: string; about: string } }[] = await fetch(
    `${running.url}/api/registries`,
  ).then((answer) => answer.json());
  for (const { registry, demo } of registries)
    if (demo) console.log(`  ${registry.padEnd(30)} ${demo.about}`);
  const left: { things: { registry: string }[] }[] = await fetch(`${running.url}/api/leftovers`).then(
    (answer) => answer.json(),
  );
  const places = new Set(left.flatMap(({ things }) => things.map(({ registry }) => registry)));
  if (places.size > 0) {
    const pages = [...places].map((host) => `${running.url}/registries/${host}`);
    console.log(`\n  Earlier runs left something on registries. Clean up at ${pages.join(", ")}`);
  }
  const does = settings.writes ? "It writes to scratch repositories that you name." : "It reads only.";
  console.log(`\n  ${does} Stop it with Ctrl-C.\n`);
  const stop = () => void running.stop().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  running.process.once("exit", (code) => process.exit(code ?? 1));
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exit(1);
}
