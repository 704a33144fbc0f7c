// A timestamp of RFC 3161: who says when. Read, not verified.
import { childrenOf, type Der, oidOf, readDer, TAG, timeOf } from "./der.ts";
import { generalName } from "./names.ts";

/** `authority` is the name that the token claims, where it claims one. */
export type Timestamp = { time: string; authority?: string; policy?: string };

/** From a TimeStampResp or from the token alone; undefined when the bytes are neither. */
export function readTimestamp(bytes: Uint8Array): Timestamp | undefined {
  const outer = readDer(bytes);
  const parts = childrenOf(outer);
  const token = oidOf(parts[0]) === undefined ? parts[1] : outer;
  // ContentInfo, then SignedData, whose third part wraps the TSTInfo as an octet string.
  const signedData = childrenOf(childrenOf(token)[1])[0];
  const encapsulated = childrenOf(childrenOf(signedData)[2])[1];
  const content = childrenOf(encapsulated)[0];
  const info = content?.tag === TAG.octetString ? readDer(content.body) : undefined;
  const fields = childrenOf(info);
  const time = fields.map(timeOf).find((each) => each !== undefined);
  if (time === undefined) return undefined;
  const policy = oidOf(fields[1]);
  const authority = authorityOf(fields.slice(4));
  return { time, ...(authority ? { authority } : {}), ...(policy ? { policy } : {}) };
}

/** The optional field [0], an explicitly tagged GeneralName. */
function authorityOf(fields: Der[]): string | undefined {
  const [name] = childrenOf(fields.find(({ tag }) => tag === 0xa0));
  return name && generalName(name).value;
}
