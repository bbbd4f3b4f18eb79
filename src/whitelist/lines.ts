// Where in its text a part of a YAML document stands.

import { type Document, isMap, isNode, isScalar, type LineCounter } from "yaml";

/** Keys and list positions from the top of the document. */
export type Path = readonly PropertyKey[];

export class Lines {
  readonly #document: Document;
  readonly #counter: LineCounter;

  constructor(document: Document, counter: LineCounter) {
    this.#document = document;
    this.#counter = counter;
  }

  /** The line, from 1, of the key at a path; of the nearest thing above it where it is absent. */
  lineOf(path: Path): number {
    for (let length = path.length; length > 0; length--) {
      const offset = this.#offsetOf(path.slice(0, length));
      if (offset !== null) return this.#counter.linePos(offset).line;
    }
    return 1;
  }

  #offsetOf(path: Path): number | null {
    const parent = this.#nodeAt(path.slice(0, -1));
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)))
      : undefined;
    const node = pair === undefined ? this.#nodeAt(path) : pair.key;
    return isNode(node) ? (node.range?.[0] ?? null) : null;
  }

  #nodeAt(path: Path): unknown {
    return path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
  }
}
