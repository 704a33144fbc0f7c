"use client";
// Even the frame around the pages failed, so this page brings its own document and styles.
import { useEffect } from "react";

const STYLES = `
  :root { color-scheme: light dark }
  body { margin: 0; padding: 48px 20px; font: 13px/20px system-ui, sans-serif;
    color: light-dark(#17181b, #ecedef); background: light-dark(#f8f8f7, #0f1012) }
  main { max-width: 640px; margin: 0 auto }
  h1 { margin: 0; font-size: 20px; line-height: 28px; font-weight: 600; color: light-dark(#b0251d, #f48b81) }
  p { margin: 2px 0 16px }
  button, a { display: inline-block; padding: 5px 10px; border: 1px solid light-dark(#c8c8c2, #3c4149);
    border-radius: 4px; font: 500 12px/16px system-ui, sans-serif; color: inherit; text-decoration: none;
    background: light-dark(#fff, #16181b); cursor: pointer }
  :focus-visible { outline: 2px solid light-dark(#3350c4, #98abff); outline-offset: 1px }
`;

export default function GlobalErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => console.error(error), [error]);
  return (
    <html lang="en">
      <body>
        <title>Refscope failed</title>
        <style>{STYLES}</style>
        <main>
          <h1>Refscope could not draw this page</h1>
          <p>The fault is Refscope's own; it says nothing about the image or its registry.</p>
          <button type="button" onClick={retry}>
            Try again
          </button>{" "}
          <a href="/">Front page</a>
        </main>
      </body>
    </html>
  );
}
