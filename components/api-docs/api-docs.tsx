// The HTTP API's documentation: calls, shapes, problems, settings.
import { shellQuoted } from "../artifact/commands.ts";
import { buttonClasses } from "../ui/button.tsx";
import { CommandLine } from "../ui/command-line.tsx";
import { Panel } from "../ui/panel.tsx";
import { CALLS, type CallWords, callId, type ExampleReference } from "./calls.ts";
import { Fields } from "./field-table.tsx";
import { OpenTarget } from "./open-target.tsx";
import type { JsonSchema } from "./schema-rows.ts";
import { ProblemTable, SettingsTable } from "./word-tables.tsx";

type Content = Record<string, { schema?: { $ref: string } }>;

/** As much of the OpenAPI document as is drawn. */
export type ApiDocument = {
  info: { version: string };
  paths: Record<
    string,
    Record<string, { requestBody?: { content: Content }; responses: Record<string, { content: Content }> }>
  >;
  components: { schemas: Record<string, JsonSchema> };
};

/** `origin` is this server's as the reader sees it, `example` an image for the commands. */
export function ApiDocs({
  document,
  origin,
  example,
}: {
  document: ApiDocument;
  origin: string;
  example: ExampleReference;
}) {
  const shapes = Object.entries(document.components.schemas).filter(([name]) => !isBody(document, name));
  return (
    <div className="mx-auto grid max-w-[1140px] grid-cols-[176px_minmax(0,1fr)] gap-x-8 px-gutter pt-4 pb-8 narrow:grid-cols-1">
      <Contents shapes={shapes.map(([name]) => name)} />
      <div className="grid min-w-0 gap-4">
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="text-18 font-semibold tracking-[-0.01em]">HTTP API</h1>
          <p className="text-ink-3">version {document.info.version}</p>
          <a href="/api/openapi.json" className={`ml-auto ${buttonClasses()}`}>
            OpenAPI 3.1 (JSON)
          </a>
        </header>
        <Rules />
        {CALLS.map((call) => (
          <Call key={callId(call)} call={call} document={document} origin={origin} example={example} />
        ))}
        <h2 className="mt-2 text-15 font-semibold">Shapes</h2>
        <OpenTarget />
        {shapes.map(([name, schema]) => (
          <details key={name} className="rounded-panel border border-line bg-surface">
            <summary className="px-3 py-2 small:py-2.5">
              <h3 className="inline font-semibold">
                <code className="text-13">{name}</code>
              </h3>
            </summary>
            <div id={name} className="border-t border-line">
              <Fields schema={schema} />
            </div>
          </details>
        ))}
        <section id="problems">
          <Panel title="Problems" note="code, HTTP status, what it means, what to do">
            <ProblemTable />
          </Panel>
        </section>
        <section id="settings">
          <Panel title="Settings" note="Read from the environment at start.">
            <SettingsTable />
          </Panel>
        </section>
      </div>
    </div>
  );
}

const CONTENTS_LINK =
  "block truncate text-12 leading-6 text-ink-2 hover:text-ink hover:underline small:leading-9";

/** Beside the page where there is room, else folded above it. */
function Contents({ shapes }: { shapes: string[] }) {
  return (
    <>
      <nav
        aria-label="On this page"
        className="sticky top-15 max-h-[calc(100dvh-76px)] self-start overflow-auto narrow:hidden"
      >
        <ContentsLinks shapes={shapes} />
      </nav>
      <details className="mb-4 hidden rounded-panel border border-line bg-surface narrow:block">
        <summary className="px-3 py-2 font-semibold small:py-2.5">On this page</summary>
        <nav
          aria-label="On this page"
          className="grid grid-cols-3 gap-x-4 border-t border-line px-3 py-2 small:grid-cols-2"
        >
          <ContentsLinks shapes={shapes} />
        </nav>
      </details>
    </>
  );
}

