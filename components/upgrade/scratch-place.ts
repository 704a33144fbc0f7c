// What was written for a scratch repository: a place to run in, or what is wrong with it. Pure.
import { readRegistry, readRepository } from "../registry/registry-path.ts";
import type { Place } from "./run-request.ts";

type NamedText = { registry: string; repository: string };

export type ScratchText = NamedText & { again: string };

/** The field that is wrong, and why. */
export type ScratchFault = { field: keyof ScratchText; message: string };

/** Which repository is named, whether it was typed a second time or not: what ran there can be shown. */
export function readPlace({ registry, repository }: NamedText): NonNullable<Place> | ScratchFault {
  const host = readRegistry(registry);
  if ("message" in host) return { field: "registry", message: host.message };
  if (host.repository !== undefined) {
    return {
      field: "registry",
      message: "Only the registry's host stands here; the repository has a field of its own.",
    };
  }
  const name = repository.trim();
  if (name === "") return { field: "repository", message: "Name the repository to write to." };
  const read = readRepository(host.registry, name);
  if ("message" in read) return { field: "repository", message: read.message };
  if (read.reference !== undefined || read.repository !== name) {
    return { field: "repository", message: "The name alone, without a tag or digest." };
  }
  return { registry: host.registry, repository: name };
}

/** The repository's name is typed twice, since it will be written to. */
export function readScratch({ again, ...named }: ScratchText): NonNullable<Place> | ScratchFault {
  const place = readPlace(named);
  if ("message" in place) return place;
  if (again.trim() === "") return { field: "again", message: "Type the repository's name a second time." };
  if (again.trim() !== place.repository) return { field: "again", message: "This is not the same name." };
  return place;
}
