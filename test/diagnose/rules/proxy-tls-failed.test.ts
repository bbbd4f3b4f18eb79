import { expect, test } from "vitest";
import { actors, failed, findings, proxyTls, row, seen, summary, tcp, viaTlsProxy } from "../observations.ts";

test.each(["reset", "closed", "timed-out", "tls-version", "tls-error", "not-tls", "unclassified"] as const)(
  "proxy-tls %s",
  (code) => {
    const result = findings([
      seen(row("a", viaTlsProxy), tcp(), failed(proxyTls({ verified: null }), code)),
      seen(row("b", viaTlsProxy), tcp(), failed(proxyTls({ verified: null }), code)),
    ]);
    expect(summary(result)).toEqual(["proxy-tls-failed error: a b"]);
    expect(actors(result[0]!)).toEqual(["proxy-admin", "operator"]);
    expect(result[0]!.remedies[0]!.verify).toContain("openssl s_client -connect proxy.corp.test:3129");
  },
);
