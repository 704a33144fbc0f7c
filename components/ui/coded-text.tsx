// A sentence of ours with commands in it.

/** What stands between backticks is drawn as code. Text of a registry is never given here. */
export function CodedText({ text = "" }: { text?: string | undefined }) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part));
}
