// The registries this server has met, one a row: each reading in its own column.
import Link from "next/link";
import type { KnownRegistries } from "#lib/api";
import { Age } from "../ui/age.tsx";
import { DemoTitle } from "./demo-title.tsx";
import { registryPath } from "./registry-path.ts";
import { NotProbed, Oci11State, ProposalEState, StepState } from "./registry-state.tsx";

const HEAD = "px-2.5 py-1.5 text-left text-12 font-normal whitespace-nowrap text-ink-3 first:pl-3 last:pr-3";
const CELL =
  "px-2.5 py-1 align-middle text-12 text-ink-2 first:pl-3 last:pr-3 small:block small:p-0 small:first:pl-0 small:last:pr-0";

export function RegistriesTable({ registries, rendered }: { registries: KnownRegistries; rendered: number }) {
  return (
    <table className="w-full border-collapse small:block">
      <thead className="border-b border-line-2 small:hidden">
        <tr>
          <th className={HEAD}>Registry</th>
          <th className={`${HEAD} w-[178px]`}>Proposal E, literal</th>
          <th className={`${HEAD} w-[206px]`}>OCI 1.1</th>
          <th className={`${HEAD} w-[120px]`}>Step</th>
          <th className={`${HEAD} w-[100px] text-right`}>Seen</th>
        </tr>
      </thead>
      <tbody className="small:block">
        {registries.map(({ registry, demo, at, upgrade }) => (
          <tr
            key={registry}
            className="h-7 border-b border-line transition-colors last:border-b-0 hover:bg-hover small:grid small:h-auto small:grid-cols-[minmax(0,1fr)_auto] small:gap-x-2.5 small:gap-y-0.5 small:px-3 small:py-2"
          >
            <th scope="row" className={`${CELL} text-left font-normal small:col-span-2`}>
              <Link
                href={registryPath({ registry })}
                prefetch={false}
                className="font-mono text-12 break-all text-accent hover:underline small:inline-block small:py-1"
              >
                {registry}
              </Link>{" "}
              {demo && (
                <span className="ml-2 text-ink-3 narrow:ml-0 narrow:block">
                  <DemoTitle title={demo.title} />
                </span>
              )}
            </th>
            <td className={CELL}>{upgrade ? <ProposalEState upgrade={upgrade} /> : <NotProbed />}</td>
            <td className={`${CELL} small:order-4`}>{upgrade && <Oci11State upgrade={upgrade} />}</td>
            <td className={`${CELL} whitespace-nowrap small:text-right`}>
              {upgrade && <StepState upgrade={upgrade} />}
            </td>
            <td className={`${CELL} text-right text-ink-3 small:order-5`}>
              {at && <Age at={at} rendered={rendered} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
