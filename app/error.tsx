"use client";
// A page failed while it was drawn. What happened goes to the console, never onto the page.
import Link from "next/link";
import { useEffect } from "react";
import { PageTitle } from "#components/shell/page-title";
import { Button, buttonClasses } from "#components/ui/button";
import { MarkIcon } from "#components/ui/mark";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => console.error(error), [error]);
  const digest = digestOf(error);
  return (
    <div className="mx-auto max-w-[880px] px-gutter pt-12 pb-8 small:pt-8">
      <PageTitle>Not drawn</PageTitle>
      <h1 className="flex items-start gap-2.5 text-20 font-semibold tracking-[-0.012em] text-bad">
        <MarkIcon mark="failed" size={20} className="mt-1" />
        Refscope could not draw this page
      </h1>
      <p className="mt-0.5 text-ink-2">
        The fault is Refscope's own; it says nothing about the image or its registry. Trying again may be
        enough.
      </p>
      {digest && (
        <p className="mt-2 text-12 text-ink-3">
          The server's log has it under <code>{digest}</code>.
        </p>
      )}
      <p className="mt-4 flex flex-wrap gap-2">
        <Button look="primary" onClick={retry}>
          Try again
        </Button>
        <Link href="/" className={buttonClasses()}>
          Front page
        </Link>
      </p>
    </div>
  );
}

/** The id under which the server logged a fault of its own. */
function digestOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : undefined;
}
