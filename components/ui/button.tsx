// Buttons: one primary a screen, the rest plain or quiet.
import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

export type ButtonLook = "plain" | "primary" | "quiet";

const LOOKS: Record<ButtonLook, string> = {
  plain: "border-line-2 bg-surface text-ink hover:bg-hover",
  primary: "border-accent bg-accent text-on-accent hover:opacity-90",
  quiet: "border-transparent text-ink-2 hover:bg-hover hover:text-ink",
};

/** The classes of a button, for links that look like one. */
export function buttonClasses(look: ButtonLook = "plain", dense = false): string {
  return classes(
    "inline-flex items-center justify-center gap-1.5 rounded-control border px-2.5 text-12 font-medium whitespace-nowrap",
    "transition-colors disabled:opacity-50 small:h-9 small:px-3 small:text-13",
    dense ? "h-6" : "h-7",
    LOOKS[look],
  );
}

/** `dense` is 24 px high, for panels; else 28. Both are 36 on a phone. */
export function Button({
  look,
  dense,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { look?: ButtonLook; dense?: boolean }) {
  return <button type={type} className={classes(buttonClasses(look, dense), className)} {...rest} />;
}

/** A square button that is only an icon: `label` is its name and tooltip. */
export function IconButton({
  label,
  dense,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { label: string; dense?: boolean }) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={classes(
        "inline-grid flex-none place-items-center rounded-control text-ink-2 transition-colors",
        "hover:bg-hover hover:text-ink disabled:opacity-40 small:size-9",
        dense ? "size-6" : "size-7",
        className,
      )}
      {...rest}
    />
  );
}
