// Parts of a comparison as the API tells them.
import type { Comparison, Exploration } from "#lib/api";
import type { CopyPlace, PlacePair, ReferrerRow } from "#lib/compare";

/** Ids of the requests that the rows rest on. */
export function citedBy(rows: readonly ReferrerRow[]): Set<string> {
  return new Set(
    rows.flatMap(({ left, right, other }) => [
      ...(left?.exchanges ?? []),
      ...(right?.exchanges ?? []),
      ...(other?.exchanges ?? []),
    ]),
  );
}

/** Where a copying tool finds the image. Whether it is asked over plain HTTP its own requests show. */
export function placeToCopy({ resolved, exchanges }: Exploration): CopyPlace {
  const { registry, repository, tag, digest } = resolved;
  return {
    registry,
    repository,
    tag,
    digest,
    isPlain: exchanges.some(({ url }) => url.startsWith("http://")),
  };
}

export function placeInList({ name, left, right }: PlacePair): Comparison["places"][number] {
  const state = !right
    ? "left-only"
    : !left
      ? "right-only"
      : left.node.digest === right.node.digest
        ? "same"
        : "differs";
  return {
    name,
    ...(left ? { left: left.node.digest } : {}),
    ...(right ? { right: right.node.digest } : {}),
    state,
  };
}
