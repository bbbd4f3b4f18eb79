// Over many lists, seeded: the printed value leaves no finding about NO_PROXY, and mending it again changes nothing.

import { expect, test } from "vitest";
import { corrected } from "../corrected.ts";
import { dotenv, judged } from "../judged.ts";

const PIECES = [
  "localhost",
  "notifier",
  "workspace-api",
  "mega.io",
  ".mega.io",
  "*.mega.io",
  "*mega.io",
  "Mega.IO",
  "mega.io.",
  "mega.io:443",
  "https://mega.io",
  "db.corp.example.com",
  "a.corp b.corp",
  " filestack.com",
  "filestack.com ",
  "",
  " ",
  "*",
  "googleapis.com",
  ".googleapis.com",
  "*.googleapis.com",
  "pubsub.googleapis.com",
  "carto.com",
  "auth.carto.com",
  "openai.com",
  "snowflakecomputing.com",
  ".snowflakecomputing.com",
  "*.snowflakecomputing.com",
  "10.1.2.3",
  "169.254.169.254",
  "::1",
  "[2001:db8::1]",
  "example.co.uk",
  "x|y.corp.example.com",
];

const SEED = Number(process.env.CARTO_PROXY_FUZZ_SEED ?? 20261123);

function* lists(count: number): Generator<string> {
  let state = SEED;
  const next = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
  for (let at = 0; at < count; at++)
    yield Array.from({ length: 1 + next(6) }, () => PIECES[next(PIECES.length)]).join(",");
}

test.each(["http://my-proxy:3128", "https://my-proxy:3129"])(
  `every list is mended at once, behind %s (seed ${SEED})`,
  (url) => {
    const warehouses = ["snowflake://acct"];
    for (const list of lists(60)) {
      const files = { "customer.env": dotenv({ NO_PROXY: `'${list}'`, no_proxy: `'${list}'` }, url) };
      const before = judged({ files, warehouses }).filter(({ code }) => code.startsWith("no-proxy"));
      // Each finding prints the same value: one of them mends them all.
      const after = judged({ files: corrected(files, before.slice(0, 1)), warehouses });
      const left = after.filter(({ code }) => code.startsWith("no-proxy"));
      expect(
        left.map(({ title, evidence }) => [title, ...evidence]),
        list,
      ).toEqual([]);
    }
  },
);
