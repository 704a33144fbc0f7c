import { isJsonObject } from "#lib/oci";
import { decodeContent } from "../content.ts";
import type { Document } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Part } from "../part.ts";

/** The artifact's config as JSON; a problem, and undefined, where it was not fetched or is none. */
export function configOf({ artifact }: Document, draft: Draft): Part | undefined {
  const config = artifact?.manifest.config;
  if (!artifact || !config) return undefined;
  const bytes = artifact.blob(config.digest);
  if (!bytes) {
    draft.problem("Its config was not fetched, so what stands there is not shown.");
    return undefined;
  }
  const { contents, problems } = decodeContent(bytes, config.mediaType);
  for (const problem of problems) draft.problem(`In the config: ${problem}`);
  const [content] = contents;
  if (content) draft.raw("config", config.mediaType, content, bytes.length);
  return content?.form === "json" && isJsonObject(content.value) ? draft.part(content.value) : undefined;
}
