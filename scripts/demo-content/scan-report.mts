// Scan reports in SARIF 2.1.0. No scanner and no vulnerability database ran: each rule is a question that this script
// itself puts to the SBOM, and its results are what it found there.
import type { SpdxPackage } from "./sboms.mts";
import { BUILDER } from "./statements.mts";

export const SARIF = "application/sarif+json";

export type Rule = {
  id: string;
  text: string;
  level: "note" | "warning";
  /** Whether the package is worth a result. */
  holds: (one: SpdxPackage, all: SpdxPackage[]) => boolean;
};

const licence = (one: SpdxPackage): string => one.licenseDeclared ?? "NOASSERTION";
const depth = (one: SpdxPackage): number => (one.packageFileName ?? "").split("node_modules/").length - 1;
const major = (one: SpdxPackage): number => Number.parseInt(one.versionInfo, 10);
const sameName = (one: SpdxPackage, all: SpdxPackage[]) => all.filter(({ name }) => name === one.name);

export const RULES: Rule[] = [
  {
    id: "licence-missing",
    level: "warning",
    text: "No licence is declared",
    holds: (one) => licence(one) === "NOASSERTION",
  },
  {
    id: "licence-copyleft",
    level: "note",
    text: "The licence is a copyleft one",
    holds: (one) => /\b[AL]?GPL|MPL|EPL/.test(licence(one)),
  },
  {
    id: "licence-choice",
    level: "note",
    text: "The licence is a choice or a combination",
    holds: (one) => / (OR|AND) /.test(licence(one)),
  },
  {
    id: "licence-unusual",
    level: "note",
    text: "The licence is none of MIT, ISC, BSD, Apache-2.0",
    holds: (one) => !/MIT|ISC|BSD|Apache-2\.0/.test(licence(one)),
  },
  { id: "version-zero", level: "note", text: "The version is below 1.0.0", holds: (one) => major(one) === 0 },
  {
    id: "version-prerelease",
    level: "note",
    text: "The version is a prerelease",
    holds: (one) => one.versionInfo.includes("-"),
  },
  {
    id: "version-several",
    level: "note",
    text: "The package is present in several versions",
    holds: (one, all) => sameName(one, all).length > 1,
  },
  {
    id: "version-high",
    level: "note",
    text: "The major version is 20 or more",
    holds: (one) => major(one) >= 20,
  },
  {
    id: "checksum-missing",
    level: "warning",
    text: "No checksum is recorded",
    holds: (one) => !one.checksums?.length,
  },
  {
    id: "checksum-weak",
    level: "warning",
    text: "The only checksum is SHA-1",
    holds: (one) => one.checksums?.every(({ algorithm }) => algorithm === "SHA1") ?? false,
  },
  {
    id: "install-nested",
    level: "note",
    text: "The package lies below another package",
    holds: (one) => depth(one) > 1,
  },
  {
    id: "platform-binary",
    level: "note",
    text: "The package is built for one platform",
    holds: (one) => /-(linux|darwin|win32|android|freebsd)/.test(one.name),
  },
];

/** One SARIF run over `packages`, by `rules`. `name` tells several reports about one image apart. */
export function sarifReport(name: string, packages: SpdxPackage[], rules: Rule[]) {
  const results = rules.flatMap((rule) =>
    packages.filter((one) => rule.holds(one, packages)).map((one) => resultOf(rule, one)),
  );
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        automationDetails: { id: `demo-content/${name}` },
        tool: {
          driver: {
            name: "refscope-demo-content",
            informationUri: BUILDER,
            shortDescription: { text: "Made by Refscope's demo script from the SBOM. No scanner ran." },
            rules: rules.map((rule) => ({ id: rule.id, shortDescription: { text: rule.text } })),
          },
        },
        results,
      },
    ],
  };
}

function resultOf(rule: Rule, one: SpdxPackage) {
  const purl = `pkg:npm/${one.name.replace("@", "%40")}@${one.versionInfo}`;
  return {
    ruleId: rule.id,
    level: rule.level,
    message: { text: `${rule.text}: ${one.name} ${one.versionInfo}` },
    locations: [{ logicalLocations: [{ fullyQualifiedName: purl, kind: "package" }] }],
  };
}
