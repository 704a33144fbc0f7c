// A command that gives the same answer, ready to copy.
import { classes } from "./classes.ts";
import { CopyButton } from "./copy-button.tsx";

/** One line, cut by the frame and whole on copy and in the title; `wrap` shows it whole. */
export function CommandLine({ command, wrap = false }: { command: string; wrap?: boolean }) {
  return (
    <div
      className={classes(
        "flex min-w-0 gap-2 rounded-control border border-line bg-sunken py-[3px] pr-1 pl-2",
        wrap ? "items-start" : "items-center",
      )}
    >
      <code
        title={command}
        tabIndex={wrap ? undefined : 0}
        className={
          wrap
            ? "min-w-0 flex-1 py-[3px] text-[11.5px] leading-[18px] break-all whitespace-pre-wrap"
            : "min-w-0 flex-1 overflow-hidden py-[3px] text-[11.5px] leading-[18px] text-ellipsis whitespace-nowrap"
        }
      >
        {command}
      </code>
      <CopyButton text={command} what="command" />
    </div>
  );
}
