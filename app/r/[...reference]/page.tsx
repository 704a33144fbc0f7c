// The explorer of one reference. The address is parsed here; the asking begins in the browser (a GET never asks).
import { BadReference } from "#components/explorer/bad-reference";
import { Explorer } from "#components/explorer/explorer";
import { PageTitle } from "#components/shell/page-title";
import { toProblem } from "#lib/api";
import { asExplorerError } from "#lib/errors";
import { type Reference, referenceFromPath } from "#lib/oci";

type Props = { params: Promise<{ reference: string[] }> };

export default async function ExplorerPage({ params }: Props) {
  const { reference, problem } = await read(params);
  return (
    <>
      <PageTitle>{reference ? titleOf(reference) : "Not a reference"}</PageTitle>
      {reference ? <Explorer reference={reference} /> : <BadReference problem={problem} />}
    </>
  );
}

async function read(params: Props["params"]) {
  const segments = (await params).reference;
  try {
    return { reference: referenceFromPath(segments), problem: undefined };
  } catch (thrown) {
    return { reference: undefined, problem: toProblem(asExplorerError(thrown)) };
  }
}

function titleOf({ repository, tag, digest }: Reference): string {
  const name = repository.split("/").at(-1);
  return digest ? `${name}@${digest.slice(0, 19)}` : `${name}:${tag}`;
}
