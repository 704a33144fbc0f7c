"use client";
// Hands text to the browser as a file.

/** `name` becomes a file name of plain letters, digits, dots and dashes. */
export function saveText(name: string, mediaType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name.replace(/[^A-Za-z0-9.-]+/g, "-");
  link.click();
  URL.revokeObjectURL(url);
}
