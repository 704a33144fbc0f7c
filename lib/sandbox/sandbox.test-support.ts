// What the sandbox's own tests share: a listening registry, plain requests, and tiny manifests.
import { afterAll } from "vitest";
import { createRegistry, type RegistryOptions, type SandboxRegistry } from "./registry.ts";

export const IMAGE = "application/vnd.oci.image.manifest.v1+json";
export const INDEX = "application/vnd.oci.image.index.v1+json";
export const ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";
export const ORAS = "application/vnd.cncf.oras.artifact.manifest.v1+json";
export const DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
export const ZERO = `sha256:${"0".repeat(64)}`;

type Descriptor = { mediaType: string; digest: string; size: number };

/** Everything that an answer of a registry may hold. */
type Body = {
  errors?: { code: string }[];
  mediaType?: string;
  annotations?: Record<string, string>;
  manifests?: (Descriptor & { artifactType?: string; annotations?: Record<string, string> })[];
  referrers?: Descriptor[];
  references?: Descriptor[];
  extensions?: { name: string; endpoints: string[] }[];
  repositories?: string[];
  tags?: string[] | null;
  token?: string;
  expires_in?: number;
};

export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; undefined when it is not. */
  json: Body | undefined;
  /** `errors[0].code` */
  code: string | undefined;
};

export type Running = {
  registry: SandboxRegistry;
  origin: string;
  ask(path: string, init?: RequestInit & { duplex?: "half" }): Promise<Answer>;
};

/** A registry on a port of the system's, closed after the file's last test. */
export async function listening(options: RegistryOptions = {}): Promise<Running> {
  const registry = createRegistry(options);
  const { origin, close } = await registry.listen();
  afterAll(close);
  return { registry, origin, ask: (path, init) => ask(origin + path, init) };
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const text = await response.text();
  let json: Body | undefined;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json, code: json?.errors?.[0]?.code };
}

/** An image manifest that differs by `note`; `fields` are laid over it. */
export function image(note: string, fields: Record<string, unknown> = {}): string {
  const config = { mediaType: "application/vnd.oci.empty.v1+json", digest: ZERO, size: 2 };
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: IMAGE,
    config,
    layers: [],
    annotations: { note },
    ...fields,
  });
}

export function index(manifests: Descriptor[], fields: Record<string, unknown> = {}): string {
  return JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests, ...fields });
}

export function descriptor(digest: string, mediaType = IMAGE, size = 1): Descriptor {
  return { mediaType, digest, size };
}

export function push(
  running: Running,
  path: string,
  mediaType: string,
  body: string,
  headers = {},
): Promise<Answer> {
  return running.ask(path, { method: "PUT", body, headers: { "content-type": mediaType, ...headers } });
}

/** The digests of a list of referrers. */
export function digests(answer: Answer): string[] {
  return (answer.json?.manifests ?? []).map((entry) => entry.digest);
}
