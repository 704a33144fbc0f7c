// Every fault Refscope can report: its HTTP status, its title and what to do next.

/** One row of the catalogue. `status` is the HTTP status of our own API's answer. */
export type Fault = { status: number; title: string; hint: string };

export const FAULTS = {
  "bad-request": {
    status: 400,
    title: "The request is not well formed",
    hint: "Compare the body with the schema at /api/openapi.json.",
  },
  "bad-reference": {
    status: 400,
    title: "This is not an image reference",
    hint: "Write registry/repository:tag or registry/repository@digest.",
  },
  "forbidden-origin": {
    status: 403,
    title: "The request came from another site",
    hint: "Call the API from its own pages, or from a program that sends no Origin header.",
  },
  "foreign-host": {
    status: 421,
    title: "This server does not answer for that host name",
    hint: "Open Refscope under the address that it printed at start.",
  },
  "address-refused": {
    status: 403,
    title: "This address is not public, so Refscope did not connect",
    hint: "If it is your registry, list its host and port in REFSCOPE_PRIVATE_REGISTRIES.",
  },
  "host-not-found": {
    status: 502,
    title: "The registry's host name does not resolve",
    hint: "Check the spelling of the host, and that this machine's DNS knows it.",
  },
  "connection-failed": {
    status: 502,
    title: "The registry could not be reached",
    hint: "Check the port, and that the registry is up.",
  },
  "tls-failed": {
    status: 502,
    title: "The TLS connection to the registry was not accepted",
    hint: "Renew its certificate, or name your own CA in NODE_EXTRA_CA_CERTS. A registry that speaks plain HTTP is listed as http://host:port in REFSCOPE_PRIVATE_REGISTRIES.",
  },
  "timed-out": {
    status: 504,
    title: "The registry did not answer in time",
    hint: "Try again later.",
  },
  "circuit-open": {
    status: 503,
    title: "The registry failed too often, so Refscope stopped asking it",
    hint: "Wait a few seconds, then try again.",
  },
  "limit-exceeded": {
    status: 502,
    title: "The answer was larger or slower than Refscope allows",
    hint: "Read it with another tool if you trust this registry.",
  },
  "malformed-answer": {
    status: 502,
    title: "The registry's answer is not what the specification asks for",
    hint: "The exchange shows what came instead.",
  },
  "digest-mismatch": {
    status: 502,
    title: "The bytes do not have the digest that was asked for",
    hint: "Something between you and the registry changed them, or the registry is wrong. Do not use them.",
  },
  "credentials-refused": {
    status: 403,
    title: "The registry did not let Refscope read this",
    hint: "Log in with `docker login` as a user who may pull it, then try again.",
  },
  "rate-limited": {
    status: 429,
    title: "The registry limits the rate of requests",
    hint: "Wait as long as it says, or log in for a higher limit.",
  },
  "not-found": {
    status: 404,
    title: "The registry has no such image",
    hint: "Check the repository's name and the tag.",
  },
  "registry-error": {
    status: 502,
    title: "The registry answered with an error",
    hint: "The exchange shows its answer. Try again later.",
  },
  "too-busy": {
    status: 429,
    title: "Too many explorations are running",
    hint: "Wait a few seconds, then try again.",
  },
  "writes-off": {
    status: 403,
    title: "Writing to registries is switched off",
    hint: "Start Refscope with REFSCOPE_WRITES=on to allow it.",
  },
  "scratch-in-use": {
    status: 409,
    title: "The scratch repository may hold something already",
    hint: "Name a repository that is empty or not there yet, or say that this one may be used as it is.",
  },
  "ledger-failed": {
    status: 500,
    title: "What would be pushed could not be written down, so it was not pushed",
    hint: "Check that the folder REFSCOPE_DATA_DIR can be written to and has room.",
  },
  cancelled: { status: 499, title: "The request was cancelled", hint: "Start it again." },
  internal: { status: 500, title: "Refscope failed", hint: "Please report it with what you did." },
} as const satisfies Record<string, Fault>;

export type ErrorCode = keyof typeof FAULTS;
