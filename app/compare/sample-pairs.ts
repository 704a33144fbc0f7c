// Which of the demo's images are worth comparing: one image in two registries, and two images that differ.
import type { Sample } from "#lib/explore";

type Pair = { left: string; right: string; about: string };

/** At most three; none where there is no demo. */
export function samplePairs(samples: readonly Sample[]): Pair[] {
  const named = (stage: string, name: string) =>
    samples.find(({ reference }) => reference.startsWith(`${stage}.`) && reference.includes(`/${name}:`))
      ?.reference;
  const wanted = [
    ["Did the mirror keep all?", named("midway", "refscope/app"), named("motorcycle", "refscope/app")],
    ["Did an upgrade lose anything?", named("bicycle", "refscope/app"), named("extended", "refscope/app")],
    [
      "What is in the one and not in the other?",
      named("motorcycle", "refscope/unsigned"),
      named("motorcycle", "refscope/app"),
    ],
  ] as const;
  return wanted.flatMap(([about, left, right]) => (left && right ? [{ about, left, right }] : []));
}
