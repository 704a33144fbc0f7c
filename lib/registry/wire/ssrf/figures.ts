// What measure.ts finds, and the table that is made of it.

type Reached = { hosts: number; reached: string[]; codes: Record<string, number> };

export type Figures = {
  routes: { route: string; control: Reached; https: Reached; http: Reached }[];
  /** `asked`: answers that came from the registry; `refused`: requests that the guard stopped. */
  client: { way: string; hosts: number; reached: string[]; asked: number; refused: number; other: number }[];
  guardAlone: { control: Reached; guard: Reached };
  rebinding: { control: number; guard: number; codes: Record<string, number> };
  listed: { answers: string[]; neighbours: string[]; reached: number };
  stall: { found: number; goodMs: number; hungMs: number; ends: string[] };
};

/** docs/figures/ssrf.md. */
export function ssrfTable(figures: Figures): string {
  const share = ({ reached, hosts }: Reached) => `${reached.length} of ${hosts}`;
  const refused = ({ codes, hosts }: Reached) => `${codes["address-refused"] ?? 0} of ${hosts}`;
  const rows = figures.routes.map(
    ({ route, control, https, http }) =>
      `| ${route} | ${share(control)} | ${share(https)} | ${share(http)} | ${refused(https)} |`,
  );
  const clientRows = figures.client.map(
    ({ way, reached, hosts, refused: stopped }) =>
      `| the whole client, ${way} | | ${reached.length} of ${hosts} | | ${stopped} of ${hosts} |`,
  );
  const { guardAlone, rebinding, listed } = figures;
  return `# Ways to a private address, and how many get through

Measured by \`lib/registry/wire/ssrf.integration.test.ts\` in a network namespace in which every IPv4 and IPv6 address is
local, with its own DNS server and canaries on five ports. "Reached" means one TCP connection or more to an address
that is not public. The control is the same HTTP client without the guard: it shows that each way is open.
\`UPDATE_FIGURES=1 npx vitest run lib/registry/wire/ssrf.integration.test.ts\` writes this file anew.

| way | reached without the guard | reached, https | reached, http | refused as "address-refused", https |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
${clientRows.join("\n")}
| the connector alone, http | ${share(guardAlone.control)} | | ${share(guardAlone.guard)} | |

The client follows no Link to another origin, so the guard is not even asked there.

- DNS rebinding: checking the name first and connecting then was fooled ${rebinding.control} times of 20; the guard, which
  checks the addresses that it connects to, ${rebinding.guard} times of 40.
- A listed private registry: ${listed.answers.filter((answer) => answer === "CANARY").length} of ${listed.answers.length} spellings work; of ${listed.neighbours.length} tries at its neighbours (other ports,
  other addresses, a listed name that leads to a metadata service; named directly and by redirect)
  ${listed.neighbours.filter((code) => code === "address-refused").length} were refused and ${listed.reached} connected.
- Eight names whose DNS server never answers do not hold up a good one.
`;
}
