// 🌲 whole tree (complete): pushes references with the new manifest, and relies on the registry to know it.
import type { WritableRepository } from "#lib/registry";
import type { Reading } from "#lib/upgrade";
import { type Artifact, type Made, makeArtifactForm } from "./content.ts";
import { type Push, push } from "./push.ts";
import type { Tell } from "./shapes.ts";

/** What it made, and what the registry said to it: a rejection is told, and nothing else is tried. */
export type TreePush = Push & { made: Made };

/** `refers` to the letter of Proposal E; the release candidates of OCI 1.1 called it `subject`. */
export async function tree(
  reading: Reading,
  to: WritableRepository,
  subject: Made,
  artifact: Artifact,
  { tell }: { tell?: Tell } = {},
): Promise<TreePush> {
  const made = makeArtifactForm(artifact, subject.entry, reading === "proposal-e" ? "refers" : "subject");
  return { ...(await push(to, made, { name: "X, in the new manifest", tell })), made };
}
