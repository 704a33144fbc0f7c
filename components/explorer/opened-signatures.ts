// What was opened on this page, as far as it tells which digest is signed. Pure.
import type { OpenedSignature } from "#lib/visibility";
import type { Scene } from "../artifact/node-words.ts";

/** By node id. */
export function openedSignatures({ opened }: Pick<Scene, "opened">): Map<string, OpenedSignature> {
  return new Map(
    [...(opened ?? [])].map(([id, { subject, reports }]) => {
      const named = reports.flatMap(({ subjects }) => subjects.flatMap(({ digests }) => digests));
      const digests = named.map(([algorithm, value]) => `${algorithm}:${value}`);
      return [id, { isNamed: subject.isNamedByContent, digests: [...new Set(digests)] }];
    }),
  );
}
