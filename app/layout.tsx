// What is the same on every page: the top bar, the theme, the query cache.
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { TopBar } from "#components/shell/top-bar";
import { mayWrite } from "#lib/explore";
import { Providers } from "./providers.tsx";
import "./globals.css";

export const metadata: Metadata = {
  description: "Everything that refers to a container image, who can see it, and how far its registry is.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#16181b" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // The theme is put on <html> before React wakes, so the two may differ.
    <html lang="en" suppressHydrationWarning>
      <body>
        <Providers nonce={nonce}>
          <TopBar writes={await mayWrite()} />
          <main id="content" tabIndex={-1} className="outline-none">
            {children}
          </main>
        </Providers>
      </body>
    </html>
  );
}
