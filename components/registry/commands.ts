// Commands for a shell that go with a registry's page.
import { pushAgainLine } from "#lib/oci";
import { shellQuoted } from "../artifact/commands.ts";

/**
 * What to type when a registry could not be asked: `code` is the problem's, `origin` that of the first exchange
 * where there was one. Undefined where no command helps.
 */
export function remedyOf(code: string, registry: string, origin = `https://${registry}`): string | undefined {
  switch (code) {
    case "host-not-found":
      return `getent hosts ${shellQuoted(registry.replace(/:\d+$/, ""))}`;
    case "address-refused":
      return `REFSCOPE_PRIVATE_REGISTRIES=${shellQuoted(withPort(registry))} npm start`;
    case "credentials-refused":
    case "rate-limited":
      return `docker login ${shellQuoted(registry)}`;
    case "connection-failed":
    case "tls-failed":
    case "registry-error":
    case "malformed-answer":
    case "limit-exceeded":
      return `curl -sv ${shellQuoted(`${origin}/v2/`)}`;
    case "timed-out":
      return `curl -sv --max-time 30 ${shellQuoted(`${origin}/v2/`)}`;
    default:
      return undefined;
  }
}

/** Pushes one manifest again, so that a registry with the API indexes it. The reader runs it; Refscope never writes. */
export function pushAgain(origin: string, registry: string, repository: string, digest: string): string {
  return pushAgainLine({ registry, repository, digest }, origin.startsWith("http:"));
}

function withPort(registry: string): string {
  return /:\d+$/.test(registry) ? registry : `${registry}:443`;
}
