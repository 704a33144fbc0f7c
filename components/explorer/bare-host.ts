// Docker reads "registry.example.com:5000" as an image of its own hub. Who typed it most likely means the
// registry, and its name is nobody else's business: so it is asked about before anything is sent.

const HOST = /^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+)(:\d{1,5})?$/i;

/** The registry that a pasted text names when it names a host and no image; undefined for all else. */
export function bareHostOf(pasted: string): string | undefined {
  const text = pasted
    .trim()
    .replace(/^(https?|docker|oci):\/\//i, "")
    .replace(/\/+(v2\/*)?$/, "");
  return HOST.test(text) ? text.toLowerCase() : undefined;
}
