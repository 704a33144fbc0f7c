// What a manifest that was not read tells of itself.
import type { PresentManifest, Reading } from "#lib/discovery";
import type { Unchecked } from "#lib/evidence";

/**
 * "gone": the registry says that it is not there. Else why nothing is known of it: a registry that does not know the
 * repository, or hides it, has not spoken of the manifest.
 */
export function whyUnread({
  state,
  repositoryUnknown,
}: Exclude<Reading, PresentManifest>): "gone" | Unchecked {
  if (state !== "missing") return state;
  return repositoryUnknown ? "failed" : "gone";
}
