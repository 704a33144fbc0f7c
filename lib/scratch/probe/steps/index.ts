// The thirteen steps, as they are taken. A4 comes last of the pushes, see there.
import type { Step } from "../step.ts";
import { pushArtifactManifest } from "./artifact-manifest.ts";
import { writeUnderCondition } from "./conditional-writes.ts";
import { deleteReferrer } from "./deletion.ts";
import { pushImage } from "./image.ts";
import { pushIndexSubject } from "./index-subject.ts";
import { lookForReferrer } from "./listed.ts";
import { pushOrphan } from "./missing-subject.ts";
import { pushOrasManifest } from "./oras-manifest.ts";
import { pushRefers } from "./refers.ts";
import { pushSha512 } from "./sha512.ts";
import { pushSubject } from "./subject.ts";
import { pushUntyped } from "./types.ts";
import { pushWrongTagIndex } from "./wrong-tag-index.ts";

/** Taken before the list is read that the pushes are judged by. */
export const PUSHING: readonly Step[] = [
  pushImage,
  pushSubject,
  lookForReferrer,
  pushIndexSubject,
  pushOrphan,
  pushRefers,
  pushArtifactManifest,
  pushOrasManifest,
  pushSha512,
  pushWrongTagIndex,
  pushUntyped,
];

/** Taken after it: they change what is there. */
export const CHANGING: readonly Step[] = [writeUnderCondition, deleteReferrer];
