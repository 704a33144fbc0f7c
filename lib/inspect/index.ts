// Opens what is attached to an image: recognises it by its content, reads it, and reports in one shape for all kinds.
export { readCertificate } from "./certificates/certificate.ts";
export { childrenOf, type Der, oidOf, readDer, TAG, timeOf } from "./certificates/der.ts";
export { isNameExact } from "./certificates/names.ts";
export { documentsIn } from "./documents.ts";
export type { Tools } from "./draft.ts";
export {
  type Artifact,
  type Blob,
  contentsOf,
  inspectArtifact,
  inspectDocument,
  type LoneDocument,
} from "./inspect.ts";
export { namingOf } from "./naming.ts";
export { readPurl } from "./packages/purl.ts";
export { type Fact, type Report, reportSchema, type Table } from "./report.ts";
export { isRest } from "./rest.ts";
export { envelopeForm } from "./signing/envelope-form.ts";
