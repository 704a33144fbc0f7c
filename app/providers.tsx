"use client";
// What every page's client parts share: the query cache, the address as state, the theme.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";

export function Providers({ nonce, children }: { nonce?: string; children: ReactNode }) {
  // An exploration is asked again only when the reader says so: no refetch on focus, no retry, no staleness.
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // Refscope is on this machine: it answers though the browser says that there is no network.
          queries: {
            networkMode: "always",
            retry: false,
            staleTime: Number.POSITIVE_INFINITY,
            refetchOnWindowFocus: false,
            refetchOnReconnect: false,
          },
          mutations: { networkMode: "always" },
        },
      }),
  );
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem nonce={nonce}>
      <NuqsAdapter>
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}
