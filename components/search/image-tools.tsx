"use client";
// What one does with an image besides looking at what is attached: search inside it, and hold another one against it.
import { Columns2 } from "lucide-react";
import Link from "next/link";
import { useAddress } from "../explorer/use-address.ts";
import { buttonClasses } from "../ui/button.tsx";
import { PackageSearch } from "./package-search.tsx";

/** `reference` is what was asked for, as it is canonically written. */
export function ImageTools({ reference }: { reference: string }) {
  const { address } = useAddress();
  return (
    <span className="flex flex-none flex-wrap items-center gap-2">
      <PackageSearch reference={reference} other={address.other} />
      <Link
        href={`/compare?${new URLSearchParams({
          left: reference,
          ...(address.other.length > 0 ? { leftOther: address.other.join(",") } : {}),
        })}`}
        prefetch={false}
        className={buttonClasses()}
      >
        <Columns2 size={14} aria-hidden /> Compare
      </Link>
    </span>
  );
}
