// One registry over HTTP: the only room that talks to registries.
export { type CredentialSource, readCredentialFile, readCredentials } from "./auth/credential-store.ts";
export { createRegistryClient } from "./client.ts";
export { digestBytes } from "./hash.ts";
export { parsePrivateRegistries } from "./private-registries.ts";
export type {
  Answer,
  BareAnswer,
  Extension,
  Found,
  Listed,
  ManifestAnswer,
  PingAnswer,
  ReferrersAnswer,
  Refusal,
  Registry,
  RegistryClient,
  ResolveAnswer,
  Session,
} from "./registry.ts";
export { parseTokenServices } from "./token-services.ts";
export { createTransport, type EgressPolicy } from "./transport.ts";
export type {
  ManifestPush,
  PushConditions,
  PushedBlob,
  PushedManifest,
  WritableRepository,
} from "./writable.ts";
