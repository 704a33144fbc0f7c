// The environment, read once and judged: every setting of the product is here.
import { resolve } from "node:path";
import { ExplorerError } from "#lib/errors";

/** What the environment asks for. Ports are TCP ports; `demoPort` 0 lets the system choose. */
export type Settings = {
  host: string;
  port: number;
  demo: boolean;
  demoPort: number;
  /** Whether a scratch repository that a person names may be written to. */
  writes: boolean;
  /** The credentials for writing alone; absent: those for reading. */
  writeAuthFile?: string;
  /** Where it is written down what was pushed. One server's own. */
  dataDirectory: string;
  privateRegistries: string;
  /** "registry.corp=https://login.corp,…": who besides a registry itself may see its credentials. */
  tokenServices: string;
  /** Networks that are treated as private, and the network's own NAT64 prefixes: CIDR blocks. */
  denyNetworks: string[];
  nat64Prefixes: string[];
  contentDirectory: string;
  dockerConfig?: string;
  registryAuthFile?: string;
  /** What signatures are held against: docs/trust.md. */
  trustFile?: string;
  trustedRoot?: string;
  trustStore?: string;
};

type Environment = Record<string, string | undefined>;

/**
 * Reads the settings named in the README.
 * @throws ExplorerError "bad-request" for a value that means nothing, or for a HOST that other machines can
 * reach: there is no login, so everyone on that network would read registries with this machine's credentials.
 */
export function readSettings(env: Environment, workingDirectory: string): Settings {
  const host = env.HOST?.trim() || "127.0.0.1";
  if (!isLoopback(host)) {
    throw new ExplorerError("bad-request", {
      detail: `HOST=${host} can be reached by other machines and Refscope has no login yet. Use 127.0.0.1, and an SSH tunnel or a proxy with a login in front of it.`,
    });
  }
  const path = (given: string | undefined) => (given ? resolve(workingDirectory, given) : undefined);
  return {
    host,
    port: readPort("PORT", env.PORT, 3000),
    demo: readSwitch("REFSCOPE_DEMO", env.REFSCOPE_DEMO, true),
    demoPort: readPort("REFSCOPE_DEMO_PORT", env.REFSCOPE_DEMO_PORT, 5001),
    writes: readSwitch("REFSCOPE_WRITES", env.REFSCOPE_WRITES, false),
    writeAuthFile: path(env.REFSCOPE_WRITE_AUTH_FILE),
    dataDirectory: resolve(workingDirectory, env.REFSCOPE_DATA_DIR || ".refscope/data"),
    privateRegistries: env.REFSCOPE_PRIVATE_REGISTRIES ?? "",
    tokenServices: env.REFSCOPE_TOKEN_SERVICES ?? "",
    denyNetworks: readList(env.REFSCOPE_DENY_NETWORKS),
    nat64Prefixes: readList(env.REFSCOPE_NAT64_PREFIXES),
    contentDirectory: env.REFSCOPE_CONTENT_DIR ?? `${workingDirectory}/lib/sandbox/content`,
    dockerConfig: env.DOCKER_CONFIG,
    registryAuthFile: env.REGISTRY_AUTH_FILE,
    trustFile: path(env.REFSCOPE_TRUST_FILE),
    trustedRoot: path(env.REFSCOPE_TRUSTED_ROOT),
    trustStore: path(env.REFSCOPE_TRUST_STORE),
  };
}

/** Whether only this machine can reach a server bound to `host`. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

function readPort(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined || text === "") return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new ExplorerError("bad-request", {
    detail: `${name}=${text} is not a port: use a number from 0 to 65535.`,
  });
}

function readList(text = ""): string[] {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

function readSwitch(name: string, text: string | undefined, fallback: boolean): boolean {
  if (text === undefined || text === "") return fallback;
  if (text === "on" || text === "off") return text === "on";
  throw new ExplorerError("bad-request", { detail: `${name}=${text} is neither "on" nor "off".` });
}
