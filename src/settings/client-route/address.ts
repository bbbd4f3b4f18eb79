// IP addresses as bytes, for the libraries that read CIDR ranges.

import { isIPv4, isIPv6 } from "node:net";

/** 4 or 16 bytes; null for what is no address. An IPv6 zone is none. */
export function addressBytes(text: string): number[] | null {
  if (isIPv4(text)) return text.split(".").map(Number);
  if (!isIPv6(text) || text.includes("%")) return null;
  const url = URL.parse(`http://[${text}]/`);
  return url === null ? null : ipv6Bytes(url.hostname.slice(1, -1));
}

/** Of an address in the one form that WHATWG URL writes: hexadecimal, "::" once at most. */
function ipv6Bytes(text: string): number[] {
  const [head = "", tail] = text.split("::");
  const groups = (part: string | undefined) => (part ? part.split(":").map((group) => Number.parseInt(group, 16)) : []);
  const [front, back] = [groups(head), groups(tail)];
  const all = [...front, ...new Array<number>(8 - front.length - back.length).fill(0), ...back];
  return all.flatMap((group) => [group >> 8, group & 0xff]);
}

/** Whether both begin with the same `bits` bits; never for different families. */
export function sharePrefix(one: number[], other: number[], bits: number): boolean {
  if (one.length !== other.length || bits < 0 || bits > one.length * 8) return false;
  return one.every((byte, index) => {
    const left = Math.min(8, Math.max(0, bits - index * 8));
    const mask = (0xff << (8 - left)) & 0xff;
    return (byte & mask) === ((other[index] ?? 0) & mask);
  });
}
