// Two images held against each other, and one image searched: what is attached, what is in it, where it comes from.
export type { Explored } from "./absence.ts";
export { type Candidate, candidatesFor } from "./candidates.ts";
export type { CopyPlace } from "./copy-commands.ts";
export { frameOf, type Place } from "./frame.ts";
export { counted } from "./kind-nouns.ts";
export { mirrorOf } from "./mirror.ts";
export { comparePackages } from "./packages.ts";
export type { PlacePair } from "./places.ts";
export { comparePlatforms } from "./platforms.ts";
export { compareProvenance, type Provenance, provenanceOf } from "./provenance.ts";
export { compareReferrers } from "./referrers.ts";
export { type Sbom, sbomOf } from "./sbom.ts";
export { searchPackages } from "./search.ts";
export {
  type Absence,
  type CopyCommand,
  copyCommandSchema,
  type DocumentName,
  type MirrorSide,
  mirrorSideSchema,
  type PackageChange,
  type PackageComparison,
  type PackageRow,
  type ProvenanceComparison,
  type ProvenanceRow,
  packageComparisonSchema,
  provenanceComparisonSchema,
  type ReferrerRow,
  referrerRowSchema,
  type SearchFinding,
  type SearchRow,
  SIDES,
  type SideName,
  sbomNameSchema,
  searchFindingSchema,
  type Unread,
  unreadSchema,
} from "./shapes.ts";
export { summaryOf } from "./summary.ts";
