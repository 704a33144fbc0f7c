// One repository as a whole: its tags held against its referrers API, and how each artifact was made.
export { type Audited, type AuditProgressEvent, audit } from "./audit.ts";
