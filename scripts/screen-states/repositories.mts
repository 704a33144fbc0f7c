// Repositories to audit: with a past in which producers changed their ways, with oddities, slow, half denied, and empty.
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { OnRequest, SandboxRegistry } from "#lib/sandbox";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const CONFIG = "application/vnd.oci.image.config.v1+json";
const EMPTY = "application/vnd.oci.empty.v1+json";
const ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";

type Descriptor = { mediaType: string; digest: string; size: number };

/**
 * Fills `audit/history` (complete, nothing to mend), `audit/odd` (a gap and every other finding), `audit/slow`,
 * `audit/denied`, `audit/half-denied` and `audit/empty`.
 */
export function fillRepositories(registry: SandboxRegistry): void {
  const shelf = (name: string) => new Shelf(registry, name);
  putHistory(shelf("audit/history"), 60, () => true);
  putHistory(shelf("audit/odd"), 120, (n) => n % 3 > 0);
  putOddities(shelf("audit/odd"));
  putHistory(shelf("audit/slow"), 150, () => false);
  putHistory(shelf("audit/half-denied"), 40, () => true);
  shelf("audit/denied").image("1.0");
  registry.store.repository("audit/empty");
}

/** `audit/slow` takes a second and a half for each answer; the denied ones are denied, one of them by its digests. */
export const answerForRepositories: OnRequest = async ({ url = "" }) => {
  const denied = { status: 403, body: JSON.stringify({ errors: [{ code: "DENIED", message: "denied" }] }) };
  if (url.startsWith("/v2/audit/slow/")) await sleep(1500);
  if (url.startsWith("/v2/audit/denied/")) return denied;
  return /^\/v2\/audit\/half-denied\/referrers\/.*[0-7]$/.test(url) ? denied : undefined;
};

/** Tags of five years: nothing, cosign's tags, referrers tags, the API alone, artifact manifests. */
function putHistory(shelf: Shelf, count: number, isIndexed: (n: number) => boolean): void {
  for (let n = 0; n < count; n++) {
    const month = Math.floor((n * 58) / count);
    const created = n < 5 ? undefined : new Date(Date.UTC(2021, month, 5)).toISOString();
    const image = shelf.image(`v${Math.floor(n / 10)}.${n % 10}.0`, created);
    const phase = n / count;
    if (phase < 0.25) {
      if (n % 2 === 1) shelf.tag(`${stemOf(image)}.sig`, image);
    } else if (phase < 0.6) {
      shelf.list(image, [shelf.referrer(image, { index: isIndexed(n) }), shelf.referrer(image)]);
    } else if (phase < 0.9) {
      shelf.referrer(image);
    } else {
      shelf.put(
        { artifactType: "application/spdx+json", blobs: [], subject: image },
        { mediaType: ARTIFACT },
      );
    }
  }
}

function putOddities(shelf: Shelf): void {
  const gone = { mediaType: MANIFEST, digest: digestOf("deleted"), size: 1 };
  shelf.list(gone, [shelf.referrer(gone, { index: false })]);
  shelf.tag(`${stemOf(gone)}.sig`, gone);
  const image = shelf.image("odd", "2023-05-05T00:00:00Z");
  const good = shelf.referrer(image);
  shelf.list(image, [
    good,
    good,
    shelf.referrer(shelf.image(), { index: false }),
    { mediaType: MANIFEST, digest: digestOf("never pushed"), size: 3 },
    shelf.put("no manifest", { index: false }),
  ]);
  shelf.referrer(image, { tag: "sbom-of-odd" });
}

type PutOptions = { tag?: string; mediaType?: string; index?: boolean };

class Shelf {
  readonly #registry: SandboxRegistry;
  readonly #name: string;
  #made = 0;

  constructor(registry: SandboxRegistry, name: string) {
    this.#registry = registry;
    this.#name = name;
  }

  image(tag?: string, created?: string): Descriptor {
    const content = JSON.stringify({ os: "linux", architecture: "amd64", created });
    const digest = this.#registry.putBlob(this.#name, content);
    return this.put({ config: { mediaType: CONFIG, digest, size: content.length }, layers: [] }, { tag });
  }

  referrer(subject: Descriptor, options: PutOptions = {}): Descriptor {
    const config = { mediaType: EMPTY, digest: this.#registry.putBlob(this.#name, "{}"), size: 2 };
    return this.put({ artifactType: "application/spdx+json", config, layers: [config], subject }, options);
  }

  list(subject: Descriptor, manifests: Descriptor[]): void {
    this.put({ manifests }, { tag: stemOf(subject), mediaType: INDEX, index: false });
  }

  tag(name: string, { digest }: Descriptor): void {
    this.#registry.store.repository(this.#name).tags.set(name, digest);
  }

  put(content: object | string, { mediaType = MANIFEST, ...options }: PutOptions): Descriptor {
    const annotations = { made: `${this.#made++}` };
    const bytes =
      typeof content === "string"
        ? content
        : JSON.stringify({ schemaVersion: 2, mediaType, ...content, annotations });
    return {
      mediaType,
      digest: this.#registry.put(this.#name, { mediaType, bytes, ...options }),
      size: bytes.length,
    };
  }
}

function stemOf({ digest }: Descriptor): string {
  return digest.replace(":", "-");
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
