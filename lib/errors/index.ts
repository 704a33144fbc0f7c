// Faults: one class, one catalogue.
export { type ErrorCode, FAULTS, type Fault } from "./catalogue.ts";
export {
  asExplorerError,
  ExplorerError,
  type ExplorerErrorOptions,
  type FieldFault,
  type Missing,
} from "./explorer-error.ts";
