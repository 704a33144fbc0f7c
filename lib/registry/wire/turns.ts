// Answers are read one at a time, and the sockets are looked after between two of them. Dozens of answers may come at
// once, and to read one takes longer than to send the next question: read all first, and no question is under way
// meanwhile, so that the next dozens come at once too, and every round takes the time of both.

const waiting: (() => void)[] = [];

/** Resolves when it is the caller's turn to do work: one at a visit of the event loop, in the order of asking. */
export function ownTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(serve);
  });
}

function serve(): void {
  const next = waiting[0];
  next?.();
  waiting.shift();
  if (waiting.length > 0) setImmediate(serve);
}
