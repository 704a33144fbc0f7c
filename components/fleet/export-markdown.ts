// The fleet as Markdown: a table of all registries, then each one's capabilities with their evidence. Pure.
import { visibleText } from "../ui/format.ts";
import { exchangeText, exportCapabilities, exportHead } from "./export-rows.ts";
import type { Known } from "./fleet-rows.ts";

/** `at` is when it was exported, ISO 8601. */
export function fleetMarkdown(registries: readonly Known[], at: string): string {
  const rows = registries.map((known) => {
    const { registry, demo, proposalE, oci11, step, at: seen, learnt } = exportHead(known);
    return [literal(registry), demo, proposalE, oci11, step, seen, learnt];
  });
  return [
    "# Registries",
    `Exported by Refscope at ${at}. What is unknown is not a no: the reason says why nobody knows.`,
    table(["Registry", "Demo", "Proposal E, literal", "OCI 1.1", "Step", "Verdict of", "Learnt by"], rows),
    ...registries.flatMap(sectionOf),
    "",
  ].join("\n\n");
}

function sectionOf(known: Known): string[] {
  const heading = `## ${literal(known.registry)}`;
  const capabilities = exportCapabilities(known);
  if (capabilities.length === 0) return [heading, "Not probed."];
  const { at, learnt, repository, reindexGap } = exportHead(known);
  const about = repository === "" ? "" : ` about ${literal(repository)}`;
  return [
    heading,
    `Verdict of ${at}, learnt by ${/^[aeiou]/.test(learnt) ? "an" : "a"} ${learnt}${about}. Re-index gap: ${reindexGap}.`,
    table(
      ["Capability", "Verdict", "Confidence", "Reason", "Evidence"],
      capabilities.map(({ name, support, exchanges }) => [
        name,
        support.support === "unknown" ? `unknown (${support.because})` : support.support,
        support.confidence,
        literal(support.reason),
        exchanges.map((exchange) => literal(exchangeText(exchange))).join("<br>"),
      ]),
    ),
  ];
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text as code, where no Markdown, HTML, link or mention is read. */
export function literal(text: string): string {
  const safe = visibleText(text);
  if (safe.trim() === "") return "";
  // Inside back ticks nothing can be escaped, and a bar would still end the cell.
  return /[`|\\]/.test(safe) ? `<code>${entities(safe)}</code>` : `\`${safe}\``;
}

/** Each character that Markdown or HTML could read as a numeric entity, which is never syntax. */
function entities(text: string): string {
  return text.replace(/[^\p{L}\p{N} ,;]/gu, (sign) => `&#${sign.codePointAt(0)};`);
}
