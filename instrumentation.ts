// Next runs this once at start; the Node part is loaded only where Node is.
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("#lib/explore");
  await start();
}
