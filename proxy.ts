// Sets the headers that protect the reader on every page, and answers for no foreign host name. The API's
// handlers check for themselves and do not rest on it.
import { type NextRequest, NextResponse } from "next/server";
import { requireOwnHost } from "./app/api/guard.ts";

const DEVELOPMENT = process.env.NODE_ENV !== "production";

export function proxy(request: NextRequest): NextResponse {
  try {
    requireOwnHost(request.headers);
  } catch (refusal) {
    return new NextResponse(`${(refusal as Error).message}\n`, { status: 421 });
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  // Next reads the nonce from the request's policy and puts it on its own scripts.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "no-referrer");
  response.headers.set("x-frame-options", "DENY");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  response.headers.set("permissions-policy", "camera=(), geolocation=(), microphone=()");
  return response;
}

/** Nothing comes from outside; styles may be inline, since the graph and the popovers place things by style. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${DEVELOPMENT ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${DEVELOPMENT ? " ws:" : ""}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

// The API's own routes set their headers themselves; everything else, known or not, is a page.
export const config = {
  matcher: ["/((?!_next/static|api/(?:explore|probe|raw|registries|openapi.json)$|healthz$).*)"],
};
