// Where rows are run: demo registries made for the run, or a scratch repository that a person named.
import type { Session, WritableRepository } from "#lib/registry";

/** A repository for one row. `run` is in every manifest that the row pushes; `tag` is the image's. */
export type Place = { to: WritableRepository; run: string; tag: string };

/** What was pushed and could not be removed, in words; nothing for registries that end with the run. */
export type Cleared = { leftovers: string[]; exchanges: string[]; removed: number };

export interface Target {
  readonly registry: string;
  repositoryFor(id: string): string;
  /** Does a row's work, and clears away after it in every outcome. Throws what the work throws. */
  use<T>(
    id: string,
    session: Session,
    work: (place: Place) => Promise<T>,
  ): Promise<{ value: T; cleared?: Cleared }>;
}
