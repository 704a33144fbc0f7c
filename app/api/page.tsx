// The HTTP API's documentation, drawn from the document that programs read.
import type { Metadata } from "next";
import { headers } from "next/headers";
import { ApiDocs, type ApiDocument } from "#components/api-docs/api-docs";
import { openApiDocument } from "#lib/api";
import { listSamples, productVersion } from "#lib/explore";
import { parseReference } from "#lib/oci";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "API" };

export default async function ApiPage() {
  const [samples, sent] = await Promise.all([listSamples(), headers()]);
  const { text, registry, repository } = parseReference(samples[0]?.reference ?? "ubuntu");
  return (
    <ApiDocs
      document={openApiDocument(productVersion()) as ApiDocument}
      origin={`http://${sent.get("host") ?? "127.0.0.1:3000"}`}
      example={{ text, registry, repository }}
    />
  );
}
