// The title of a page's tab. It is a part of the page, so that the two come and go together: the framework's own
// title is taken away with the old page, and set only a moment after the new one.

/** "checkout:2.4.1 · Refscope"; without a name "Refscope". Exactly one stands on every page. */
export function PageTitle({ children }: { children?: string }) {
  return <title>{children ? `${children} · Refscope` : "Refscope"}</title>;
}
