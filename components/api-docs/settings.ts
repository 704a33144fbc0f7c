// The settings that a server reads from its environment at start.

export const SETTINGS: { names: string[]; fallback: string; meaning: string }[] = [
  {
    names: ["HOST", "PORT"],
    fallback: "127.0.0.1, 3000",
    meaning:
      "Where it listens. A host that other machines can reach refuses to start: there is no login yet.",
  },
  {
    names: ["REFSCOPE_PRIVATE_REGISTRIES"],
    fallback: "none",
    meaning:
      "A comma list of host:port that may be reached though their address is private; http://host:port allows plain HTTP for that one.",
  },
  { names: ["REFSCOPE_DEMO"], fallback: "on", meaning: "off starts no demo registries." },
  {
    names: ["REFSCOPE_DEMO_PORT"],
    fallback: "5001",
    meaning: "The first demo registry's port; the others follow. 0 lets the system choose.",
  },
  {
    names: ["REFSCOPE_WRITES"],
    fallback: "off",
    meaning:
      "on allows the active probe and scenario runs to push to a scratch repository that you name, and to clean up there.",
  },
  {
    names: ["REFSCOPE_WRITE_AUTH_FILE"],
    fallback: "those for reading",
    meaning: "An auth file like Docker's config.json with the credentials for writing alone.",
  },
  {
    names: ["REFSCOPE_DATA_DIR"],
    fallback: ".refscope/data",
    meaning: "Where it is written down what was pushed, before it is. One server's own.",
  },
  {
    names: ["REFSCOPE_ALLOWED_HOSTS"],
    fallback: "none",
    meaning: "Host names, besides this machine's own, that a proxy in front may send.",
  },
  {
    names: ["DOCKER_CONFIG", "REGISTRY_AUTH_FILE"],
    fallback: "as Docker and containers/image",
    meaning: "Registry credentials: auths, credsStore, credHelpers. They stay on the server.",
  },
  {
    names: ["REFSCOPE_TOKEN_SERVICES"],
    fallback: "a registry's own, and those known",
    meaning:
      "A comma list of registry=https://host: a token service at another address that may see that registry's credentials.",
  },
  {
    names: ["REFSCOPE_DENY_NETWORKS", "REFSCOPE_NAT64_PREFIXES"],
    fallback: "none",
    meaning:
      "CIDR blocks: networks that are never reached, like private ones, and this network's own NAT64 prefixes.",
  },
  {
    names: ["REFSCOPE_TRUST_FILE"],
    fallback: "none",
    meaning:
      "A JSON file of what signatures are held against: sigstore roots, keys, notation trust stores and identity rules. Read again when it changes.",
  },
  {
    names: ["REFSCOPE_TRUSTED_ROOT", "REFSCOPE_TRUST_STORE"],
    fallback: "the Sigstore public-good root; none",
    meaning: "A sigstore trusted_root.json, and a notation trust store's folder, without such a file.",
  },
  { names: ["NODE_EXTRA_CA_CERTS"], fallback: "none", meaning: "A private CA, as PEM." },
];
