// Reads manifests for one exploration: each (repository, reference) at most once, refusals and faults as values.
import { asExplorerError, type ErrorCode } from "#lib/errors";
import { type Manifest, parseDigestTag } from "#lib/oci";
import type { ManifestAnswer, Registry } from "#lib/registry";
import { stateOfFault, stateOfRefusal } from "./classify.ts";

/** A manifest that was read and whose digest is that of its bytes. `size` in bytes. */
export type PresentManifest = {
  state: "present";
  digest: string;
  mediaType: string;
  size: number;
  manifest: Manifest;
  warnings: string[];
  exchanges: string[];
};

/** What could not be read, and why. */
type UnreadManifest = {
  state: "missing" | "denied" | "rate-limited" | "failed";
  reason: string;
  exchanges: string[];
  /** The registry said that it does not know the repository: then "missing" is no answer about the tag. */
  repositoryUnknown: boolean;
  /** The fault's code, where there was no answer that could be read. */
  fault?: ErrorCode;
};
export type Reading = PresentManifest | UnreadManifest;

export class Reader {
  readonly #registry: Registry;
  readonly #readings = new Map<string, Promise<Reading>>();

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /**
   * The manifest at a digest or a tag. Never throws. A list's `size` is not handed down: lists in the wild
   * are wrong about it, and the digest already proves the bytes.
   */
  read(repository: string, reference: string): Promise<Reading> {
    const key = keyOf(repository, reference);
    const known = this.#readings.get(key);
    if (known) return known;
    const reading = this.#ask(repository, reference);
    this.#readings.set(key, reading);
    return reading;
  }

  /** Called when the graph holds all of a manifest: from now on only what later claims need is remembered. */
  slim(repository: string, present: PresentManifest): PresentManifest {
    const slim = slimmed(present);
    this.#readings.set(keyOf(repository, present.digest), Promise.resolve(slim));
    return slim;
  }

  async #ask(repository: string, reference: string): Promise<Reading> {
    try {
      const answer = await this.#registry.manifest(repository, reference, {
        purpose: purposeOf(reference),
      });
      const exchanges = answer.exchanges.map((exchange) => exchange.id);
      if (answer.found) {
        const present = presentOf(answer.value, exchanges);
        // What a tag led to need not be asked for again by its digest.
        const byDigest = keyOf(repository, present.digest);
        if (!this.#readings.has(byDigest)) this.#readings.set(byDigest, Promise.resolve(present));
        return present;
      }
      const state = stateOfRefusal(answer);
      const code = answer.errorCode ? ` ${answer.errorCode.slice(0, 64)}` : "";
      const reason = `the registry answered ${answer.status}${code} for this manifest`;
      return { state, reason, exchanges, repositoryUnknown: answer.errorCode === "NAME_UNKNOWN" };
    } catch (thrown) {
      const fault = asExplorerError(thrown);
      const state = stateOfFault(fault);
      const { message: reason, exchanges, code } = fault;
      return { state, reason, exchanges, repositoryUnknown: false, fault: code };
    }
  }
}

/** Lets the raw bytes go: thousands of them would fill the memory. */
function presentOf(answer: ManifestAnswer, exchanges: string[]): PresentManifest {
  const { digest, mediaType, bytes, manifest } = answer;
  const warnings = [...new Set([...answer.warnings, ...manifest.warnings])];
  return { state: "present", digest, mediaType, size: bytes.byteLength, manifest, warnings, exchanges };
}

/** What later claims about the manifest are judged by: its form, and what it names. */
function slimmed(present: PresentManifest): PresentManifest {
  const { form, mediaType, artifactType, subject, refers } = present.manifest;
  const manifest: Manifest = {
    ...{ form, mediaType, artifactType, subject, refers },
    ...{ layers: [], manifests: [], annotations: {}, json: {}, warnings: [] },
  };
  return { ...present, manifest, warnings: [] };
}

function keyOf(repository: string, reference: string): string {
  return `${repository} ${reference}`;
}

/** What the log says the request was for: a tag made from a digest tells by its name. */
function purposeOf(reference: string): string {
  const tag = parseDigestTag(reference);
  if (!tag) return "manifest";
  if (tag.suffix === undefined) return "referrers tag";
  return [".sig", ".att", ".sbom"].includes(tag.suffix) ? "cosign tag" : "digest tag";
}
