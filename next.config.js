// Next binds, builds and serves; everything Refscope decides is in lib/ and app/.

/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  // No image is ever fetched or resized by the server.
  images: { unoptimized: true },
  // What the running server reads from disk besides its own code.
  outputFileTracingIncludes: { "/**": ["./lib/sandbox/content/**/*"] },
  outputFileTracingExcludes: { "/**": ["./.next/cache/**/*", "./e2e/**/*", "./bench/**/*", "./docs/**/*"] },
};

export default config;
