// Which requests in the log stand behind an attachment. Pure.
import type { Finding, StrategyId } from "#lib/evidence";
import type { Scene } from "./node-words.ts";

/** Log numbers of what a way was asked about a subject (a node id), in the log's order. */
export type FindingNumbers = (way: StrategyId, subject: string) => number[];

export function findingNumbers(findings: readonly Finding[], scene: Scene): FindingNumbers {
  const byQuestion = new Map<string, number[]>();
  for (const { strategy, subject, exchanges } of findings) {
    const numbers = exchanges.flatMap((id) => scene.exchanges.get(id)?.number ?? []);
    const key = `${strategy} ${subject}`;
    byQuestion.set(key, [...(byQuestion.get(key) ?? []), ...numbers]);
  }
  return (way, subject) => (byQuestion.get(`${way} ${subject}`) ?? []).toSorted((a, b) => a - b);
}
