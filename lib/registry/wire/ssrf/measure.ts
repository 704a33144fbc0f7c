// Runs inside a network namespace in which every address is local, and prints what the guard let through as JSON.
// Started by ssrf.integration.test.ts; nothing can leave the namespace.
import { lookup } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { Agent, request } from "undici";
import type { Exchange } from "#lib/evidence";
import { createRegistryClient } from "../../client.ts";
import type { Registry } from "../../registry.ts";
import { createTransport, type EgressPolicy, type Transport } from "../../transport.ts";
import { whyNotPublic } from "../addresses.ts";
import { createGuardedAgent } from "../guard.ts";
import { createResolver } from "../resolver.ts";
import { parseReferred } from "../targets.ts";
import { BYPASS_HOSTS } from "./bypass-hosts.ts";
import { type Answer, startCanary } from "./canary.ts";
import { startFakeDns } from "./fake-dns.ts";
import type { Figures } from "./figures.ts";

const nameserver = /^nameserver\s+(\S+)/m.exec(readFileSync("/etc/resolv.conf", "utf8"))?.[1] ?? "127.0.0.1";
const dns = await startFakeDns(nameserver);
const canary = await startCanary();

// The registry that sends Refscope astray. It is listed, so that plain HTTP to it passes and nothing but the
// address guard stands between its answers and the canaries.
const REGISTRY = new URL("http://good.test/v2/");
const POLICY: EgressPolicy = { privateRegistries: [{ host: "good.test", port: 80, http: true }] };
const QUICK = { retries: 0, connectTimeoutMs: 2000 };

/** Header values are ASCII: a Unicode host travels percent-encoded, and URL parsers turn it back. */
function targetOf(host: string, scheme: string): string {
  const ascii = host.startsWith("[") ? host : encodeURI(host).replaceAll("%25", "%");
  return `${scheme}://${ascii}/latest/meta-data/`;
}

type Get = (url: string, from?: URL) => Promise<{ headers: Record<string, string>; body: string; url: URL }>;

/** How a target gets in front of a client: named by a person, or by an answer of the registry. */
const ROUTES: Record<string, (get: Get, target: string) => Promise<unknown>> = {
  "named directly": (get, target) => get(target),
  redirect: (get, target) => {
    canary.answer = (_, response) => response.writeHead(302, { location: target }).end();
    return get(REGISTRY.href);
  },
  "token realm": async (get, target) => {
    const challenge = `Bearer realm="${target}",service="s"`;
    canary.answer = (_, response) => response.writeHead(401, { "www-authenticate": challenge }).end();
    const { headers, url } = await get(REGISTRY.href);
    return get(/realm="([^"]*)"/.exec(headers["www-authenticate"] ?? "")?.[1] ?? "", url);
  },
  Link: async (get, target) => {
    canary.answer = (_, response) => response.writeHead(200, { link: `<${target}>; rel="next"` }).end("{}");
    const { headers, url } = await get(REGISTRY.href);
    return get(/<([^>]*)>/.exec(headers.link ?? "")?.[1] ?? "", url);
  },
  "upload Location": async (get, target) => {
    canary.answer = (_, response) => response.writeHead(202, { location: target }).end();
    const { headers, url } = await get(REGISTRY.href);
    return get(headers.location ?? "", url);
  },
};

function guardedGet(transport: Transport, policy: EgressPolicy): Get {
  return async (text, from) => {
    const url = from ? parseReferred(text, from, policy) : new URL(text);
    const signal = AbortSignal.timeout(4000);
    const reply = await transport.send({
      method: "GET",
      url,
      referredBy: from,
      purpose: "",
      signal,
      onExchange() {},
    });
    return { headers: reply.headers, body: new TextDecoder().decode(reply.body), url: reply.url };
  };
}

