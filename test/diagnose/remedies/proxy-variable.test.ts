import { expect, test } from "vitest";
import { namedBy, setProxy, variablesNaming } from "../../../src/diagnose/remedies/proxy-variable.ts";
import { PROXY, proxyNamed, settings, TLS_PROXY } from "../observations.ts";

test("the variables that name a proxy", () => {
  const some = settings({ grpcProxy: null, httpProxy: proxyNamed("http_proxy", TLS_PROXY) });
  expect(variablesNaming(PROXY, some).map(({ variable }) => variable)).toEqual(["HTTPS_PROXY"]);
  expect(namedBy(PROXY, some)).toBe("HTTPS_PROXY (.env)");
  expect(namedBy("http://unknown:1", some)).toBe("the proxy settings");
});

test("each kind of deployment has its own place", () => {
  const change = (deployment: "vm" | "helm" | "kots") =>
    setProxy(TLS_PROXY, ["https_proxy", "HTTPS_PROXY"], settings({ deployment }));
  expect(change("vm").snippet?.text).toBe(`HTTPS_PROXY=${TLS_PROXY}\nhttps_proxy=${TLS_PROXY}`);
  expect(change("helm").snippet?.text).toBe(
    'externalProxy:\n  enabled: true\n  type: https\n  host: "proxy.corp.test"\n  port: 3129',
  );
  expect(change("kots").do).toContain(TLS_PROXY);
});
