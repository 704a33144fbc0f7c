"use client";
// Filters that stand in the row where there is room, and behind a button on a phone.
import { ListFilter } from "lucide-react";
import { useState } from "react";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";

/** `chosen` counts what is filtered by; the class names say where the two parts stand on a phone. */
export function FilterFold({
  chosen,
  buttonClassName,
  className,
  children,
}: {
  chosen: number;
  buttonClassName?: string;
  className: string;
  children: React.ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <span className={classes("hidden small:block", buttonClassName)}>
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <ListFilter size={14} aria-hidden />
          Filters
          {chosen > 0 && <span className="font-semibold text-accent">{chosen}</span>}
        </Button>
      </span>
      <div className={classes("flex flex-wrap gap-2 small:w-full", className, !isOpen && "small:hidden")}>
        {children}
      </div>
    </>
  );
}
