"use client";
// On a phone: the places and what else the top bar has no room for.
import { Check, Menu } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { IconButton } from "../ui/button.tsx";
import { KeyboardDialog } from "./keyboard-help.tsx";
import { MENU_ITEM, MENU_PANEL } from "./menu-classes.ts";
import { isAt, PLACES } from "./nav-links.tsx";

/** `note` stands at its end. */
export function PhoneMenu({ note }: { note: string }) {
  const pathname = usePathname();
  const [isHelpOpen, setHelpOpen] = useState(false);
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <IconButton label="Menu">
            <Menu size={16} aria-hidden />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="end" sideOffset={6} collisionPadding={8} className={MENU_PANEL}>
            {PLACES.map((place) => {
              const isHere = isAt(place, pathname);
              return (
                <DropdownMenu.Item key={place.href} asChild className={MENU_ITEM}>
                  <Link href={place.href} aria-current={isHere ? "page" : undefined}>
                    {isHere && <Check size={14} aria-hidden />}
                    <span className={isHere ? "col-start-2 font-semibold" : "col-start-2"}>{place.name}</span>
                  </Link>
                </DropdownMenu.Item>
              );
            })}
            <DropdownMenu.Separator className="my-1 h-px bg-line" />
            <DropdownMenu.Item className={MENU_ITEM} onSelect={() => setHelpOpen(true)}>
              <span className="col-start-2">Keyboard</span>
            </DropdownMenu.Item>
            <DropdownMenu.Label className="px-2.5 py-1.5 pl-8 text-12 text-ink-3">{note}</DropdownMenu.Label>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <KeyboardDialog open={isHelpOpen} onOpenChange={setHelpOpen} />
    </>
  );
}
