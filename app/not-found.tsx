// The page of an address that leads nowhere.
import Link from "next/link";
import { ReferenceBox } from "#components/explorer/reference-box";
import { PageTitle } from "#components/shell/page-title";
import { buttonClasses } from "#components/ui/button";
import { MarkIcon } from "#components/ui/mark";

export default function NotFound() {
  return (
    <div className="mx-auto max-w-[880px] px-gutter pt-12 pb-8 small:pt-8">
      <PageTitle>No such page</PageTitle>
      <h1 className="flex items-start gap-2.5 text-20 font-semibold tracking-[-0.012em]">
        <MarkIcon mark="none" size={20} className="mt-1" />
        There is no page at this address
      </h1>
      <p className="mt-0.5 mb-3.5 text-ink-2">
        Nothing was asked anywhere. If you were after an image, write its reference:
      </p>
      <ReferenceBox size="front" />
      <p className="mt-4 flex flex-wrap gap-2">
        <Link href="/" className={buttonClasses()}>
          Front page
        </Link>
        <Link href="/registries" className={buttonClasses()}>
          Registries
        </Link>
      </p>
    </div>
  );
}
