// The HTTP API's documentation, drawn from the document that programs read.
import { headers } from "next/headers";
import { ApiDocs, type ApiDocument } from "#components/api-docs/api-docs";
import { PageTitle } from "#components/shell/page-title";
import { openApiDocument } from "#lib/api";
import { listSamples, productVersion } from "#lib/explore";
import { parseReference } from "#lib/oci";

export const dynamic = "force-dynamic";

export default async function ApiPage() {
  const [samples, sent] = await Promise.all([listSamples(), headers()]);
  const { text, registry, repository } = parseReference(samples[0]?.reference ?? "ubuntu");
  return (
    <>
      <PageTitle>API</PageTitle>
      <ApiDocs
        document={openApiDocument(productVersion()) as ApiDocument}
        origin={`http://${sent.get("host") ?? "127.0.0.1:3000"}`}
        example={{ text, registry, repository }}
      />
    </>
  );
}
