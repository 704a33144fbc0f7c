// Signatures of the Notary Project, in JWS and in COSE, verified against the operator's trust stores.
export { verifyNotation } from "./verify-notation.ts";
