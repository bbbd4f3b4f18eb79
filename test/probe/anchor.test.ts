import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { beforeAll, describe, expect, test } from "vitest";
import { Anchors } from "../../src/probe/anchor.ts";
import type { Anchor } from "../../src/probe/observation.ts";
import { trustFrom, trustOf } from "../../src/probe/trust.ts";
import { type Authority, authority, type leaf } from "../support/certificates.ts";
import { check, DIRECT, factsOf, runOne, settings } from "../support/checks.ts";
import { originThat } from "../support/origin-that.ts";
import { mintPki, type Pki, trusting } from "../support/pki.ts";

let pki: Pki;
beforeAll(async () => {
  pki = await mintPki();
});

/** The certificates of a bundle, as sent. */
function chain(pems: string): X509Certificate[] {
  return (pems.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----/g) ?? []).map((pem) => new X509Certificate(pem));
}

const publicly = (...roots: Authority[]): Anchors =>
  new Anchors([{ kind: "public", certificates: roots.map(({ pem }) => pem) }]);

describe("a chain hangs on the trusted CA that signs it", () => {
  test("by the intermediate, the root itself, or the leaf", () => {
    const root = { kind: "public", subject: "CN=Test Root, O=Test Public CA" };
    expect(publicly(pki.root).of(chain(pki.good.cert))).toEqual(root);
    expect(publicly(pki.root).of(chain(pki.wrongName.cert))).toEqual(root);
    expect(publicly(pki.root).of(chain(`${pki.good.cert}\n${pki.root.pem}`))).toEqual(root);
    const pinned = new Anchors([{ kind: "server", certificates: [pki.selfSigned.cert] }]);
    expect(pinned.of(chain(pki.selfSigned.cert))).toMatchObject({ kind: "server" });
  });

  test("and on none where none does", () => {
    expect(publicly(pki.root).of(chain(pki.untrusted.cert))).toBeNull();
    expect(publicly(pki.root).of(chain(pki.selfSigned.cert))).toBeNull();
    expect(publicly(pki.root).of(chain(pki.noIntermediate.cert))).toBeNull();
    expect(publicly().of(chain(pki.good.cert))).toBeNull();
    expect(publicly(pki.root).of([])).toBeNull();
  });

  test("not by a name alone: another CA of the same name signs nothing", async () => {
    const impostor = await authority("Test Root", "Test Public CA");
    expect(publicly(impostor).of(chain(pki.good.cert))).toBeNull();
    expect(publicly(impostor, pki.root).of(chain(pki.good.cert))).toMatchObject({ kind: "public" });
  });

  test("what is sent after it has no say: a root cross-signed by one that is trusted by nobody", async () => {
    const crossed = await authority("Test Root", "Test Public CA", pki.corporate);
    expect(publicly(pki.root).of(chain(`${pki.good.cert}\n${crossed.pem}`))).toMatchObject({ kind: "public" });
  });

  test("a public root that the extra file holds as well is public", () => {
    const both = trustOf(settings({ publicRoots: [pki.root.pem], extraCa: [pki.root.pem, pki.corporate.pem] })).anchors;
    expect(both.of(chain(pki.good.cert))).toMatchObject({ kind: "public" });
    expect(both.of(chain(pki.untrusted.cert))).toEqual({ kind: "extra", subject: "CN=Corporate Root, O=Example Corp" });
  });

  test("a server's own CA is its own", () => {
    expect(trustFrom([pki.corporate.pem]).anchors.of(chain(pki.untrusted.cert))).toMatchObject({ kind: "server" });
  });

  test("every root that Node.js bundles is one of its own", () => {
    const { anchors } = trustOf(settings());
    for (const pem of rootCertificates) expect(anchors.of([new X509Certificate(pem)])?.kind).toBe("public");
  });
});

test.each<[keyof Pki, Anchor["kind"] | null]>([
  ["good", "public"],
  ["untrusted", "extra"],
  ["expired", "public"],
  ["selfSigned", null],
])("the handshake records it: %s", async (name, kind) => {
  const origin = await originThat.works(pki[name] as Awaited<ReturnType<typeof leaf>>);
  const seen = await runOne(check("https", "127.0.0.1", origin.port, DIRECT), trusting(pki, pki.corporate));
  await origin.close();
  const facts = factsOf(seen, "tls");
  expect(facts.anchor?.kind ?? null).toBe(kind);
  expect(facts.publiclyMarked).toBe(false);
});
