// Who can see what is attached to an image: the rules of named clients as data, and the matrix.
export { followOpened, type OpenedContent } from "./follow-opened.ts";
export type { GenerationRun } from "./generation.ts";
export { visibilityMatrix } from "./matrix.ts";
export {
  type CellState,
  type Verdict,
  type VisibilityColumn,
  type VisibilityMatrix,
  type VisibilityRow,
  visibilityMatrixSchema,
} from "./shapes.ts";
export type { OpenedSignature, SignatureAnswer, SignatureReason, SignedImage } from "./signatures/shapes.ts";
export { whyNoSignature } from "./signatures/why-no-signature.ts";
