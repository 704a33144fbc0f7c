// What each verification state and each check is called, how it is drawn, and what to do next. Pure.
import type { Check, CheckName, Verification, VerificationState } from "#lib/evidence";
import { joinWords } from "../artifact/way-words.ts";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";

export type StateWords = {
  mark: MarkName;
  tone: Tone;
  title: string;
  /** In a row and in counts: "1 verified, 2 without a trusted root". */
  short: string;
  /** What the reader can do about it, in a sentence. */
  next?: string;
};

/** Green is for "verified" alone; what could not be checked is neutral, never a fault of the artifact. */
export const STATE_WORDS: Record<VerificationState, StateWords> = {
  verified: { mark: "verified", tone: "ok", title: "Verified", short: "verified" },
  "valid-identity-unchecked": {
    mark: "identity-unchecked",
    tone: "valid",
    title: "Valid signature, signer not checked",
    short: "valid, signer unchecked",
    next: "No rule says who may sign here. If this is the right signer, name it under “identities” in the trust file.",
  },
  "self-consistent-untrusted": {
    mark: "unverified",
    tone: "mute",
    title: "Cannot be verified: no trusted root",
    short: "without a trusted root",
    next: "If you trust who issued it, name that root or store in the trust file.",
  },
  "unverifiable-no-material": {
    mark: "unverified",
    tone: "mute",
    title: "Cannot be verified here",
    short: "cannot be verified",
    next: "If a key signed it, name the public key under “keys” in the trust file, or run the command under Commands.",
  },
  "identity-mismatch": {
    mark: "unverified",
    tone: "warn",
    title: "Signed by somebody else",
    short: "signed by somebody else",
    next: "Compare both names below. Either the signer is not whom you expect, or the rule in the trust file is out of date.",
  },
  expired: {
    mark: "unverified",
    tone: "warn",
    title: "Outside its time",
    short: "outside its time",
    next: "Ask whoever made it for a new signature.",
  },
  "time-unproven": {
    mark: "unverified",
    tone: "warn",
    title: "The time is not proven",
    short: "time not proven",
    next: "Ask whoever made it to sign with a log entry or a timestamp.",
  },
  "subject-mismatch": {
    mark: "missing",
    tone: "bad",
    title: "About another digest",
    short: "about another digest",
    next: "Do not rely on it for this image. The digests are compared below.",
  },
  invalid: {
    mark: "missing",
    tone: "bad",
    title: "Invalid signature",
    short: "invalid",
    next: "Do not rely on it. The check that failed stands below.",
  },
  unsigned: {
    mark: "unsigned",
    tone: "mute",
    title: "Unsigned claim",
    short: "unsigned",
    next: "Whoever can push here can write this. A signature of it, if there is one, is attached to it in turn.",
  },
  error: {
    mark: "unread",
    tone: "ink-2",
    title: "Could not be checked",
    short: "could not be checked",
    next: "This says nothing about whether it is signed.",
  },
  skipped: {
    mark: "not-asked",
    tone: "mute",
    title: "Not checked",
    short: "not checked",
  },
};

/** A definite answer, where any other error leaves open what is there. */
const MISSING_WORDS: StateWords = {
  mark: "missing",
  tone: "bad",
  title: "Its content is missing",
  short: "content missing",
  next: "The registry has its manifest and not what that holds, so nobody can verify it from here.",
};

export function wordsOf({ state, isMissing }: Pick<Verification, "state" | "isMissing">): StateWords {
  return isMissing ? MISSING_WORDS : STATE_WORDS[state];
}

export const CHECK_TITLES: Record<CheckName, string> = {
  "blob-digest": "The bytes have their digest",
  "manifest-subject": "The manifest names what it is attached to",
  "payload-type": "The payload is of the type that it is said to be",
  "payload-subject": "The content names this digest",
  signature: "The signature fits the bytes",
  "certificate-chain": "The certificate leads to a trusted root",
  sct: "The certificate was logged when it was issued",
  "transparency-log": "A transparency log holds the signature",
  "trusted-time": "The time of signing is proven",
  identity: "The signer equals one of your rules",
  expiry: "It is within its time",
  revocation: "It was not revoked",
};

export const RESULT_LOOKS: Record<Check["result"], { mark: MarkName; tone: Tone; word: string }> = {
  // A passed check is an ink tick: only the whole may be green.
  passed: { mark: "tick", tone: "ink", word: "passed" },
  failed: { mark: "missing", tone: "bad", word: "failed" },
  "not-checked": { mark: "unread", tone: "mute", word: "not checked" },
  "not-applicable": { mark: "unreadable", tone: "mute", word: "does not apply" },
};

/** Whether what lies inside the signed payload may be called signed: its signature holds. */
export function isHeld({ state }: Verification): boolean {
  return state === "verified" || state === "valid-identity-unchecked";
}

/** "3 signatures: 1 verified, 2 without a trusted root". `noun` in the plural. */
export function summaryOf(noun: string, verifications: readonly Verification[]): string {
  const counts = new Map<string, number>();
  for (const each of verifications) {
    const { short } = wordsOf(each);
    counts.set(short, (counts.get(short) ?? 0) + 1);
  }
  const parts = [...counts].map(([short, count]) => `${count} ${short}`);
  return `${verifications.length} ${noun}: ${joinWords(parts)}`;
}
