import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { startDroppedPort } from "../../src/demo/dropped-port.ts";

it.runIf(process.platform === "linux")(
  "neither takes nor refuses a connection, and refuses once it is stopped",
  async () => {
    const dropped = await startDroppedPort();
    if (dropped === null) throw new Error("no port that drops");
    const socket = connect({ host: "127.0.0.1", port: dropped.port });
    const seen = await Promise.race([
      once(socket, "connect").then(
        () => "connected",
        (error: NodeJS.ErrnoException) => error.code,
      ),
      delay(2_000, "nothing"),
    ]);
    expect(seen).toBe("nothing");
    socket.destroy();

    await dropped.stop();
    const refused = connect({ host: "127.0.0.1", port: dropped.port });
    const [error] = (await once(refused, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
  },
);

it("is what it says or nothing, on any system", async () => {
  const dropped = await startDroppedPort();
  if (dropped !== null) expect(dropped.port).toBeGreaterThan(0);
  await dropped?.stop();
});
