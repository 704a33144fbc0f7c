// Waiting for the browser to draw.

/**
 * Resolves in the next frame with the milliseconds that others took in it so far: Cytoscape asks for its frame when
 * elements change, so before us. Where no frames come because the page is hidden, it resolves soon with 0.
 */
export function nextFrame(): Promise<number> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(0), 100);
    requestAnimationFrame((began) => {
      clearTimeout(timer);
      resolve(performance.now() - began);
    });
  });
}
