import { expect, test } from "vitest";
import { doctor, lookUp, reach, request, showChain } from "../../../src/diagnose/remedies/command.ts";
import { database, direct, PROXY, plain, row, seen, settings, TLS_PROXY, viaTlsProxy } from "../observations.ts";

const ca = { file: "/certs/my ca.crt", certificates: 1, problem: null };

test("the request takes the check's own route", () => {
  const on = (check: ReturnType<typeof row>, more = {}) => request({ check }, settings(more));
  expect(on(row("a"))).toBe(`curl -v --proxy ${PROXY} https://a.example.test/`);
  expect(on(row("a", viaTlsProxy), { extraCa: ca })).toBe(
    `curl -v --proxy ${TLS_PROXY} --proxy-cacert '/certs/my ca.crt' https://a.example.test/`,
  );
  expect(on(row("a", { ...direct, port: 8443 }))).toBe("curl -v --noproxy '*' https://a.example.test:8443/");
  expect(on(row("a", plain))).toBe(`curl -v --proxy ${PROXY} http://a.example.test/`);
  expect(
    on(row("a", { ...plain, route: { kind: "proxy", proxy: PROXY, reason: "http_proxy", form: "tunnel" } })),
  ).toContain("--proxytunnel");
  expect(on(database())).toBe("nc -vz -w 5 db.example.test 5432");
});

test("the chain of the target, of a database, and of the proxy", () => {
  const chain = (check: ReturnType<typeof row>, of: "tls" | "proxy-tls" = "tls") =>
    showChain(seen(check), of, settings());
  expect(chain(row("a"))).toBe(
    "openssl s_client -proxy proxy.corp.test:3128 -connect a.example.test:443 -servername a.example.test -showcerts </dev/null",
  );
  expect(chain(database())).toContain("-starttls postgres -connect db.example.test:5432");
  expect(chain(row("a", { ...direct, host: "10.0.0.1" }))).toBe(
    "openssl s_client -connect 10.0.0.1:443 -showcerts </dev/null",
  );
  expect(chain(row("a", viaTlsProxy), "proxy-tls")).toContain("-connect proxy.corp.test:3129");
  expect(chain(row("a", viaTlsProxy))).toBe(`curl -v --proxy ${TLS_PROXY} https://a.example.test/`);
});

test("arguments that a shell would read are quoted", () => {
  expect(lookUp("a;reboot")).toBe("getent hosts 'a;reboot'");
  expect(reach({ host: "it's", port: 1 })).toBe("nc -vz -w 5 'it'\\''s' 1");
  expect(doctor(seen(row("x*")), seen(row("y")))).toBe("carto-proxy doctor --only 'x*' --only y");
});
