// Waiting for the browser to draw.

/** Resolves in the next frame; where no frames come because the page is hidden, soon. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
