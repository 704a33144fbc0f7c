"use client";
// What one does with an image besides looking at what is attached: search inside it, and hold another one against it.
import { Columns2 } from "lucide-react";
import Link from "next/link";
import type { Resolved } from "#lib/api";
import { formatReference } from "#lib/oci";
import { useAddress } from "../explorer/use-address.ts";
import { buttonClasses } from "../ui/button.tsx";
import { PackageSearch } from "./package-search.tsx";

/** `image` is what the reader's reference came to: by its tag where it has one, since that is what was asked for. */
export function ImageTools({ image }: { image: Resolved }) {
  const { address } = useAddress();
  const { registry, repository, tag, digest } = image;
  const reference = formatReference({ registry, repository, ...(tag ? { tag } : { digest }) });
  return (
    <>
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
    </>
  );
}
