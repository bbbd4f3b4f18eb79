// The causes that lie in TLS with the target and in its answer, seen through a good proxy or direct.

import type { Loopback } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import type { Pki } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { asPrinted } from "./printed.ts";
import { behind, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

/** The target through a proxy that does all it is asked. */
const through =
  (origin: (pki: Pki) => Promise<Loopback>, rest: Partial<Scene> = {}) =>
  async (stage: Stage): Promise<Scene> => {
    const target = await stage.port(origin(stage.pki));
    const port = await stage.port(proxyThat.passesResetsOn(target));
    return { env: behind(`http://127.0.0.1:${port}`), targets: [{}], ...rest };
  };

/** An Oracle over TLS, which CARTO reaches direct. */
const oracle =
  (server: () => Promise<Loopback>, rest: Partial<Scene> = {}) =>
  async (stage: Stage): Promise<Scene> => ({
    env: behind("http://127.0.0.1:9"),
    warehouses: [`tcps://127.0.0.1:${await stage.port(server())}`],
    ...rest,
  });

const trustAsPrinted =
  (authority: "corporate" | "intermediate"): Cause["cure"] =>
  (scene, finding, stage) => {
    stage.file("extra-ca.crt", stage.pki[authority].pem);
    return asPrinted(scene, finding);
  };

export const tlsCauses: Cause[] = [
  {
    code: "tls-incomplete-chain",
    how: "the intermediate is not sent",
    scene: through((pki) => originThat.works(pki.noIntermediate)),
    cure: trustAsPrinted("intermediate"),
  },
  {
    code: "tls-name-mismatch",
    how: "another name",
    scene: through((pki) => originThat.works(pki.wrongName)),
  },
  { code: "tls-expired", how: "expired", scene: through((pki) => originThat.works(pki.expired)) },
  { code: "tls-expired", how: "not yet valid", scene: through((pki) => originThat.works(pki.notYetValid)) },
  {
    code: "tls-untrusted",
    how: "a private CA",
    scene: through((pki) => originThat.works(pki.untrusted)),
    cure: trustAsPrinted("corporate"),
  },
  {
    code: "tls-protocol",
    how: "TLS 1.1 alone",
    scene: through((pki) => originThat.speaksTls11Only(pki.good)),
  },
  {
    code: "tls-protocol",
    how: "an HTTP answer instead of TLS",
    scene: through(() => originThat.sendsPlaintext("HTTP/1.1 400 Bad Request\r\n\r\n")),
  },
  { code: "tls-reset", how: "at the ClientHello, direct", scene: oracle(() => originThat.resetsAtClientHello()) },
  {
    code: "tls-silent",
    how: "no answer to the ClientHello, direct",
    scene: oracle(() => originThat.isSilent(), { timeoutMs: 2000 }),
  },
  {
    code: "http2-not-offered",
    how: "gRPC, and ALPN chooses nothing",
    scene: through((pki) => originThat.hasNoAlpn(pki.good), { targets: [{ protocol: "grpc" }] }),
  },
  {
    code: "origin-error",
    how: "503 inside the tunnel",
    scene: through((pki) => originThat.works(pki.good, (response) => response.writeHead(503).end("down"))),
  },
  {
    code: "origin-no-answer",
    how: "closed after the request",
    scene: through((pki) => originThat.closesAfterRequest(pki.good)),
  },
  {
    code: "origin-no-answer",
    how: "silence after the request",
    scene: through((pki) => originThat.neverAnswers(pki.good), { timeoutMs: 3000 }),
  },
  {
    code: "unclassified",
    how: "an answer that is no HTTP, inside a clean tunnel",
    scene: through((pki) => originThat.answersGarbage(pki.good)),
  },
];
