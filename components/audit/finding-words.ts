// What each kind of finding is called, what it means for a reader, and how it is marked.
import type { AuditKind } from "#lib/evidence";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";

/** `title` names the group, `meaning` says in a sentence what to make of it. Never green: nothing is verified here. */
export type FindingWords = { title: string; meaning: string; mark: MarkName; tone: Tone };

const WORDS: Record<AuditKind, FindingWords> = {
  "tag-only": {
    title: "In a tag, not in the API",
    meaning:
      "The re-index gap: clients that get an answer from the API never look at the tag, and miss these.",
    mark: "failed",
    tone: "warn",
  },
  "wrong-subject": {
    title: "Listed, and about something else",
    meaning: "A list names them, but their own manifest names another subject, or none.",
    mark: "contradicted",
    tone: "bad",
  },
  "wrong-description": {
    title: "Listed with a false type or size",
    meaning:
      "A list gives them a type or a size that their own manifest does not have, and clients filter by the list's word.",
    mark: "contradicted",
    tone: "warn",
  },
  "missing-entry": {
    title: "Listed, and not there",
    meaning: "A list names manifests that the repository does not have.",
    mark: "missing",
    tone: "bad",
  },
  "orphaned-referrer": {
    title: "Refers to what is not there",
    meaning:
      "Their subject was deleted, or never pushed. The specification allows it; it keeps what nobody asks for.",
    mark: "missing",
    tone: "bad",
  },
  "dangling-tag": {
    title: "Tags of nothing",
    meaning: "The tag leads nowhere, or is made from a digest that the repository does not have.",
    mark: "missing",
    tone: "bad",
  },
  "unreadable-entry": {
    title: "Listed, and not readable",
    meaning: "What is there is no manifest, or its bytes are not those of its digest.",
    mark: "failed",
    tone: "bad",
  },
  "not-a-list": {
    title: "Referrers tags that are no list",
    meaning: "Clients look for a list under this tag and ignore what they find.",
    mark: "failed",
    tone: "warn",
  },
  "tag-is-subject": {
    title: "Digest tags that lead to the subject itself",
    meaning: "The registry reads the tag as the digest that it spells, so no referrers tag can be kept here.",
    mark: "failed",
    tone: "warn",
  },
  "duplicate-entry": {
    title: "Listed more than once",
    meaning: "Clients that do not count by digest show these twice.",
    mark: "failed",
    tone: "warn",
  },
  unchecked: {
    title: "Could not be checked",
    meaning:
      "Denied, limited, failed or past a bound: nothing is known of these, neither a gap nor that there is none.",
    mark: "unread",
    tone: "warn",
  },
  "api-only": {
    title: "In the API, not in a tag",
    meaning: "As the final specification means it. Clients that only know referrers tags miss these.",
    mark: "found",
    tone: "mute",
  },
};

/** In the order in which they are shown: the gap first, what is as it should be last. */
export const SHOWN_KINDS = [
  "tag-only",
  "wrong-subject",
  "wrong-description",
  "missing-entry",
  "orphaned-referrer",
  "dangling-tag",
  "unreadable-entry",
  "not-a-list",
  "tag-is-subject",
  "duplicate-entry",
  "unchecked",
  "api-only",
] as const satisfies readonly AuditKind[];

export function findingWords(kind: AuditKind): FindingWords {
  return WORDS[kind];
}

/** Whether it is something to mend: not what is as it should be, and not what is only not known. */
export function isProblem(kind: AuditKind): boolean {
  return kind !== "api-only" && kind !== "unchecked";
}
