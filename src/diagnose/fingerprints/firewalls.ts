// Firewalls that filter web traffic on the way.

import { header, issuer, location, type Product, raw, words } from "./fingerprint.ts";

export const fortinet: Product = {
  id: "fortinet",
  name: "Fortinet FortiGate",
  signs: [
    words(/\bpowered by forti(?:guard|net)\b/i),
    words(/\bfortiguard (?:web filtering|intrusion prevention)\b/i),
    words(/\bfortigate application control\b/i),
    raw(/\/\/globalurl\.fortinet\.net\b/i),
    raw(/:8008\/\w\w\/\w\w\/\w\w\/CI\//),
    words(/\bwebfilter violation\b/i, "weak"),
    words(/\bapplication blocked\b/i, "weak"),
    words(/\bweb page blocked\b/i, "weak"),
    raw(/\bfgd_icon\b/i, "weak"),
    issuer(/\bCN=FortiGate CA\b/),
    issuer(/\bO=Fortinet(?: Ltd\.?)?(?:,|$)/),
  ],
  exemption: "usually an exemption for these hosts in the SSL/SSH inspection profile of the firewall policy",
  allowance: "usually a static URL filter with the action Exempt or Allow in the web filter profile",
};

export const paloAlto: Product = {
  id: "palo-alto",
  name: "Palo Alto Networks PAN-OS",
  signs: [
    location(/\/php\/urlblock\.php\?args=/i),
    header("server", /^PanWeb Server\b/i),
    words(/access to the web page you were trying to visit has been blocked in accordance with company policy/i),
    words(/palo alto next generation security platform/i),
    issuer(/\bPalo Alto Networks\b/),
    issuer(/\bPAN-FW\b/),
  ],
  exemption:
    "usually a decryption policy rule with the action No Decrypt, above the decrypting one, for a custom URL category with these hosts",
  allowance: "usually a custom URL category with these hosts, set to allow in the URL filtering profile",
};

export const sophos: Product = {
  id: "sophos",
  name: "Sophos",
  signs: [
    words(/powered by (?:sophos )?utm web protection/i),
    issuer(/\bCN=Sophos[ _]SSL[ _]CA[ _]/i),
    issuer(/\bCN=Sophos_CA_/),
    issuer(/\bCN=sophosutm Proxy CA\b/i),
    issuer(/\bCN=Sophos Web Appliance\b/),
  ],
  exemption: "usually an exclusion for these hosts from SSL/TLS inspection, and a web exception",
  allowance: "usually a web policy that allows these hosts",
};

export const sonicWall: Product = {
  id: "sonicwall",
  name: "SonicWall",
  signs: [
    header("server", /^sonicwall\b/i),
    raw(/\bcfssupport\.sonicwall\.com\b/i),
    issuer(/\bHTTPS Management Certificate for SonicWALL\b/i),
  ],
  exemption: "usually a common name exclusion for these hosts in its client DPI-SSL settings",
  allowance: "usually the allowed URI list of the content filter profile",
};

export const watchGuard: Product = {
  id: "watchguard",
  name: "WatchGuard",
  signs: [words(/request denied by watchguard http proxy/i)],
  exemption: "usually a content inspection exception for these hosts",
  allowance: "usually a WebBlocker exception for these hosts",
};

export const untangle: Product = {
  id: "untangle",
  name: "Untangle (Arista Edge Threat Management)",
  signs: [location(/\/web-filter\/blockpage\?/i), raw(/\/web-filter\/blockpage\?/i)],
  exemption: "usually an SSL Inspector rule with the action Ignore for these hosts",
  allowance: "usually the pass sites of its web filter",
};
