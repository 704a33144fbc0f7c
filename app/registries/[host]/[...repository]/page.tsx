// One repository. The page itself asks nobody: what is remembered is shown, the browser does the asking.
import { BadRepository } from "#components/audit/bad-repository";
import { RepositoryView } from "#components/audit/repository-view";
import { BadRegistry } from "#components/registry/bad-registry";
import { PageTitle } from "#components/shell/page-title";
import { lastAudit, lastVerdict } from "#lib/explore";
import { hostOf } from "../host-of.ts";
import { repositoryOf } from "./repository-of.ts";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ host: string; repository: string[] }> };

export default async function RepositoryPage({ params }: Props) {
  const { host, repository } = await params;
  const read = hostOf(host);
  if ("message" in read)
    return (
      <>
        <PageTitle>Not a registry</PageTitle>
        <BadRegistry text={read.text} message={read.message} />
      </>
    );
  const { registry } = read;
  const named = repositoryOf(registry, repository);
  if ("message" in named)
    return (
      <>
        <PageTitle>Not a repository</PageTitle>
        <BadRepository registry={registry} text={named.text} message={named.message} />
      </>
    );
  const [remembered, known] = await Promise.all([
    lastAudit(registry, named.repository),
    lastVerdict(registry),
  ]);
  return (
    <>
      <PageTitle>{`${registry}/${named.repository}`}</PageTitle>
      <RepositoryView
        key={`${registry}/${named.repository}`}
        registry={registry}
        repository={named.repository}
        remembered={remembered}
        upgrade={known?.upgrade?.repository === named.repository ? known.upgrade : undefined}
        rendered={Date.now()}
      />
    </>
  );
}
