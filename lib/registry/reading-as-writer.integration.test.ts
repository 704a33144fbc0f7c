// Who may write reads as that user, from the first request on: a registry may show nobody less than there is.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BASIC, bearerRegistry, challenge, expectNoSecret, ME, TAGS } from "./auth/accounts.test-support.ts";
import { createCredential } from "./auth/credential.ts";
import { onlyFor, type Script, type ScriptedServer, serve } from "./scripted-server.test-support.ts";
import { openOn } from "./writable.test-support.ts";

const HIDDEN = { status: 404, body: { errors: [{ code: "NAME_UNKNOWN" }] } };
const isRead = (method: string) => method === "GET" || method === "HEAD";

/** Nobody is shown anything, and only who writes is asked who he is. */
const hiding: Script = ({ method, headers }) => {
  if (headers.authorization === BASIC) return isRead(method) ? TAGS : { status: 201 };
  return isRead(method) ? HIDDEN : challenge('Basic realm="r"');
};

describe("a repository that is opened for writing", () => {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await serve();
  });
  afterAll(() => server.close());
  const opened = () => openOn(server.host, { credentials: onlyFor(server.host, ME) });
  const auth = () =>
    server.asked.map(({ method, headers }) => `${method} ${headers.authorization === BASIC}`);

  it("is read as the user, though the registry never asked a reader who he is", async () => {
    server.use(hiding);
    const { target, exchanges } = opened();
    const answer = await target.reading.tags("scratch");
    expect(answer).toMatchObject({ found: true, value: { items: ["v1"] } });
    expect(answer.asNobody).toBeUndefined();
    expect(auth()).toEqual(["GET false", "GET true"]);
    expect(server.asked[0]?.path).toBe("/v2/");
    await target.reading.tags("scratch");
    expect(auth()).toHaveLength(3);
    expectNoSecret(exchanges);
  });

  it("is read by the challenge of the registry itself, with a token for reading", async () => {
    server.use(bearerRegistry(server.origin));
    expect(await opened().target.reading.tags("a")).toMatchObject({ found: true });
    expect(server.asked.map(({ path }) => path.split("?")[0])).toEqual(["/v2/", "/token", "/v2/a/tags/list"]);
    expect(server.asked[1]?.path).toContain(encodeURIComponent("repository:a:pull"));
    expect(server.asked[1]?.headers.authorization).toBe(BASIC);
  });

  it("but by others as it ever was: after a challenge alone", async () => {
    server.use(hiding);
    const { client, session } = opened();
    expect(await client.open(server.host, session).tags("scratch")).toMatchObject({
      found: false,
      status: 404,
      asNobody: true,
    });
    expect(auth()).toEqual(["GET false"]);
  });

  it("by a credential that only a token service may see: as nobody, and the answer says so", async () => {
    server.use(hiding);
    const token = createCredential("identity-token", "", "canary-token", "config.json");
    const { target } = openOn(server.host, { credentials: onlyFor(server.host, token) });
    expect(await target.reading.tags("scratch")).toMatchObject({ found: false, asNobody: true });
    expect(server.asked.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  });

  it("where the token service is a stranger's: with an anonymous token, and the answer says so", async () => {
    const stranger = await serve(() => ({ body: { token: "canary-anonymous" } }), "localhost");
    const realm = `${stranger.origin}/token`;
    server.use(({ headers }) =>
      headers.authorization ? HIDDEN : challenge(`Bearer realm="${realm}",service="s"`),
    );
    const { target } = opened();
    const answer = await target.reading.tags("scratch");
    expect(answer).toMatchObject({ found: false, asNobody: true });
    for (const { asked } of [server, stranger])
      expect(asked.filter(({ headers }) => headers.authorization === BASIC)).toEqual([]);
    await stranger.close();
  });

  it.each([500, 501])(
    "a registry that answers %i to who asks how to log in is told nothing",
    async (status) => {
      server.use(({ path }) => (path === "/v2/" ? { status } : HIDDEN));
      expect(await opened().target.reading.tags("scratch")).toMatchObject({ status: 404, asNobody: true });
      expect(auth().filter((line) => line.endsWith("true"))).toEqual([]);
    },
  );

  it("without a credential there is nothing to log in with, and nothing more is asked", async () => {
    server.use(() => TAGS);
    const answer = await openOn(server.host).target.reading.tags("scratch");
    expect(answer).toMatchObject({ found: true });
    expect(answer.asNobody).toBeUndefined();
    expect(server.asked).toHaveLength(1);
  });
});
