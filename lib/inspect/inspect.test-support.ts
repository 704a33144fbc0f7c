// How a test asks a reader: it gives a value, and gets the report's facts and tables by name.
import type { Descriptor } from "#lib/oci";
import { TOOLS } from "./fixtures.test-support.ts";
import { type Artifact, inspectArtifact, inspectDocument, type LoneDocument, type Report } from "./index.ts";
import type { Cell } from "./report.ts";

const encoder = new TextEncoder();

/** Bytes as they are, a text in UTF-8, anything else as JSON. */
export function bytesOf(content: unknown): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return encoder.encode(typeof content === "string" ? content : JSON.stringify(content));
}

/** The one report of a lone document. */
export function inspected(content: unknown, lone: Omit<LoneDocument, "bytes"> = {}): Report {
  const reports = inspectDocument({ bytes: bytesOf(content), ...lone }, TOOLS);
  if (reports.length !== 1 || !reports[0]) throw new Error(`${reports.length} reports, not one`);
  return reports[0];
}

/** The one report of a predicate in an unsigned statement about an image. */
export function predicated(predicateType: string, predicate: unknown): Report {
  return inspected(statementOf(predicateType, predicate));
}

export function statementOf(predicateType: string, predicate: unknown) {
  const subject = [{ name: "registry.example/app", digest: { sha256: "ab".repeat(32) } }];
  return { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate };
}

/** The statement in an envelope, signed by nobody in particular. */
export function envelopeOf(content: unknown, sig = "c2ln") {
  const payload = Buffer.from(bytesOf(content)).toString("base64");
  return { payloadType: "application/vnd.in-toto+json", payload, signatures: [{ keyid: "", sig }] };
}

/** The values of all facts of that name, in order. */
export function facts(report: Report | undefined, name: string): string[] {
  return report?.facts.filter((fact) => fact.name === name).map(({ value }) => value) ?? [];
}

/** The sources of all facts of that name. */
export function sources(report: Report | undefined, name: string): string[] {
  return report?.facts.filter((fact) => fact.name === name).map(({ source }) => source) ?? [];
}

/** A table's rows by column; empty cells are left out. */
export function rows(report: Report | undefined, id: string): Record<string, Cell>[] {
  const table = report?.tables.find((each) => each.id === id);
  return (table?.rows ?? []).map((cells) =>
    Object.fromEntries(
      cells.flatMap((cell, at): [string, Cell][] =>
        cell === null ? [] : [[table?.columns[at]?.id ?? "?", cell]],
      ),
    ),
  );
}

export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const SUBJECT = `sha256:${"ab".repeat(32)}`;

type Written = {
  artifactType?: string;
  config?: string;
  configContent?: unknown;
  /** Each with its content; one without stays unfetched. */
  layers?: {
    type: string;
    content?: unknown;
    annotations?: Record<string, string>;
    size?: number;
    digest?: string;
  }[];
  annotations?: Record<string, string>;
  subject?: string;
};

/** An artifact as a registry would hold it: descriptors name the bytes that stand beside. */
export function artifactOf(written: Written): Artifact {
  const blobs: Artifact["blobs"] = [];
  const keep = (type: string, content: unknown, more: Partial<Descriptor> = {}): Descriptor => {
    const bytes = content === undefined ? new Uint8Array() : bytesOf(content);
    const digest = more.digest ?? `sha256:${TOOLS.sha256(bytes)}`;
    if (content !== undefined) blobs.push({ digest, bytes });
    return { mediaType: type, size: bytes.length, ...more, digest };
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST,
    artifactType: written.artifactType,
    config: keep(written.config ?? "application/vnd.oci.empty.v1+json", written.configContent ?? {}),
    layers: (written.layers ?? []).map(({ type, content, annotations, size, digest }) =>
      keep(type, content, {
        ...(annotations ? { annotations } : {}),
        ...(size === undefined ? {} : { size }),
        ...(digest === undefined ? {} : { digest }),
      }),
    ),
    ...(written.subject ? { subject: { mediaType: MANIFEST, digest: written.subject, size: 1 } } : {}),
    ...(written.annotations ? { annotations: written.annotations } : {}),
  };
  const bytes = bytesOf(manifest);
  const descriptor = { mediaType: MANIFEST, digest: `sha256:${TOOLS.sha256(bytes)}`, size: bytes.length };
  return { manifest: bytes, descriptor, blobs };
}

export function inspectedArtifact(written: Written): Report[] {
  return inspectArtifact(artifactOf(written), TOOLS);
}
