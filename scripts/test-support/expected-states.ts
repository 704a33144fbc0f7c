// The state that the index of the shared fixtures expects of each, in the words of the API.
import type { VerificationState } from "#lib/evidence";
import { LAYOUTS } from "./fixture-layouts.ts";
import { SHARED, type SharedFixture } from "./shared-fixtures.ts";

/** In its own words, before any rule of who may sign. A signature over bytes that are not among the fixtures is left open. */
const EXPECTED: [RegExp, VerificationState][] = [
  [/^verified-crypto|^verified cryptographically|^verified with truststore/, "valid-identity-unchecked"],
  [/^unverifiable: no trust root \(private Fulcio\)/, "unverifiable-no-material"],
  [/^unverifiable: no trust root/, "self-consistent-untrusted"],
  [/^unverifiable: (no (key|PGP)|unknown critical header)/, "unverifiable-no-material"],
  [/^subject-mismatch$/, "subject-mismatch"],
  [/^invalid$/, "invalid"],
  [/^invalid in time/, "expired"],
];

/** Which rejection a conformance case is: its label says only that it is one. */
const REJECTED: Record<string, VerificationState> = {
  "intoto-expired-certificate_fail": "expired",
  "message-digest-mismatch_fail": "subject-mismatch",
  "rekor2-no-timestamp_fail": "time-unproven",
};

/** Undefined where it says nothing: then nobody signed it. */
export function expectedState(fixture: SharedFixture): VerificationState | undefined {
  const { file, kind, must_show: shown } = fixture;
  const layer = layerState(file);
  if (layer) return layer;
  if (kind === "sigstore-bundle-case" && shown) return conformanceState(shown);
  if (kind === "cosign-simplesigning") {
    const manifest = SHARED?.files.find((each) => each.kind === "cosign-sig-manifest");
    return manifest && expectedState(manifest);
  }
  // Their label is the kind itself: signed with a key, and none is configured.
  if (kind === "dsse") return "unverifiable-no-material";
  const said = fixture.expected_state ?? shown?.expected_state;
  return typeof said === "string" ? stateOf(said) : undefined;
}

function conformanceState({ case: name, expected }: Record<string, unknown>): VerificationState {
  if (expected === "reject") return REJECTED[String(name)] ?? "invalid";
  if (expected !== "accept") throw new Error(`${name} has no label`);
  return String(name).startsWith("managed-key") ? "verified" : "valid-identity-unchecked";
}

/** Of what lies in a layout as an attestation, and of the manifest that holds it: as the edge says. */
function layerState(file: string): VerificationState | undefined {
  const digest = `sha256:${file.split("/").at(-1)}`;
  const edge = SHARED?.layouts
    .flatMap(({ edges }) => edges)
    .find(({ layer, to }) => layer === digest || to === digest);
  if (!edge) return undefined;
  return edge.signed ? stateOf(edge.expected_state ?? "") : "unsigned";
}

function stateOf(said: string): VerificationState {
  const found = EXPECTED.find(([pattern]) => pattern.test(said))?.[1];
  if (!found) throw new Error(`No state is meant by "${said}"`);
  return found;
}

/** A manifest that is read as such has no signature of its own; one that carries documents has a state for each. */
export function isReadAsSuch(file: string): boolean {
  const digest = `sha256:${file.split("/").at(-1)}`;
  const manifests = LAYOUTS.flatMap((layout) => [...layout.manifests.values()]);
  const found = manifests.find((each) => each.digest === digest);
  const isAttestation = found?.json.layers?.some(
    ({ annotations }) => annotations?.["in-toto.io/predicate-type"],
  );
  const isCosign = found?.json.layers?.some(({ mediaType }) => mediaType.includes("dsse"));
  return file.endsWith("/index.json") || (found !== undefined && !isAttestation && !isCosign);
}
