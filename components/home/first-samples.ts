// Which samples stand first: each of them tells something that the others do not. Pure.

/** Stage and repository, in the order in which they make a first visit. */
const TOLD_FIRST = [
  "bicycle refscope/app",
  "motorcycle refscope/app",
  "midway refscope/app",
  "motorcycle verification/states",
  "motorcycle base/hardened",
  "motorcycle tools/scanner",
  "bicycle legacy/report",
  "guarded private/app",
];

/** Those that tell a story of their own; the first few where none is known. */
export function firstSamples<T extends { reference: string }>(samples: readonly T[]): T[] {
  const byStory = new Map(samples.map((sample) => [storyOf(sample.reference), sample]));
  const told = TOLD_FIRST.flatMap((story) => byStory.get(story) ?? []);
  return told.length > 0 ? told : samples.slice(0, TOLD_FIRST.length);
}

/** "bicycle.localhost:5001/refscope/app:0.1" is "bicycle refscope/app". */
function storyOf(reference: string): string {
  const [, stage = "", repository = ""] = /^([^.]+)\.[^/]+\/(.+):[^:/]+$/.exec(reference) ?? [];
  return `${stage} ${repository}`;
}
