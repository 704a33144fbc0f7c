// Server-side request forgery: 69 hosts on 5 ways, each with an unguarded control, in a private network namespace.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type Figures, ssrfTable } from "./ssrf/figures.ts";

// AnyIP: a local route for everything makes every address an address of this host, and nothing can leave.
const NAMESPACE = `
  ip link set lo up
  ip route add local 0.0.0.0/0 dev lo
  ip -6 route add local ::/0 dev lo
  exec "$@"`;

/** Why the namespace cannot be made here; undefined when it can. */
function whyNot(): string | undefined {
  if (process.getuid?.() !== 0) return "making a network namespace needs root";
  const run = spawnSync("unshare", ["-n", "sh", "-ec", NAMESPACE, "sh", "true"], { encoding: "utf8" });
  if (run.error) return `unshare does not run: ${run.error.message}`;
  return run.status === 0 ? undefined : `no network namespace: ${run.stderr.trim()}`;
}

const reason = whyNot();

it("the namespace can be made where it must be", () => {
  if (process.env.CI === "true") expect(reason).toBeUndefined();
});

describe.skipIf(reason !== undefined)(`private addresses${reason ? ` (skipped: ${reason})` : ""}`, () => {
  let figures: Figures;

  beforeAll(() => {
    const program = new URL("./ssrf/measure.ts", import.meta.url).pathname;
    const command = ["-n", "sh", "-ec", NAMESPACE, "sh", process.execPath, program];
    // A proxy in the environment must change nothing: its address is a canary's.
    const proxy = "http://127.0.0.1:8080";
    const env = {
      ...process.env,
      HTTP_PROXY: proxy,
      HTTPS_PROXY: proxy,
      http_proxy: proxy,
      NODE_USE_ENV_PROXY: "1",
    };
    const run = spawnSync("unshare", command, { encoding: "utf8", env, timeout: 50_000 });
    expect(run.stderr).toBe("");
    figures = JSON.parse(run.stdout);
    const table = new URL("../../../docs/figures/ssrf.md", import.meta.url);
    if (process.env.UPDATE_FIGURES === "1") writeFileSync(table, ssrfTable(figures));
  });

  it("no way leads any of 69 hosts to a canary, and the control reaches 60 or more", () => {
    expect(figures.routes.map(({ route }) => route)).toEqual([
      "named directly",
      "redirect",
      "token realm",
      "Link",
      "upload Location",
    ]);
    for (const { route, control, https, http } of figures.routes) {
      expect(control.hosts).toBe(69);
      expect({ route, https: https.reached, http: http.reached }).toEqual({ route, https: [], http: [] });
      expect(control.reached.length, `${route}: ${JSON.stringify(control)}`).toBeGreaterThanOrEqual(60);
    }
  });

  it("each is refused as such, not by accident", () => {
    for (const { https, http } of figures.routes) {
      expect(https.codes).toEqual({ "address-refused": 69 });
      expect(http.codes).toEqual({ "address-refused": 69 });
    }
  });

  it("nor does the whole client: the guard stops it at realms and redirects, and it follows no foreign Link", () => {
    expect(figures.client).toMatchObject([
      { way: "token realm", hosts: 69, reached: [], refused: 69, other: 0 },
      { way: "Link of a list", hosts: 69, reached: [], refused: 0, other: 0 },
      { way: "redirect of a manifest", hosts: 69, reached: [], refused: 69, other: 0 },
    ]);
    for (const { asked } of figures.client) expect(asked).toBeGreaterThanOrEqual(69);
  });

  it("the connector alone lets none through", () => {
    expect(figures.guardAlone.guard.reached).toEqual([]);
    expect(figures.guardAlone.control.reached.length).toBeGreaterThanOrEqual(60);
  });

  it("a name that changes its address between check and connection fools the control only", () => {
    expect(figures.rebinding).toMatchObject({ control: 20, guard: 0 });
    expect(figures.rebinding.codes["address-refused"]).toBeGreaterThan(0);
  });

  it("a listed loopback registry works and its 14 neighbours do not", () => {
    expect(figures.listed.answers).toEqual(["CANARY", "CANARY", "CANARY"]);
    expect(figures.listed.neighbours).toEqual(Array(14).fill("address-refused"));
    expect(figures.listed.reached).toBe(0);
  });

  it("eight hanging names do not hold up a good one", () => {
    expect(figures.stall.found).toBe(1);
    expect(figures.stall.goodMs).toBeLessThan(700);
    expect(figures.stall.ends).toEqual(Array(8).fill("none"));
  });
});
