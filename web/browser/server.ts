// Starts the program on its sample, in a folder of its own and on a free port, for all browser tests.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env["GONGKAI"] ?? new URL("../../bin/gongkai", import.meta.url).pathname;
const patience = 90_000; // to make and read the sample

export default async function start(): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), "gongkai-browser-"));
  const child = spawn(program, ["demo", "--addr", "127.0.0.1:0", "--data", join(data, "sample")], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let said = "";
  const address = new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${program} gave no address in ${patience / 1000} s:\n${said}`)), patience);
    const hear = (text: Buffer) => {
      said += text;
      const found = /gongkai answers at (http:\/\/[\d.:]+)\//.exec(said);
      if (!found) return;
      clearTimeout(late);
      resolve(found[1]!);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${program} ended with ${code}:\n${said}`)));
  });
  try {
    process.env["GONGKAI_URL"] = await address;
    const ready = await fetch(`${process.env["GONGKAI_URL"]}/readyz`);
    if (!ready.ok) throw new Error(`not ready: ${ready.status}`);
  } catch (cause) {
    child.kill();
    throw cause;
  }
  return async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}
