// How far a registry has come on the upgrade path: three-valued verdicts in, a state in two readings out.
export {
  type Oci11,
  oci11Schema,
  type ProposalE,
  proposalESchema,
  type Upgrade,
  upgradeSchema,
} from "./shapes.ts";
export { notAsked, supported, unknownBecause, unknownCapabilities, unsupported } from "./verdicts.ts";
