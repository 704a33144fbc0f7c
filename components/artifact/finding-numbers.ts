// Which requests in the log stand behind an attachment. Pure.
import type { Finding, StrategyId } from "#lib/evidence";
import type { Scene } from "./node-words.ts";

/** Log numbers of what a way was asked about a subject (a node id), in the log's order. */
export type FindingNumbers = (way: StrategyId, subject: string) => number[];

export function findingNumbers(findings: readonly Finding[], scene: Scene): FindingNumbers {
  return (way, subject) => {
    const mine = findings.filter((finding) => finding.strategy === way && finding.subject === subject);
    const numbers = mine.flatMap(({ exchanges }) =>
      exchanges.map((id) => scene.exchanges.get(id)?.number ?? 0),
    );
    return numbers.filter((number) => number > 0).sort((a, b) => a - b);
  };
}
