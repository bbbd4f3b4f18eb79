import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { refusals, renderPage, writeRefusal } from "../../src/demo/proxy-refusal.ts";

it.each(Object.entries(refusals))(
  "%s is a whole HTTP answer that says why (RFC 9209) and names no brand",
  async (_, refusal) => {
    const socket = new PassThrough();
    writeRefusal(socket, refusal);
    const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
    expect(head.split("\r\n")[0]).toBe(`HTTP/1.1 ${refusal.status} ${refusal.statusText}`);
    expect(head).toContain("\r\nproxy-status: demo-proxy; error=");
    expect(head).toContain(`\r\ncontent-length: ${body.length}`);
    expect(head).not.toMatch(/^(server|x-squid-error):/im);
    expect(body).toBe(renderPage(refusal));
  },
);
