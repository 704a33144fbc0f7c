// The field for a registry's or a repository's name: nothing of it is a word to be corrected.
import { classes } from "./classes.ts";

/** `faultId`: the element that says what is wrong with it, when something is. */
export function NameInput({
  faultId,
  className,
  ...input
}: Omit<React.ComponentProps<"input">, "onChange"> & {
  faultId: string | undefined;
  onChange: (event: React.ChangeEvent<HTMLInputElement>) => void;
}) {
  return (
    <input
      {...input}
      aria-invalid={faultId === undefined ? undefined : true}
      aria-describedby={faultId}
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      className={classes(
        "h-7 min-w-0 rounded-control border bg-surface px-2 font-mono text-12 placeholder:text-ink-3 small:h-9 small:text-[16px]",
        className,
        faultId === undefined ? "border-line-3" : "border-bad",
      )}
    />
  );
}
