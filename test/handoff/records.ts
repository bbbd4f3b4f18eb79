// RFC 4180 strictly: a quote only at a field's start, its end, or doubled.

export function recordsOf(text: string): string[][] {
  const record = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  while (record.lastIndex < text.length) {
    const match = record.exec(text);
    if (match === null) throw new Error(`not CSV at ${record.lastIndex}: ${text.slice(0, 200)}`);
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
}

/** The cells of the tables of a Markdown text, heads left out. */
export function cellsOf(text: string): string[][] {
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && !/^\| (Host|---) /.test(line));
  return rows.map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
