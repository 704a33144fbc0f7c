// https://github.com/in-toto/attestation/tree/main/spec: what is said (the predicate) about what (the subjects).
import { describePredicate } from "#lib/graph";
import { isJsonObject } from "#lib/oci";
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";

const STATEMENT = /^https:\/\/in-toto\.io\/Statement\/v(0\.1|1|1\.0)$/;

export const statement: Inspector = {
  id: "statement",
  matches: (doc) => {
    const json = jsonObject(doc);
    return json?.predicateType !== undefined && (json._type !== undefined || json.subject !== undefined);
  },
  inspect: (doc, draft) => {
    const said = draft.part(jsonObject(doc) ?? {});
    const type = said.text("_type") ?? "";
    const predicateType = said.text("predicateType") ?? "";
    const { kind, title } = describePredicate(predicateType);
    const [first] = said.each("subject");
    draft.is(kind, title, `${title} about ${first?.text("name") ?? "something without a name"}`);
    if (!STATEMENT.test(type)) draft.problem("The statement's type is neither v0.1 nor v1 of in-toto's.");
    readPredicate(draft, said, predicateType, doc);
    draft.fact("attestation", "Predicate type", predicateType);
    draft.fact("attestation", "Statement type", type);
    subjectFacts(draft, said);
  },
};

function readPredicate(draft: Draft, said: Part, predicateType: string, outer: Document): void {
  const predicate = said.json.predicate;
  if (!isJsonObject(predicate)) {
    draft.problem("The statement has no predicate that could be read.");
    return;
  }
  draft.read({
    content: { form: "json", value: predicate, text: "" },
    mediaType: "",
    annotations: outer.annotations,
    predicate: describePredicate(predicateType).id,
    predicateType,
    signed: outer.signed,
  });
}

/** How many of them are facts; a table holds the others. */
const SHOWN_SUBJECTS = 3;

function subjectFacts(draft: Draft, said: Part): void {
  const table = draft.table("subjects", "Subjects", [
    ["name", "Name"],
    ["digest", "Digest"],
    ["mediaType", "Media type"],
  ]);
  draft.fact("attestation", "Subjects", said.list("subject").length);
  for (const subject of said.each("subject")) {
    const digests = subject.pairs("digest");
    const name = subject.text("name") ?? subject.text("uri");
    const written = digests.map(([algorithm, value]) => `${algorithm}:${value}`);
    draft.subject({ ...(name === undefined ? {} : { name }), digests });
    table.add(name, written.join(" "), subject.text("mediaType"));
    if (table.count > SHOWN_SUBJECTS) continue;
    draft.fact("attestation", "Subject", name);
    draft.facts("attestation", "Subject digest", written);
  }
  if (table.count === 0) draft.problem("The statement names no subject: it is about nothing.");
}
