import { describe, expect, test } from "vitest";
import { condensed, decoded } from "../../src/probe/page.ts";

describe("a page in short", () => {
  test("its words without tags, scripts, styles and comments, then the addresses that it names", () => {
    const page = `<!DOCTYPE html><html><head><title>No&nbsp;way</title><style>.a{}</style><script>var a = "<b>";</script>
      <!-- <p>hidden</p> --></head><body><p>You &amp; I,<br>blocked&#33;</p><img src="https://x.example/a.png"><a href='/'>x</a></body></html>`;
    expect(condensed(page)).toBe("No way You & I, blocked! x\nhttps://x.example/a.png");
  });

  test("what is no HTML has none", () => {
    expect(condensed('{"error":"<nothing>"}')).toBeNull();
    expect(condensed("")).toBeNull();
  });

  test("never more than 2,048 characters, however much there is, cut off anywhere", () => {
    const page = `<html>${"word ".repeat(20_000)}${'<img src="https://x.example/'.repeat(500)}<script>`;
    expect(condensed(page)!.length).toBeLessThanOrEqual(2048);
    for (let end = 0; end < 400; end += 7)
      expect(() => condensed(`<html><style>a</sty${page.slice(0, end)}<`)).not.toThrow();
  });

  test("it takes no time that grows with the square of its length", () => {
    for (const part of ["<style>", "<!--", "<a href=", "&#", "<"]) {
      const startedAt = performance.now();
      condensed(`<html>${part.repeat(65_536 / part.length)}`);
      expect(performance.now() - startedAt, part).toBeLessThan(5000);
    }
  });

  test("nor do blanks behind the name of an address", () => {
    for (const blank of [" ", "\t", "\n"]) {
      const startedAt = performance.now();
      expect(condensed(`<html>href=${blank.repeat(65_000)}`)).toBe("href=");
      expect(performance.now() - startedAt).toBeLessThan(5000);
    }
  });
});

test.each([
  ["text/html; charset=iso-8859-1", Buffer.from("é", "latin1"), "é"],
  ["text/html; charset=UTF-16LE", Buffer.from("é", "utf16le"), "é"],
  ["text/html", Buffer.from('<meta charset="windows-1252">\x80', "latin1"), '<meta charset="windows-1252">€'],
  ["text/html; charset=klingon", Buffer.from("é"), "é"],
  ["", Buffer.from("é"), "é"],
  ["text/html; charset=utf-8", Buffer.from([0xff]), "\uFFFD"],
])("the charset: %s", (type, body, text) => expect(decoded(body, type)).toBe(text));
