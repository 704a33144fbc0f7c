// What was written for a scratch repository: a place to run in, or what is wrong with it. Pure.
import { readRegistry, readRepository } from "../registry/registry-path.ts";
import type { Place } from "./run-request.ts";

export type ScratchText = { registry: string; repository: string; again: string };

/** The field that is wrong, and why. */
export type ScratchFault = { field: keyof ScratchText; message: string };

/** The repository's name is typed twice, since it will be written to. */
export function readScratch({ registry, repository, again }: ScratchText): NonNullable<Place> | ScratchFault {
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
  if (again.trim() === "") return { field: "again", message: "Type the repository's name a second time." };
  if (again.trim() !== name) return { field: "again", message: "This is not the same name." };
  return { registry: host.registry, repository: name };
}
