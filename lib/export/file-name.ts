// What a file is called: "registry_repository_tag.graph.svg", of letters that every file system takes.
import type { GraphExport } from "./shapes.ts";

const PART_LENGTH = 60;

/** `what` and `ending` are ours: "graph", "svg". */
export function exportFileName(
  { reference, resolved }: Pick<GraphExport, "reference" | "resolved">,
  what: string,
  ending: string,
): string {
  const { registry, repository, tag, digest = "" } = resolved ?? { registry: "", repository: reference };
  const version = tag ?? digest.slice(0, "sha256:".length + 12);
  const parts = [registry, repository, version].map(safePart).filter((part) => part !== "");
  return `${parts.join("_") || "image"}.${what}.${ending}`;
}

/** No part begins with a dot or a dash, holds a path or is longer than a name may be. */
function safePart(text: string): string {
  return text
    .slice(0, 4 * PART_LENGTH)
    .replace(/[^A-Za-z0-9.-]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .slice(0, PART_LENGTH)
    .replace(/^[.-]+|[.-]+$/g, "");
}
