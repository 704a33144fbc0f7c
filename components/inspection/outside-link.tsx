// A way out of Refscope: named by the host it leads to, never by what a registry calls it.
import { ExternalLink } from "lucide-react";
import { cutEnd } from "../ui/format.ts";
import type { OutsideAddress } from "./outside-address.ts";

/** `what` says what is there: "Builder". */
export function OutsideLink({ to: { href, host }, what }: { to: OutsideAddress; what?: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      title={href}
      className="inline-flex min-h-6 max-w-full items-center gap-1 text-accent hover:underline"
    >
      {what && <span className="sr-only">{what} on </span>}
      <span className="truncate">{cutEnd(host, 80)}</span>
      <ExternalLink size={12} aria-hidden className="flex-none" />
      <span className="sr-only">, opens in a new tab</span>
    </a>
  );
}
