import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:tls";
import { describe, expect, it } from "vitest";
import { createAuthority, type Issued, issue, newKeys } from "../../src/demo/certificates.ts";

/** What node:tls says of the certificate: "trusted", or its code. */
async function judge(issued: Issued, ca: string, servername = "a.test"): Promise<string> {
  const server = createServer({ cert: issued.cert, key: issued.key });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: "127.0.0.1", port, servername, ca, rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const verdict = socket.authorized ? "trusted" : String(socket.authorizationError);
  socket.destroy();
  server.close();
  return verdict;
}

describe("certificates", () => {
  it("are trusted through an intermediate that is sent along", async () => {
    const root = await createAuthority({ name: "Root", organization: "Lab" });
    const issuer = await createAuthority({ name: "Intermediate", organization: "Lab", issuer: root });
    const issued = await issue(issuer, { names: ["a.test"] });
    expect(await judge(issued, root.certificate)).toBe("trusted");
    expect(await judge({ ...issued, cert: issued.certificate }, root.certificate)).toBe(
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    );
  });

  it("are not trusted by another authority of the same name", async () => {
    const [one, other] = await Promise.all([
      createAuthority({ name: "Root", organization: "Lab" }),
      createAuthority({ name: "Root", organization: "Lab" }),
    ]);
    expect(await judge(await issue(one, { names: ["a.test"] }), other.certificate)).toBe(
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    );
  });

  it("hold for their names alone: hosts, wildcards and addresses", async () => {
    const root = await createAuthority({ name: "Root", organization: "Lab" });
    const issued = await issue(root, { names: ["a.test", "*.b.test", "127.0.0.1", "::1"] });
    expect(await judge(issued, root.certificate, "a.test")).toBe("trusted");
    expect(await judge(issued, root.certificate, "c.b.test")).toBe("trusted");
    expect(await judge(issued, root.certificate, "b.test")).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    const certificate = new X509Certificate(issued.certificate);
    expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(certificate.checkIP("::1")).toBe("::1");
    expect(certificate.ca).toBe(false);
  });

  it("hold for the time that they are given", async () => {
    const root = await createAuthority({ name: "Root", organization: "Lab" });
    const days = (from: number, to: number) => ({
      notBefore: new Date(Date.now() + from * 86_400_000),
      notAfter: new Date(Date.now() + to * 86_400_000),
    });
    const expired = await issue(root, { names: ["a.test"], validity: days(-3, -1) });
    const early = await issue(root, { names: ["a.test"], validity: days(1, 3) });
    expect(await judge(expired, root.certificate)).toBe("CERT_HAS_EXPIRED");
    expect(await judge(early, root.certificate)).toBe("CERT_NOT_YET_VALID");
  });

  it("can share keys, and name their issuer", async () => {
    const root = await createAuthority({ name: "Root", organization: "Lab" });
    const keys = await newKeys();
    const [one, other] = await Promise.all([
      issue(root, { names: ["a.test"], keys }),
      issue(root, { names: ["b.test"], keys }),
    ]);
    expect(one.key).toBe(other.key);
    expect(new X509Certificate(one.certificate).serialNumber).not.toBe(
      new X509Certificate(other.certificate).serialNumber,
    );
    expect(new X509Certificate(one.certificate).issuer.split("\n")).toEqual(["CN=Root", "O=Lab"]);
  });

  it("take a name that is longer than a common name may be", async () => {
    const root = await createAuthority({ name: "Root", organization: "Lab" });
    const name = `${"a".repeat(60)}.${"b".repeat(60)}.test`;
    expect(await judge(await issue(root, { names: [name] }), root.certificate, name)).toBe("trusted");
  });
});
