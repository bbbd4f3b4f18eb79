// The redactor: finds known secrets in free text, in whatever encoding a server, a library or a page gives them back.

import { base64Pattern, hexPattern, writtenPattern } from "./encoding.ts";
import { literalHunter } from "./literal-secrets.ts";
import { type Credentials, REDACTED, type Secret } from "./secret.ts";
import type { Settings } from "./settings.ts";
import { piecesOf } from "./warehouse-key.ts";

/**
 * Gives a function that replaces every known secret in a text by "[redacted]": user and password of each proxy URL and
 * warehouse, their `user:password` pairs, and `extra` (treated as passwords); the other secrets of configuration files, which are
 * never sent to anybody, in plain and whole encodings alone. It is made for free text (messages,
 * headers, bodies, certificates' subjects), not for fields of our own such as ids and hosts. Apply it before a text is
 * cut to length: half a secret is not recognised. It never throws, and applying it twice changes nothing.
 *
 * What is matched how:
 * - a password of 4 characters or more: anywhere;
 * - a user name of 3 characters or more: as a whole word in any case, never as a label of a host name;
 * - a shorter one, or one that is a word which reports hold anyway ("carto", "postgres", a configured host, port or
 *   database): only where a credential stands (`user "x"`, `password=x`, `x@host`, `:x@`, in quotes), since replacing
 *   each "a" would destroy the text and so tell the secret;
 * - pairs: anywhere, whatever their length.
 *
 * Encodings: any mixture, character by character, of plain, percent (repeated too), form, HTML entity, JSON, \u, \x and
 * SQL quoting; base64 and base64url at each alignment inside a longer text; hex. Compressed or encrypted text is not
 * looked into, nor are values split by line breaks.
 */
export function redactor(settings: Settings, extra: Secret[] = []): (text: string) => string {
  const known = publicWords(settings);
  const patterns: Patterns = new Map();
  for (const credentials of allCredentials(settings)) addCredentials(patterns, credentials, known);
  for (const secret of extra) addPassword(patterns, secret.reveal(), known);
  const literal = literalHunter([...(settings.secrets ?? []), ...keysOf(settings)], (value) => isWeak(value, 4, known));
  if (patterns.size === 0) return literal;
  // The placeholder goes first, so that no secret is found inside it; then the longest, so that pairs stay whole.
  const longestFirst = [...patterns].sort(([, a], [, b]) => b - a).map(([pattern]) => pattern);
  const hunt = new RegExp(["\\[redacted\\]", ...longestFirst].join("|"), "gu");
  return (text) => literal(text.replace(hunt, REDACTED));
}

/** Source of a regular expression → length of the secret that it matches. */
type Patterns = Map<string, number>;

function allCredentials(settings: Settings): Credentials[] {
  const { http, https, grpc } = settings.proxies;
  const proxies = [http, https, grpc].map((proxy) => proxy?.url?.credentials);
  const warehouses = settings.warehouses.map((warehouse) => warehouse.credentials);
  return [...proxies, ...warehouses].filter((credentials) => credentials !== null && credentials !== undefined);
}

function keysOf({ warehouses }: Settings): Secret[] {
  return warehouses.flatMap(({ key }) => (key ? piecesOf(key) : []));
}

function addCredentials(patterns: Patterns, credentials: Credentials, known: Set<string>): void {
  const user = credentials.user.reveal();
  const password = credentials.password.reveal();
  addUser(patterns, user, known);
  addPassword(patterns, password, known);
  if (user === "" && password === "") return;
  const pair = `${user}:${password}`;
  addEncoded(patterns, pair);
  if (user === "" || password === "") return;
  const written = writtenPattern(pair);
  patterns.set(pair.length < 8 ? standsAlone(written) : written, pair.length);
}

function addUser(patterns: Patterns, user: string, known: Set<string>): void {
  if (user === "") return;
  const written = writtenPattern(user, { anyCase: true });
  const weak = isWeak(user, 3, known);
  for (const pattern of weak ? whereAUserStands(written) : [standsAlone(written)]) patterns.set(pattern, user.length);
  if (user.length >= 5) addEncoded(patterns, user);
}

