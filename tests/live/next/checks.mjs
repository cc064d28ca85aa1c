// What the checks of a Next.js app have in common.
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** How many promises held so far. */
export let passed = 0;

/** Holds a promise, and says so. */
export async function check(promise, test) {
  try {
    await test();
  } catch (error) {
    error.message = `${promise}: ${error.message}`;
    throw error;
  }
  console.log(`ok: ${promise}`);
  passed++;
}

/** Asks until there is an answer, for 30 seconds; `said` is what else there is to say then. */
export async function until(ready, said = () => "") {
  for (let tries = 0; tries < 300; tries++) {
    const found = await ready();
    if (found) return found;
    await pause(100);
  }
  throw new Error(`there is no answer within 30 s${said()}`);
}

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
