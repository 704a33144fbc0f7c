// Which of a registry's texts may be a link, and to where. Pure.

export type OutsideAddress = { href: string; host: string };

/** How tools write a repository's address: "git+https://…", "https://….git@refs/heads/main". */
const PREFIX = /^git\+(?=https:)/;
const MOST = 2048;

/**
 * The address that a text is, as a whole: https, no user in it, a host that can be shown as it is asked. Undefined for
 * everything else, which stays text.
 */
export function outsideAddress(text: string): OutsideAddress | undefined {
  const address = text.replace(PREFIX, "");
  // What the parser would leave out or turn round is no address as it stands.
  if (address.length > MOST || !/^https:\/\/[\x21-\x5b\x5d-\x7e]+$/i.test(address)) return undefined;
  if (!URL.canParse(address)) return undefined;
  const { protocol, username, password, host, href } = new URL(address);
  if (protocol !== "https:" || username !== "" || password !== "" || host === "") return undefined;
  return { href, host };
}
