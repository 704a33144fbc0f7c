import { describe, expect, it } from "vitest";
import { runImageAt } from "./run-command.ts";

const found = (command: string) => {
  const words = command.split(/\s+/);
  const at = runImageAt(words);
  return at === undefined ? undefined : words[at];
};

describe("runImageAt", () => {
  it.each([
    "IMAGE",
    "IMAGE sh -c ls",
    "-it --rm IMAGE args --flag",
    "-d -p 80:80 -p80:80 --name web IMAGE",
    "-itp 80:80 IMAGE -x",
    "--env=A=1 -e B=2 --env-file .env IMAGE nginx -g daemon",
    '-e "GREETING=good morning to you" IMAGE hello',
    "-v $(pwd -P):/src -w /src IMAGE make",
    '-v "$PWD":/src IMAGE',
    "--gpus all --network host --restart unless-stopped IMAGE python train.py",
    "--rm \\ -p \\ 80:80 \\ IMAGE \\ serve",
    "--rm -- IMAGE -x",
  ])("%s", (command) => expect(found(command)).toBe("IMAGE"));

  it.each(["--brand-new IMAGE", "-Z IMAGE ls", "--rm", "-p 80:80", ""])("guesses nothing of %j", (command) =>
    expect(found(command) || undefined).toBeUndefined(),
  );
});
