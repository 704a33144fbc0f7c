// One registry over HTTP: the only room that talks to registries.
export type { Credential } from "./auth/credential.ts";
export { type CredentialSource, type CredentialStore, readCredentials } from "./auth/credential-store.ts";
export { createRegistryClient, type RegistryClientOptions } from "./client.ts";
export { digestBytes } from "./hash.ts";
export { parsePrivateRegistries } from "./private-registries.ts";
export type {
  Answer,
  AskOptions,
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
export { createTransport, type EgressPolicy } from "./transport.ts";
