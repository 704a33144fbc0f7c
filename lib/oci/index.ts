// The specifications' words: references, digests, descriptors, manifests, tag schemes. Pure: nothing here asks anyone.
export {
  type Descriptor,
  type Platform,
  platformText,
} from "./descriptor.ts";
export { type Digest, isDigest, parseDigest, shortDigest } from "./digest.ts";
export { isJsonObject, type ParsedJson, parseJson } from "./json.ts";
export type { Manifest, ManifestForm } from "./manifest.ts";
export { ACCEPT_MANIFESTS, MEDIA_TYPES, mediaTypeEssence } from "./media-types.ts";
export { parseManifest } from "./parse-manifest.ts";
export { pushAgainLine } from "./push-again.ts";
export { parseReference, referenceFromPath, referencePath } from "./reference.ts";
export { DOCKER_HUB, formatReference, type Reference, readHost } from "./reference-grammar.ts";
export { parseReferrersIndex, type ReferrersIndex } from "./referrers-index.ts";
export { shellQuoted } from "./shell-quoted.ts";
export { cosignTags, type DigestTag, isHiddenTag, parseDigestTag, referrersTag } from "./tags.ts";
