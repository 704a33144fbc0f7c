// What was published as what: https://github.com/in-toto/attestation/blob/main/spec/predicates/release.md and
// https://github.com/npm/attestation/tree/main/specs/publish/v0.1
import { jsonObject } from "../document.ts";
import type { Inspector } from "../inspector.ts";

export const release: Inspector = {
  id: "release",
  matches: ({ predicate }) => predicate === "release" || predicate === "npm-publish",
  inspect: (doc, draft) => {
    const said = draft.part(jsonObject(doc) ?? {});
    const [name, version] = [said.text("name"), said.text("version")];
    const what = said.text("purl") ?? [name, version].filter(Boolean).join("@");
    draft.is("attestation", draft.title, `Published as ${what || "something without a name"}`);
    draft.fact("summary", "Package URL", said.text("purl"));
    draft.fact("summary", "Package", name);
    draft.fact("summary", "Version", version);
    draft.fact("summary", "Registry", said.text("registry"));
    draft.fact("summary", "Package id", said.text("packageId"));
    draft.fact("summary", "Release id", said.text("releaseId"));
  },
};
