// Which repository an address names.
import { asExplorerError } from "#lib/errors";
import { parseReference } from "#lib/oci";

/** The repository's canonical name, or why the path's segments (percent-encoded or not) are none. */
export function repositoryOf(
  registry: string,
  segments: string[],
): { repository: string } | { text: string; message: string } {
  const text = segments.map(decoded).join("/");
  try {
    const { repository } = parseReference(`${registry}/${text}`);
    if (repository !== text && repository !== `library/${text}`) {
      return {
        text,
        message: "A repository's page is named by the repository alone, without tag or digest.",
      };
    }
    return { repository };
  } catch (thrown) {
    return { text, message: asExplorerError(thrown).message };
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
