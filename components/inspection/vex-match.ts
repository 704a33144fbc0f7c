// Whether a VEX speaks of the image that it is attached to. Pure.
import type { Table } from "#lib/inspect";

/** The image as products may name it. */
export type VexImage = {
  /** Its digest, its platforms', its index's. */
  digests: readonly string[];
  /** "org/app" */
  repository: string;
};

export type VexMatch = { byDigest: number; byName: number; statements: number };

const PLACES = ["product", "purl", "digests"] as const;

/** How many statements name the image by a digest, and how many more by its name alone. */
export function vexMatch({ columns, rows }: Pick<Table, "columns" | "rows">, image: VexImage): VexMatch {
  const places = PLACES.map((id) => columns.findIndex((column) => column.id === id));
  const wanted = image.digests.map((digest) => digest.slice(digest.indexOf(":") + 1).toLowerCase());
  const match: VexMatch = { byDigest: 0, byName: 0, statements: rows.length };
  for (const row of rows) {
    const texts = places.flatMap((at) => (at < 0 ? [] : String(row[at] ?? "").toLowerCase()));
    if (wanted.some((digest) => digest !== "" && texts.some((text) => text.includes(digest))))
      match.byDigest++;
    else if (texts.some((text) => isNamed(text, image.repository.toLowerCase()))) match.byName++;
  }
  return match;
}

/** "pkg:oci/app?repository_url=…/org/app", "pkg:docker/org/app@1". */
function isNamed(product: string, repository: string): boolean {
  const [, path = "", query = ""] = /^pkg:(?:oci|docker)\/([^@?#]*)[^?#]*(?:\?([^#]*))?/.exec(product) ?? [];
  if (path === "") return false;
  if (path === repository) return true;
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  if (path !== name) return false;
  const place = new URLSearchParams(query).get("repository_url");
  return place === null || place === repository || place.endsWith(`/${repository}`);
}

/** The answer in a sentence. */
export function vexMatchWords({ byDigest, byName, statements }: VexMatch): string {
  if (statements === 0) return "It makes no statement.";
  const rest = statements - byDigest - byName;
  if (byDigest === statements) return "Every statement names this image, by its digest.";
  if (byDigest + byName === 0)
    return "No statement names this image: its products are other things, perhaps packages in it.";
  const parts = [
    byDigest > 0 && `${byDigest} of ${statements} name this image by its digest`,
    byName > 0 && `${byName} of ${statements} by its name alone, which says nothing of this version`,
    rest > 0 && `${rest} speak of something else`,
  ];
  return `${parts.filter(Boolean).join(", ")}.`;
}
