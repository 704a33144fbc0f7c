// What a certificate says that must be understood before it is relied on: RFC 5280, 4.2.
import type { Certificate } from "./notation/certificate.ts";
import { shown } from "./words.ts";

const NAME_CONSTRAINTS = "2.5.29.30";
/** Usage, alternative name, basic constraints, purposes: what may be marked as critical, since it is read. */
const READ = ["2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.37"];

/** Why nothing can be said by way of this certificate, in the rest of a sentence; undefined where all of it is read. */
export function unreadIn({ extensions, subject }: Certificate): string | undefined {
  const name = subject === "" ? "the certificate" : `the certificate of ${shown(subject)}`;
  for (const [oid, { isCritical }] of extensions) {
    if (oid === NAME_CONSTRAINTS) return `${name} constrains the names below it, which is not read here`;
    if (isCritical && !READ.includes(oid))
      return `${name} has the extension ${shown(oid)}, which must be understood and is not read here`;
  }
  return undefined;
}
