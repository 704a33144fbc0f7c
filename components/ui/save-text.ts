"use client";
// Hands text, or a picture, to the browser as a file.

/** `name` becomes a file name of plain letters, digits, dots, dashes and underlines. */
export function saveText(name: string, mediaType: string, text: string): void {
  saveBlob(name, new Blob([text], { type: mediaType }));
}

export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name.replace(/[^A-Za-z0-9._-]+/g, "-");
  link.click();
  URL.revokeObjectURL(url);
}
