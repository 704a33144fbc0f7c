"use client";
// A modal panel over the page.
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { IconButton } from "./button.tsx";
import { classes } from "./classes.ts";

/** Closes on Escape and on a click outside; `width` in pixels. `fills`: as large as the window, its children lay out themselves. */
export function Dialog({
  open,
  onOpenChange,
  title,
  note,
  width = 520,
  fills = false,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: React.ReactNode;
  note?: React.ReactNode;
  width?: number;
  fills?: boolean;
  children: React.ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-[rgb(0_0_0/0.4)]" />
        <Radix.Content
          aria-describedby={undefined}
          style={fills ? undefined : { width }}
          className={classes(
            "fixed top-1/2 left-1/2 z-50 flex -translate-x-1/2 -translate-y-1/2 flex-col rounded-panel border border-line-2 bg-surface outline-none",
            fills
              ? "h-[92dvh] w-[calc(100vw-64px)] max-w-[1680px] small:h-dvh small:w-screen small:rounded-none small:border-0"
              : "max-h-[86dvh] max-w-[calc(100vw-28px)]",
          )}
        >
          <header className="flex items-center gap-3 border-b border-line py-1.5 pr-1.5 pl-4">
            <Radix.Title className="text-14 font-semibold">{title}</Radix.Title>
            {note && <span className="text-12 text-ink-3">{note}</span>}
            <Radix.Close asChild>
              <IconButton label="Close" className="ml-auto">
                <X size={16} aria-hidden />
              </IconButton>
            </Radix.Close>
          </header>
          <div className={fills ? "flex min-h-0 flex-1 flex-col" : "min-h-0 overflow-auto p-4"}>
            {children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
