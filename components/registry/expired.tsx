"use client";
// Says of a verdict that it may not be believed any more.
import { useNow } from "../ui/use-now.ts";

/** Until when a verdict may be believed is over: it says how things were. `rendered`: when the server made the page. */
export function Expired({ at, rendered }: { at: string | undefined; rendered: number }) {
  const now = useNow(rendered);
  if (at === undefined || now < Date.parse(at)) return null;
  return (
    <span title={`It could be believed until ${at}. Probe it again to know.`}>
      , <span className="text-warn">expired</span>
    </span>
  );
}
