// What each producer generation is called: the seed's name where it has one, and the plain words that tell it apart.
import type { Generation } from "#lib/upgrade";
import type { SeedName } from "../ui/seed-shapes.ts";

/** `seed` names and draws it; else `name` does. `words` tell it from the others of its name. */
export type GenerationWords = { seed?: SeedName; name: string; words: string; meaning: string };

const WORDS: Record<Generation, GenerationWords> = {
  nothing: {
    seed: "leaf",
    name: "leaf",
    words: "nothing attached",
    meaning: "No tag, no list of the referrers API and no entry of the index leads to anything.",
  },
  "cosign-tags": {
    name: "cosign tags only",
    words: "by the tag's name",
    meaning: "Signatures, attestations or SBOMs under tags of cosign's, and nothing else.",
  },
  "in-index": {
    name: "BuildKit, in the index",
    words: "beside the platforms",
    meaning: "Attestations as entries of the image's own index.",
  },
  "branch-with-tag": {
    seed: "branch",
    name: "tree branch",
    words: "with a referrers tag",
    meaning: "Image manifests with a subject, kept in a list under a tag as well.",
  },
  "branch-without-tag": {
    seed: "branch",
    name: "tree branch",
    words: "without a tag",
    meaning: "Image manifests with a subject that the referrers API alone lists.",
  },
  tree: {
    seed: "tree",
    name: "whole tree",
    words: "artifact manifest",
    meaning: "The new manifest of Proposal E, which OCI 1.1 withdrew.",
  },
  unknown: {
    name: "not known",
    words: "not all was answered",
    meaning: "A question was not answered, so what is attached, or that nothing is, is not known.",
  },
};

export function generationWords(generation: Generation): GenerationWords {
  return WORDS[generation];
}
