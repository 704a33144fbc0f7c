// Where the image stands in `docker run [flags] image [command …]`: behind the flags, and whatever follows it is not
// Refscope's business. The flags are those of docker, podman and nerdctl.

const SWITCHES = new Set(
  (
    "--detach --interactive --tty --rm --init --privileged --publish-all --read-only --no-healthcheck --quiet --replace " +
    "--oom-kill-disable --disable-content-trust --sig-proxy --rmi --env-host --no-hosts --no-hostname --passwd --http-proxy " +
    "--read-only-tmpfs --tls-verify --use-api-socket"
  ).split(" "),
);
const SWITCH_LETTERS = new Set("ditqP");

const VALUED = new Set(
  (
    "--add-host --annotation --arch --attach --authfile --blkio-weight --cap-add --cap-drop --cgroup-parent --cgroupns " +
    "--cgroups --cidfile --cpu-period --cpu-quota --cpu-shares --cpus --cpuset-cpus --cpuset-mems --creds --detach-keys " +
    "--device --device-cgroup-rule --dns --dns-option --dns-search --domainname --entrypoint --env --env-file --expose " +
    "--gidmap --gpus --group-add --health-cmd --health-interval --health-retries --health-start-interval " +
    "--health-start-period --health-timeout --hostname --ip --ip6 --ipc --isolation --kernel-memory --label --label-file " +
    "--link --link-local-ip --log-driver --log-opt --mac-address --memory --memory-reservation --memory-swap " +
    "--memory-swappiness --mount --name --network --network-alias --net --oom-score-adj --os --pid --pids-limit " +
    "--platform --pod --publish --pull --requires --restart --runtime --secret --security-opt --shm-size --stop-signal " +
    "--stop-timeout --storage-opt --subgidname --subuidname --sysctl --systemd --timeout --tmpfs --tz --uidmap --ulimit " +
    "--umask --user --userns --uts --variant --volume --volume-driver --volumes-from --workdir"
  ).split(" "),
);
const VALUED_LETTERS = new Set("acehlmpuvw");

/**
 * The place of the image among the words after `run`. Undefined where a flag is not known: whether the word behind
 * it is its value or the image is then a guess, and a guess could name a wrong image.
 */
export function runImageAt(words: readonly string[]): number | undefined {
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? "";
    if (word === "--") return at + 1;
    if (!word.startsWith("-") && word !== "\\") return at;
    const takes = word === "\\" ? "nothing" : flagTakes(word);
    if (takes === undefined) return undefined;
    at = endOfWord(words, at);
    // A line may go on between a flag and its value.
    while (takes === "a word" && words[at] === "\\") at++;
    if (takes === "a word") at = endOfWord(words, at);
  }
  return undefined;
}

function flagTakes(flag: string): "nothing" | "a word" | undefined {
  const name = flag.split("=", 1)[0] ?? "";
  if (flag.startsWith("--")) {
    if (name !== flag || SWITCHES.has(flag)) return "nothing";
    return VALUED.has(flag) ? "a word" : undefined;
  }
  // "-it", "-p80:80", "-itp 80:80": switches first, then at most one letter with a value.
  for (const [place, letter] of Array.from(flag).entries()) {
    if (place === 0 || SWITCH_LETTERS.has(letter)) continue;
    if (!VALUED_LETTERS.has(letter)) return undefined;
    return place < flag.length - 1 ? "nothing" : "a word";
  }
  return "nothing";
}

/** The place behind the word at `at`, over the spaces that its quotes or `$( )` hold together. */
function endOfWord(words: readonly string[], at: number): number {
  let end = at + 1;
  let text = words[at] ?? "";
  while (isOpen(text) && end < words.length) {
    text += ` ${words[end]}`;
    end++;
  }
  return end;
}

function isOpen(text: string): boolean {
  let quote = "";
  let depth = 0;
  for (const [place, letter] of Array.from(text).entries()) {
    if (quote) quote = letter === quote ? "" : quote;
    else if (letter === '"' || letter === "'" || letter === "`") quote = letter;
    else if (letter === "(" && text[place - 1] === "$") depth++;
    else if (letter === ")" && depth > 0) depth--;
  }
  return quote !== "" || depth > 0;
}
