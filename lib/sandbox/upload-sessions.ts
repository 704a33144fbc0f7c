// Blob uploads under way: bytes that came so far, by session id.
import { randomUUID } from "node:crypto";
import { MAX_BODY_BYTES } from "./body.ts";

/** Sessions kept at once; the oldest goes first, so that abandoned uploads cannot fill the memory. */
const MAX_SESSIONS = 64;
/** Bytes of all sessions together. */
const MAX_PENDING_BYTES = 4 * MAX_BODY_BYTES;

export type Upload = { id: string; repository: string; parts: Uint8Array[]; size: number };

export class UploadSessions {
  readonly #sessions = new Map<string, Upload>();

  open(repository: string): Upload {
    const upload: Upload = { id: randomUUID(), repository, parts: [], size: 0 };
    this.#sessions.set(upload.id, upload);
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= MAX_SESSIONS) break;
      this.#sessions.delete(oldest);
    }
    return upload;
  }

  /** The session, if it is one of this repository. */
  find(repository: string, id: string): Upload | undefined {
    const upload = this.#sessions.get(id);
    return upload?.repository === repository ? upload : undefined;
  }

  /** Adds bytes at the end; false when the blob, or all that is under way, would be larger than is taken here. */
  append(upload: Upload, bytes: Uint8Array): boolean {
    if (upload.size + bytes.byteLength > MAX_BODY_BYTES) return false;
    const pending = [...this.#sessions.values()].reduce((sum, { size }) => sum + size, 0);
    if (pending + bytes.byteLength > MAX_PENDING_BYTES) return false;
    upload.parts.push(bytes);
    upload.size += bytes.byteLength;
    return true;
  }

  close(upload: Upload): void {
    this.#sessions.delete(upload.id);
  }
}
