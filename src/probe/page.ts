// What an HTML page says to its reader: a block page is mostly style sheets and pictures, and its few words come late.

const MOST_CHARACTERS = 2048;
const MOST_ADDRESSES = 640;

/**
 * The words of the page without its tags, and the addresses that it names, together at most 2,048 characters; null where the text is
 * no HTML. What is a script, a style sheet or a comment is left out.
 */
export function condensed(text: string): string | null {
  if (!/<(?:!doctype|html|head|title|body|meta|center|h1)\b/i.test(text)) return null;
  const bare = text.replace(/<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, " ");
  const named = new Set<string>();
  for (const [, , address = ""] of text.matchAll(
    /\b(href|src|action|url)\s{0,9}=\s{0,9}["']?\s{0,9}([^\s"'<>]{3,300})/gi,
  ))
    named.add(address);
  const addresses = [...named].join(" ").slice(0, MOST_ADDRESSES);
  const words = decodeEntities(bare.replace(/<[^>]*>?/g, " "))
    .replace(/\s+/g, " ")
    .trim();
  const room = MOST_CHARACTERS - addresses.length - 1;
  return `${words.slice(0, room)}\n${addresses}`.trim();
}

/** By the charset of Content-Type, else of the page's own meta element, else UTF-8. Never throws. */
export function decoded(body: Buffer, contentType: string): string {
  const label = charsetOf(contentType) ?? charsetOf(body.toString("latin1", 0, 1024)) ?? "utf-8";
  try {
    return new TextDecoder(label).decode(body);
  } catch {
    return body.toString("utf8");
  }
}

function charsetOf(text: string): string | null {
  return /charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(text)?.[1] ?? null;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|([a-z]{2,6}));/gi,
    (whole, number: string | undefined, name: string | undefined) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? whole;
      const point = Number(number);
      return point > 31 && point <= 0x10ffff ? String.fromCodePoint(point) : " ";
    },
  );
}
