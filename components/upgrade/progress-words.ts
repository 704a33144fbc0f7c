// How far a run is, in words. Pure.
import { countOf } from "../ui/format.ts";
import type { LiveRun } from "./live-run.ts";
import { otherKind, sharesOf } from "./own-rows.ts";
import type { Place } from "./run-request.ts";

/** Without its full stop. A registry that is named plays the rows about its own kind alone, so those are counted. */
export function progressOf(live: LiveRun, place: Place): string {
  const { ended, rows } = live;
  if (!place) return `${ended.length} of ${countOf(rows.size, "row")} done`;
  const shares = sharesOf(live);
  if (!shares) return "asking first whether it is a bicycle or a motorcycle";
  const { kind, own, others } = shares;
  const done = ended.filter(({ id }) => own.includes(id)).length;
  const why = `${others.length === 1 ? "is" : "are"} about a ${otherKind(kind)}, and this registry is a ${kind}`;
  if (own.length === 0) return `${countOf(others.length, "row")} ${why}`;
  const counted = `${done} of ${countOf(own.length, "row")} done`;
  return others.length === 0 ? counted : `${counted}. The other ${others.length} ${why}`;
}
