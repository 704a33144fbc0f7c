// The bar over every page.
import Link from "next/link";
import { BrandMark } from "./brand.tsx";
import { KeyboardHelp } from "./keyboard-help.tsx";
import { NavLinks } from "./nav-links.tsx";
import { PhoneMenu } from "./phone-menu.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

const WRITES_OFF = "Reads only. Writes are off.";
const WRITES_ON = "Writes are on, to scratch repositories alone.";

/** 44 px high, and it stays at the top. `writes`: whether this server may write to a registry. */
export function TopBar({ writes }: { writes: boolean }) {
  return (
    <header className="sticky top-0 z-30 flex h-11 items-center gap-4 border-b border-line bg-surface px-gutter small:gap-2">
      <a
        href="#content"
        className="sr-only rounded-control focus:not-sr-only focus:absolute focus:top-1.5 focus:left-2 focus:z-50 focus:border focus:border-line-2 focus:bg-surface focus:px-3 focus:py-1.5"
      >
        Skip to content
      </a>
      <Link href="/" className="flex items-center gap-2 text-14 font-semibold">
        <BrandMark />
        Refscope
      </Link>
      <NavLinks />
      <p className="ml-auto text-12 text-ink-3 small:hidden">{writes ? WRITES_ON : WRITES_OFF}</p>
      <div className="flex items-center gap-2 small:ml-auto">
        <KeyboardHelp />
        <ThemeSwitch />
        <span className="hidden small:inline-flex">
          <PhoneMenu note={writes ? WRITES_ON : WRITES_OFF} />
        </span>
      </div>
    </header>
  );
}
