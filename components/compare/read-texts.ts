// Whether what was written on either side is a reference. Pure.
import type { SideName } from "#lib/compare";
import { asExplorerError } from "#lib/errors";
import { parseReference } from "#lib/oci";
import type { BadInputFault } from "../explorer/bad-input.tsx";

export type Texts = Record<SideName, string>;
type ReadText = { text: string } | { fault: BadInputFault };

/** The reference as it is canonically written, or what is wrong with it. */
export function readText(pasted: string): ReadText {
  if (pasted.trim() === "")
    return {
      fault: { detail: "There is no reference here. Write registry/repository:tag.", input: undefined },
    };
  try {
    return { text: parseReference(pasted).text };
  } catch (thrown) {
    const { message, input } = asExplorerError(thrown);
    return { fault: { detail: message, input } };
  }
}

/** Of both sides at once. A side on which nothing is written yet is no fault. */
export function faultsIn({ left, right }: Texts): Partial<Record<SideName, BadInputFault>> {
  return { ...faultOf("left", left), ...faultOf("right", right) };
}

function faultOf(side: SideName, text: string): Partial<Record<SideName, BadInputFault>> {
  const read = text === "" ? undefined : readText(text);
  return read && "fault" in read ? { [side]: read.fault } : {};
}
