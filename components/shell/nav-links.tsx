"use client";
// Where one can go, and where one is.
import Link from "next/link";
import { usePathname } from "next/navigation";

export type Place = { href: string; name: string };

export const PLACES: Place[] = [
  { href: "/", name: "Explore" },
  { href: "/registries", name: "Registries" },
  { href: "/upgrade", name: "Upgrade path" },
  { href: "/compare", name: "Compare" },
  { href: "/api", name: "API" },
];

/** Whether the page at `pathname` belongs to a place. The explorer's pages belong to the front page's. */
export function isAt({ href }: Place, pathname: string): boolean {
  if (href === "/") return pathname === "/" || pathname.startsWith("/r/");
  return pathname === href || pathname.startsWith(`${href}/`);
}

/** The row of links in the top bar; on a phone the menu has them. */
export function NavLinks() {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="ml-2 flex h-full gap-0.5 small:hidden">
      {PLACES.map((place) => (
        <Link
          key={place.href}
          href={place.href}
          aria-current={isAt(place, pathname) ? "page" : undefined}
          className="flex items-center border-y-2 border-transparent px-2.5 text-ink-2 transition-colors hover:text-ink aria-[current=page]:border-b-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink"
        >
          {place.name}
        </Link>
      ))}
    </nav>
  );
}