/** What a client without a guard does: the control that shows each route to be open. */
function unguardedGet(agent: Agent): Get {
  const get: Get = async (text) => {
    const url = new URL(text);
    const reply = await request(url, { dispatcher: agent, signal: AbortSignal.timeout(3000) });
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(reply.headers)) headers[name] = String(value);
    const body = await reply.body.text();
    return reply.statusCode < 300 || !headers.location ? { headers, body, url } : get(headers.location);
  };
  return get;
}

/** How many hosts of the group led to at least one connection with a canary, and which ended how. */
async function hostsThatReach(hosts: string[], reach: (host: string) => Promise<unknown>) {
  const reached: string[] = [];
  const codes: Record<string, number> = {};
  for (const host of hosts) {
    const before = canary.reached;
    const code = await reach(host).then(() => "answered", codeOf);
    codes[code] = (codes[code] ?? 0) + 1;
    if (canary.reached > before) reached.push(host);
  }
  return { hosts: hosts.length, reached, codes };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "code" in error ? String(error.code) : error.name;
}

const ALL = Object.values(BYPASS_HOSTS).flat();

async function measureRoutes(): Promise<Figures["routes"]> {
  const figures: Figures["routes"] = [];
  for (const [route, run] of Object.entries(ROUTES)) {
    const agent = new Agent();
    const control = await hostsThatReach(ALL, (host) => run(unguardedGet(agent), targetOf(host, "https")));
    await agent.destroy();
    const transport = createTransport(POLICY, { ...QUICK, breakAfter: 1000 });
    const get = guardedGet(transport, POLICY);
    const https = await hostsThatReach(ALL, (host) => run(get, targetOf(host, "https")));
    const http = await hostsThatReach(ALL, (host) => run(get, targetOf(host, "http")));
    await transport.close();
    figures.push({ route, control, https, http });
  }
  return figures;
}

/** The same ways through everything that is built on the transport: challenges, paging, redirects. */
async function measureClient(): Promise<Figures["client"]> {
  const ways: Record<
    string,
    (target: string) => { answer: Answer; ask: (registry: Registry) => Promise<unknown> }
  > = {
    "token realm": (target) => ({
      answer: (_, response) =>
        response.writeHead(401, { "www-authenticate": `Bearer realm="${target}",service="s"` }).end(),
      ask: (registry) => registry.tags("a/b"),
    }),
    "Link of a list": (target) => ({
      answer: (_, response) => {
        const headers = { "content-type": "application/json", link: `<${target}>; rel="next"` };
        response.writeHead(200, headers).end('{"name":"a/b","tags":["c"]}');
      },
      ask: (registry) => registry.tags("a/b"),
    }),
    "redirect of a manifest": (target) => ({
      answer: (_, response) => response.writeHead(307, { location: target }).end(),
      ask: (registry) => registry.manifest("a/b", "c"),
    }),
  };
  const figures: Figures["client"] = [];
  for (const [way, plan] of Object.entries(ways)) {
    const client = createRegistryClient({ policy: POLICY });
    const seen: string[] = [];
    const onExchange = ({ error }: Exchange) => void seen.push(error?.code ?? "answered");
    const signal = AbortSignal.timeout(20_000);
    const { hosts, reached } = await hostsThatReach(ALL, (host) => {
      const { answer, ask } = plan(targetOf(host, "https"));
      canary.answer = answer;
      return ask(client.open(REGISTRY.host, { signal, onExchange }));
    });
    const asked = seen.filter((code) => code === "answered").length;
    const refused = seen.filter((code) => code === "address-refused").length;
    figures.push({ way, hosts, reached, asked, refused, other: seen.length - asked - refused });
    await client.close();
  }
  return figures;
}