function addPassword(patterns: Patterns, password: string, known: Set<string>): void {
  if (password === "") return;
  const written = writtenPattern(password);
  const weak = isWeak(password, 4, known);
  for (const pattern of weak ? whereAPasswordStands(written) : [written]) patterns.set(pattern, password.length);
  if (password.length >= 4) addEncoded(patterns, password);
}

function addEncoded(patterns: Patterns, value: string): void {
  for (const encoded of [...base64Pattern(value), hexPattern(value)]) patterns.set(encoded, value.length);
}

function isWeak(value: string, shortest: number, known: Set<string>): boolean {
  return value.length < shortest || known.has(value.toLowerCase());
}

/** Words that reports print anyway, in lower case: to hide one of them everywhere would only point at it. */
function publicWords(settings: Settings): Set<string> {
  const words = new Set(COMMON_WORDS);
  const { http, https, grpc } = settings.proxies;
  const places = [http?.url, https?.url, grpc?.url, ...settings.warehouses];
  for (const place of places) {
    if (!place) continue;
    const own = [place.host, ...place.host.split("."), String(place.port)];
    if ("database" in place && place.database !== null) own.push(place.database);
    for (const word of own) words.add(word.toLowerCase());
  }
  return words;
}

const COMMON_WORDS =
  "admin basic bigquery carto carto-proxy connect database databricks default digest doctor guest host http https localhost login negotiate oracle pass password port postgres postgresql proxy public redacted redis redshift root secret server snowflake squid system test token user username warehouse".split(
    " ",
  );

// An escape such as %3D or \u0022 ends in letters or digits and is a boundary all the same.
const AFTER_ESCAPE = "(?<=%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|\\\\x[0-9A-Fa-f]{2}|\\\\[bfnrt])";
const NOT_IN_WORD_BEFORE = "(?<![\\p{L}\\p{N}_\\-]|[\\p{L}\\p{N}_\\-]\\.)";
const NOT_IN_WORD_AFTER = "(?![\\p{L}\\p{N}_\\-]|\\.[\\p{L}\\p{N}])";
const OPENING = "(?:[\"'`«“„‘(\\[<]|&quot;|&#0*3[49];|%2[27]|\\\\u002[27])";
const CLOSING = "(?:[\"'`»”’)\\]>]|&quot;|&#0*3[49];|%2[27]|\\\\+[\"'u])";

function standsAlone(written: string): string {
  return `(?:${AFTER_ESCAPE}|${NOT_IN_WORD_BEFORE})(?:${written})${NOT_IN_WORD_AFTER}`;
}

function whereAUserStands(written: string): string[] {
  const asked = keyword(
    "user(?:[ _-]?(?:name|id))?|usuario|usuário|utilisateur|Benutzer(?:name)?|utente|login|logon|role|rol|rôle|Rolle|uid|account|principal|identity",
  );
  return [
    `${asked}(?:${written})${NOT_IN_WORD_AFTER}`,
    `(?<!(?:database|host|server|schema|datos)\\s{1,3}${OPENING})(?<=${OPENING})(?:${written})(?=${CLOSING})`,
    `(?:${AFTER_ESCAPE}|(?<![\\p{L}\\p{N}_.\\-]))(?:${written})(?=(?::[^\\s@/]*)?@)`,
  ];
}

function whereAPasswordStands(written: string): string[] {
  const asked = keyword(
    "password|passwd|passphrase|pass|pwd|pw|secret|token|contraseña|clave|Passwort|mot de passe|senha|parola",
  );
  return [
    `${asked}(?:${written})${NOT_IN_WORD_AFTER}`,
    `(?<=${OPENING})(?:${written})(?=${CLOSING})`,
    `(?<=:)(?:${written})(?=@)`,
  ];
}

/** Looks back to one of the words, in any case, with at most a few signs between it and the value. */
function keyword(words: string): string {
  const anyCase = words.replace(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
  return `(?<=(?:${anyCase})(?:[\\s"'\`\\\\:=«“„(\\[<]|%3[AaDd]|%22|&quot;|is\\s){1,8})`;
}
