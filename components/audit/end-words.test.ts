import { expect, it } from "vitest";
import { assess, supported, unknownCapabilities, unsupported } from "#lib/upgrade";
import { auditOf } from "./audit.test-support.ts";
import { heldWords } from "./end-words.ts";

const upgradeOf = (referrersApi: ReturnType<typeof supported>) =>
  assess({
    registry: "registry.example.com",
    repository: "shop/checkout",
    capabilities: { ...unknownCapabilities("not asked"), referrersApi },
  });
const none = upgradeOf(unsupported("404", ["x1"]));
const has = upgradeOf(supported("it answered", ["x1"]));
const tags = auditOf().tags;
const noTags = { ...tags, referrers: 0 };

it.each([
  [
    { compared: 42, tags, upgrade: has },
    "All 42 entries of referrers tags that were compared are in the API.",
  ],
  [
    { compared: 0, tags, upgrade: none },
    "This registry has no referrers API, so its referrers tags were held against nothing.",
  ],
  [
    { compared: 0, tags: noTags, upgrade: none },
    "This registry has no referrers API, and the repository has no referrers tag.",
  ],
  [
    { compared: 0, tags: noTags, upgrade: has },
    "There was no referrers tag to hold against the referrers API.",
  ],
  [{ compared: 0, tags, upgrade: has }, "No entry of a referrers tag was held against the referrers API."],
])("says what referrers tags were held against", (audit, words) => expect(heldWords(audit)).toBe(words));
