// What is asked of a worker and what it answers: plain data, so that it can be posted.
import type { Verification } from "#lib/evidence";
import type { Artifact, Report } from "#lib/inspect";
import type { Descriptor } from "#lib/oci";
import type { About, PlainTrust, Signed } from "#lib/verify";

/** A blob as it was had, or not. `unread` is the end of a sentence: "the registry does not have it (404)". */
export type FetchedBlob = { digest: string } & Exclude<Signed["content"], { document: number }>;

/** Without a digest nobody says what it is attached to. */
export type AttachedTo = Omit<About, "digest"> & { digest?: string };

/** What a manifest lists and what of it would be read; no blob is needed for that. */
export type OutlineJob = { task: "outline"; manifest: Uint8Array; descriptor: Descriptor };

/** Reads and verifies a document of an artifact, or reads its manifest where it holds none. */
export type ReadJob = Omit<Artifact, "blobs"> & {
  task: "read";
  blobs: FetchedBlob[];
  about: AttachedTo;
  trust: PlainTrust;
  /** Milliseconds since 1970. */
  now: number;
};

export type Job = OutlineJob | ReadJob;

/** A blob to be fetched. `data` are its bytes where the manifest holds them, and they are right. */
export type Wanted = { digest: string; size: number; data?: Uint8Array };

export type Outline = {
  task: "outline";
  /** Absent where the bytes are no manifest. */
  mediaType?: string;
  isIndex: boolean;
  platforms: { digest: string; name: string }[];
  /** The digest that it says that it is attached to. */
  subject?: string;
  /** The digests of those of its layers that are documents, each to be read by itself. One may come twice. */
  documents: string[];
  wanted: Wanted[];
  /** What is odd, in sentences. */
  notes: string[];
};

/** Rows travel as JSON, some hundred at a time: taking in all of them at once would hold up everything else. */
export type PackedReport = { report: Report; rows: Uint8Array<ArrayBuffer>[][] };

export type Reading = { task: "read"; documents: { packed: PackedReport; verification: Verification }[] };

export type JobAnswer = Outline | Reading;
