// Numbers that only look random: the same seed gives the same cases on every machine.

export interface Random {
  /** A whole number from 0 to `below` - 1. */
  below: (below: number) => number;
  /** True once in `times`. */
  oneIn: (times: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
}

/** Mulberry32, a public-domain generator. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, oneIn: (times) => below(times) === 0, pick: (list) => list[below(list.length)]! };
}
