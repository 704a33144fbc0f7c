// How an image that a probe could not read is said. Pure.
import type { UnreadPlace } from "#lib/api";
import { isDigest, shortDigest } from "#lib/oci";
import { visibleText } from "../ui/format.ts";
import type { MarkName } from "../ui/shapes.ts";
import type { StateTone } from "../ui/state-panel.tsx";

type UnreadLook = { mark: MarkName; tone: StateTone; says: string };

const PRIVATE = "A private one may also be answered like this.";
const NOT_KNOWN = "Whether it is there is not known.";

export const UNREAD_LOOKS: Record<UnreadPlace["state"], UnreadLook> = {
  "no-repository": { mark: "none", tone: "ink", says: PRIVATE },
  "no-image": { mark: "none", tone: "ink", says: "The repository is there." },
  "no-such": {
    ...{ mark: "none", tone: "ink" },
    says: `It does not tell which of the two it lacks. ${PRIVATE}`,
  },
  denied: { mark: "denied", tone: "warn", says: NOT_KNOWN },
  "rate-limited": { mark: "rate-limited", tone: "warn", says: NOT_KNOWN },
  failed: { mark: "failed", tone: "bad", says: NOT_KNOWN },
};

/** "ghcr.io has no repository shop/app" */
export function unreadTitle(
  registry: string,
  repository: string,
  { state, reference }: Pick<UnreadPlace, "state" | "reference">,
): string {
  const name = visibleText(repository);
  switch (state) {
    case "no-repository":
      return `${registry} has no repository ${name}`;
    case "no-image":
      return `${registry} has no ${named(reference)} in ${name}`;
    case "no-such":
      return reference === undefined
        ? `${registry} has no repository ${name}, or no tag list`
        : `${registry} has no repository ${name}, or no ${named(reference)} in it`;
    case "denied":
      return `${registry} did not let Refscope read ${name}`;
    case "rate-limited":
      return `${registry} limits the rate of requests, so ${name} was not read`;
    case "failed":
      return `${registry} failed to answer for ${name}`;
  }
}

function named(reference: string | undefined): string {
  if (reference === undefined) return "image";
  return isDigest(reference) ? `digest ${shortDigest(reference)}` : `tag ${visibleText(reference)}`;
}
