// Links from a claim to the exchanges behind it.

/** Opens the exchange of that id. */
export type OpenExchange = (id: string) => void;

/** Each is the exchange's number in the log. Ids that the log does not have are left out. */
export function ExchangeLinks({
  ids,
  exchanges,
  onOpen,
}: {
  ids: string[];
  exchanges: string[];
  onOpen: OpenExchange;
}) {
  const known = ids
    .map((id) => ({ id, number: exchanges.indexOf(id) + 1 }))
    .filter(({ number }) => number > 0);
  if (known.length === 0) return null;
  return (
    <span className="inline-flex items-center gap-x-0.5 align-middle">
      <span className="mr-1 hidden text-12 text-ink-3 small:inline">log</span>
      {known.map(({ id, number }) => (
        <button
          key={id}
          type="button"
          aria-label={`Open exchange ${number}`}
          onClick={() => onOpen(id)}
          className="min-w-6 rounded-control px-1 font-mono text-12 leading-5 text-accent hover:underline small:min-w-9 small:leading-9"
        >
          {number}
        </button>
      ))}
    </span>
  );
}
