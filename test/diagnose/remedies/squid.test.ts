import { expect, test } from "vitest";
import { squidRules } from "../../../src/diagnose/remedies/squid.ts";
import { row, seen } from "../observations.ts";

test("suffixes cover their hosts, addresses have an acl of their own, ports stay apart", () => {
  const rows = [
    row("a", { host: "x.s3.test", wildcard: "*.s3.test" }),
    row("b", { host: "y.s3.test" }),
    row("c", { host: "s3.test.other" }),
    row("d", { host: "10.0.0.1" }),
    row("e", { port: 8443 }),
  ];
  expect(
    squidRules(rows.map((check) => seen(check)))
      .text.split("\n")
      .slice(1),
  ).toEqual([
    "acl carto_connect_443_method method CONNECT",
    "acl carto_connect_443_port port 443",
    "acl carto_connect_443_hosts dstdomain .s3.test",
    "acl carto_connect_443_hosts dstdomain s3.test.other",
    "acl carto_connect_443_addresses dst 10.0.0.1",
    "http_access allow carto_connect_443_method carto_connect_443_port carto_connect_443_hosts",
    "http_access allow carto_connect_443_method carto_connect_443_port carto_connect_443_addresses",
    "acl carto_connect_8443_method method CONNECT",
    "acl carto_connect_8443_port port 8443",
    "acl carto_connect_8443_hosts dstdomain e.example.test",
    "http_access allow carto_connect_8443_method carto_connect_8443_port carto_connect_8443_hosts",
  ]);
});