function ContentsLinks({ shapes }: { shapes: string[] }) {
  return (
    <>
      <Part title="Calls">
        {CALLS.map((call) => (
          <a key={callId(call)} href={`#${callId(call)}`} className={CONTENTS_LINK}>
            {call.title}
          </a>
        ))}
      </Part>
      <Part title="Shapes">
        {shapes.map((name) => (
          <a key={name} href={`#${name}`} className={`${CONTENTS_LINK} font-mono`}>
            {name}
          </a>
        ))}
      </Part>
      <Part title="Besides">
        <a href="#problems" className={CONTENTS_LINK}>
          Problems
        </a>
        <a href="#settings" className={CONTENTS_LINK}>
          Settings
        </a>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="mb-3 min-w-0">
      <p className="mb-1 text-12 text-ink-3">{title}</p>
      {children}
    </div>
  );
}

const RULES = [
  "Every call that makes Refscope talk to a registry is a POST. A GET never does.",
  "A POST carries application/json, at most 64 kB. A browser may send it from Refscope's own pages only.",
  "An error is application/problem+json (RFC 9457) with a code of the table below, and the requests that show it.",
  "Lists are [] when they are empty, never null. Fields may be added; those here stay.",
];

function Rules() {
  return (
    <ul className="grid list-disc gap-1 pl-4 text-ink-2 marker:text-ink-3">
      {RULES.map((rule) => (
        <li key={rule}>{rule}</li>
      ))}
    </ul>
  );
}

function Call({
  call,
  document,
  origin,
  example,
}: {
  call: CallWords;
  document: ApiDocument;
  origin: string;
  example: ExampleReference;
}) {
  const operation = document.paths[call.path]?.[call.method.toLowerCase()];
  const body = shapeOf(operation?.requestBody?.content["application/json"]?.schema);
  return (
    <section id={callId(call)}>
      <Panel
        title={
          <>
            <code className="mr-2 text-12 font-normal text-ink-3">{call.method}</code>
            <code className="text-13">{call.path}</code>
          </>
        }
        note={call.title}
      >
        <p className="px-3 pt-2 text-ink-2">{call.about}</p>
        <p className="flex flex-wrap gap-x-4 px-3 py-2 text-12 text-ink-2">
          {body && (
            <span>
              body <code>{body}</code>
            </span>
          )}
          {Object.entries(operation?.responses["200"]?.content ?? {}).map(([mediaType, { schema }]) => (
            <span key={mediaType}>
              answer <code>{mediaType}</code> {schema && <ShapeLink name={shapeOf(schema) ?? ""} />}
            </span>
          ))}
        </p>
        <div className="px-3 pb-3">
          <CommandLine command={exampleOf(call, origin, example)} wrap />
        </div>
        {body && document.components.schemas[body] && (
          <div className="border-t border-line">
            <Fields schema={document.components.schemas[body]} />
          </div>
        )}
      </Panel>
    </section>
  );
}

function ShapeLink({ name }: { name: string }) {
  return (
    <a href={`#${name}`} className="font-mono text-accent hover:underline">
      {name}
    </a>
  );
}

/** A body's fields stand with its call. */
function isBody(document: ApiDocument, name: string): boolean {
  return Object.values(document.paths)
    .flatMap((operations) => Object.values(operations))
    .some(({ requestBody }) => shapeOf(requestBody?.content["application/json"]?.schema) === name);
}

function shapeOf(schema: { $ref: string } | undefined): string | undefined {
  return schema?.$ref.split("/").at(-1);
}

function exampleOf({ path, example: body, accept }: CallWords, origin: string, reference: ExampleReference) {
  const url = shellQuoted(`${origin}${path}`);
  if (!body) return `curl -s ${url}`;
  const headers = ["content-type: application/json", ...(accept ? [`accept: ${accept}`] : [])];
  const flags = headers.map((header) => `-H ${shellQuoted(header)}`).join(" ");
  return `curl -sN ${url} ${flags} -d ${shellQuoted(JSON.stringify(body(reference)))}`;
}
