import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/settings/usage-error.ts";
import { caFile } from "./ca.ts";
import { behind, handoffOf, type Wish } from "./handoff-of.ts";

const entries = (wish: Wish) => handoffOf(wish).bypass.map(({ entry }) => entry);

describe("the proxy", () => {
  test("is the one that is named, else the configured one, else none", () => {
    const environment = behind("http://old.corp:1");
    expect(handoffOf({ environment }).proxy?.href).toBe("http://proxy.corp:3128");
    expect(handoffOf({ environment, proxy: null }).proxy?.href).toBe("http://old.corp:1");
    expect(handoffOf({ proxy: null })).toMatchObject({ proxy: null, bypass: [] });
  });

  test.each(["proxy.corp:3128", "socks5://p:1", "http://p", "http://p:99999", "http://p:1/x", "http://:1", ""])(
    "%j is refused, by the option's name",
    (proxy) => expect(() => handoffOf({ proxy })).toThrow(/^--proxy: /),
  );

  test("a broken one that is configured is refused with what it should be", () => {
    const wish = { environment: { HTTPS_PROXY: "proxy.corp:3128" }, proxy: null };
    expect(() => handoffOf(wish)).toThrow("http://proxy.corp:3128");
    expect(() => handoffOf(wish)).toThrow(UsageError);
  });

  test("where two are configured one is written, and that is told", () => {
    const environment = { HTTP_PROXY: "http://one.corp:1", HTTPS_PROXY: "http://two.corp:2" };
    const handoff = handoffOf({ environment, proxy: null });
    expect(handoff.proxy?.href).toBe("http://two.corp:2");
    expect(handoff.notes.join()).toContain("different proxies");
    expect(handoffOf({ environment }).notes).toEqual([]);
  });

  test("its login is left out, and that is told", () => {
    const handoff = handoffOf({ proxy: "http://canary:s3cret@p.corp:1" });
    expect(JSON.stringify(handoff)).not.toMatch(/canary|s3cret/);
    expect(handoff.notes.join()).toContain("password authentication");
  });
});

describe("what goes around the proxy", () => {
  test("Snowflake where it is in use and the proxy is an HTTPS one", () => {
    const snowflake = ".snowflakecomputing.com";
    const secure: Wish = { proxy: "https://p.corp:1" };
    expect(entries({ ...secure, warehouses: ["snowflake://acct"] })).toContain(snowflake);
    expect(entries(secure)).not.toContain(snowflake);
    expect(entries({ warehouses: ["snowflake://acct"] })).not.toContain(snowflake);
    const feature: Wish["change"] = (settings) => {
      const from = { source: ".env", line: 1, key: "WAREHOUSE_PROVIDERS_SNOWFLAKE" };
      const features = [{ feature: "warehouse:snowflake", from }];
      return { ...settings, configuration: { ...settings.configuration, features } };
    };
    expect(entries({ ...secure, change: feature })).toContain(snowflake);
  });

  test("no entry of the operator's that covers a required host", () => {
    const handoff = handoffOf({ environment: { NO_PROXY: "carto.com,mega.io" } });
    expect(handoff.bypass.map(({ entry }) => entry)).toEqual(expect.arrayContaining(["mega.io", ".mega.io"]));
    expect(handoff.bypass.map(({ entry }) => entry)).not.toContain("carto.com");
    expect(handoff.notes.join()).toContain("auth.carto.com");
  });
});

describe("the CA", () => {
  test("that the containers see already keeps its place", () => {
    const environment = { NODE_EXTRA_CA_CERTS: "/usr/src/certs/company.crt" };
    expect(handoffOf({ environment }).ca).toMatchObject({ file: null, containerPath: "/usr/src/certs/company.crt" });
  });

  test.each([
    ["/opt/carto/certs/proxy-ca.crt", "/usr/src/certs/proxy-ca.crt"],
    ["/usr/src/certs/../../etc/passwd", "/usr/src/certs/passwd"],
    ["/certs/a b.crt", "/usr/src/certs/proxy-ca.crt"],
    ["/certs/$(id)", "/usr/src/certs/proxy-ca.crt"],
  ])("at %s is to be copied to %s", (file, containerPath) => {
    expect(handoffOf({ environment: { NODE_EXTRA_CA_CERTS: file } }).ca).toMatchObject({ file, containerPath });
  });

  test("that is named by --ca wins", () => {
    const ca = caFile("other.crt");
    const environment = { NODE_EXTRA_CA_CERTS: "/usr/src/certs/company.crt" };
    expect(handoffOf({ environment, ca }).ca).toMatchObject({ file: ca, containerPath: "/usr/src/certs/other.crt" });
  });
});
