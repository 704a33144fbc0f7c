// Hands bytes to the browser as a download. They are a registry's, so they are never shown as a page.

/** `name` becomes a file name of plain letters, digits and dashes. */
export function saveBytes(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name.replace(/[^A-Za-z0-9.]+/g, "-").slice(0, 150);
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