/** The connector alone, without the gate that refuses plain HTTP before it. */
async function measureGuardAlone() {
  const agent = createGuardedAgent(POLICY, {
    resolve: createResolver(),
    connections: 1,
    connectTimeoutMs: 2000,
    headersTimeoutMs: 2000,
    idleTimeoutMs: 2000,
    maxHeaderBytes: 16_384,
  });
  const guard = await hostsThatReach(ALL, (host) => request(targetOf(host, "http"), { dispatcher: agent }));
  await agent.destroy();
  const plain = new Agent();
  const control = await hostsThatReach(ALL, (host) =>
    request(targetOf(host, "http"), { dispatcher: plain }).then((reply) => reply.body.dump()),
  );
  await plain.destroy();
  return { control, guard };
}

/** A name that answers with a public address, then with loopback, in turn. */
async function measureRebinding() {
  let control = 0;
  for (let round = 0; round < 20; round++) {
    const { address } = await lookup("rebind.test", { family: 4 });
    if (whyNotPublic(address)) continue;
    const before = canary.reached;
    const agent = new Agent();
    await request("http://rebind.test/", { dispatcher: agent }).then(
      (reply) => reply.body.dump(),
      () => {},
    );
    await agent.destroy();
    if (canary.reached > before) control++;
  }
  const before = canary.reached;
  const codes: Record<string, number> = {};
  for (let round = 0; round < 40; round++) {
    const transport = createTransport({ privateRegistries: [] }, QUICK);
    const get = guardedGet(transport, { privateRegistries: [] });
    const code = await get("https://rebind.test/").then(() => "answered", codeOf);
    codes[code] = (codes[code] ?? 0) + 1;
    await transport.close();
  }
  return { control, guard: canary.reached - before, codes };
}

/** A private registry that the operator listed works; its neighbours stay out of reach. */
async function measureListed() {
  const listed = [
    { host: "127.0.0.1", port: 5000, http: true },
    { host: "localhost", port: 5000, http: true },
    { host: "imds.test", port: 5000, http: true },
    ...POLICY.privateRegistries,
  ];
  const policy = { privateRegistries: listed };
  const transport = createTransport(policy, QUICK);
  const get = guardedGet(transport, policy);
  const works = ["http://127.0.0.1:5000/v2/", "http://localhost:5000/v2/", "http://2130706433:5000/v2/"];
  const answers = await Promise.all(works.map((url) => get(url).then(({ body }) => body, codeOf)));
  const before = canary.reached;
  // The last but one is listed, but its name leads to a metadata service.
  const neighbours = [
    "https://127.0.0.1:6379/",
    "https://127.0.0.1/",
    "http://127.0.0.2:5000/",
    "https://127.0.0.2:5000/",
    "https://localhost:8080/",
    "http://imds.test:5000/",
    "https://10.0.0.7:5000/",
  ];
  const direct = await Promise.all(neighbours.map((url) => get(url).then(() => "answered", codeOf)));
  const redirected: string[] = [];
  for (const location of neighbours) {
    canary.answer = (_, response) => response.writeHead(307, { location }).end();
    redirected.push(await get(REGISTRY.href).then(() => "answered", codeOf));
  }
  await transport.close();
  return { answers, neighbours: [...direct, ...redirected], reached: canary.reached - before };
}

/** Eight names whose DNS never answers must not hold up a good one. */
async function measureStall() {
  const resolve = createResolver({ timeoutMs: 1000 });
  const hanging = Array.from({ length: 8 }, (_, i) =>
    resolve(`hang${i}.test`, false).then(
      () => "found",
      () => "none",
    ),
  );
  const start = performance.now();
  const found = await resolve("good.test", false);
  const goodMs = performance.now() - start;
  const ends = await Promise.all(hanging);
  return { found: found.length, goodMs, hungMs: performance.now() - start, ends };
}

const figures: Figures = {
  routes: await measureRoutes(),
  client: await measureClient(),
  guardAlone: await measureGuardAlone(),
  rebinding: await measureRebinding(),
  listed: await measureListed(),
  stall: await measureStall(),
};
process.stdout.write(JSON.stringify(figures));
canary.close();
dns.close();
