// The graph of what refers to an image: its shapes, how kinds are told, how it is built, seen and summed up.
export { findingCompleteness, isOnlyInTags, listCompleteness, overallCompleteness } from "./completeness.ts";
export { evidenceMatrix, type Gap, type MatrixCell, type MatrixRow } from "./evidence-matrix.ts";
export { type FilteredGraph, filterGraph, type GraphFilter } from "./filter.ts";
export { type FoldedEdge, type FoldedGraph, type FoldGroup, foldGraph } from "./fold.ts";
export { GraphBuilder } from "./graph-builder.ts";
export { withoutImpliedEdges } from "./implied-edges.ts";
export { type ApiSupport, throughLens, withVisibility } from "./lens.ts";
export { lineageOf, reach, rootOf } from "./lineage.ts";
export { platformName } from "./platform.ts";
export { describePredicate } from "./predicates.ts";
export { conventionOf, describeType, recognise } from "./recognise.ts";
export {
  type Consumer,
  type Edge,
  edgeSchema,
  type Graph,
  graphSchema,
  LENSES,
  type Lens,
  lensSchema,
  NODE_KINDS,
  type Node,
  type NodeKind,
  type NodeState,
  nodeSchema,
  type Proof,
  type Relation,
} from "./shapes.ts";
export { type Summary, summarise } from "./summary.ts";
