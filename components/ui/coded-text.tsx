// A sentence of ours with commands in it.
import { Fragment } from "react";

/** What stands between backticks is drawn as code. Text of a registry is never given here. */
export function CodedText({ text = "" }: { text?: string | undefined }) {
  return text.split("`").map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change their order
    <Fragment key={at}>{at % 2 === 1 ? <code>{part}</code> : part}</Fragment>
  ));
}
