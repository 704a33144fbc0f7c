// A request in a list: its method and path, which open it.
import { shortenPath, visibleText } from "../ui/format.ts";
import type { LogRow } from "./log-rows.ts";

/** `numbered`: with its place in the log, where the list stands on a page that shows one. */
export function RequestName({
  row: { number, exchange, path },
  numbered = false,
  onOpen,
}: {
  row: LogRow;
  numbered?: boolean;
  onOpen: () => void;
}) {
  return (
    <button
      type="button"
      title={exchange.url}
      className="max-w-full truncate py-1 text-left font-mono hover:text-accent"
      onClick={onOpen}
    >
      {numbered && `${number} `}
      {exchange.method} {shortenPath(visibleText(path))}
    </button>
  );
}
