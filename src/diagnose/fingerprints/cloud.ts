// Filters that are run as a service, and the firewalls of cloud providers.

import { header, issuer, location, type Product, raw, words } from "./fingerprint.ts";

export const zscaler: Product = {
  id: "zscaler",
  name: "Zscaler",
  signs: [
    header("server", /^zscaler\b/i),
    words(/internet security by zscaler/i),
    words(/zscaler to protect you from internet threats/i),
    raw(/login\.zscloud\.net\/img_logo/i),
    location(/^https?:\/\/gateway\.zscaler(?:two|three|one)?\.net(?:[:/?]|$)/i),
    issuer(/\bO=Zscaler Inc\.?(?:,|$)/),
    issuer(/\bCN=Zscaler (?:Intermediate )?Root CA\b/),
  ],
  exemption:
    "usually a custom URL category with these hosts, and an SSL inspection rule for it with the action Do Not Inspect",
  allowance: "usually a custom URL category with these hosts, and a URL filtering rule that allows it",
};

export const netskope: Product = {
  id: "netskope",
  name: "Netskope",
  signs: [issuer(/\bO=Netskope,? Inc\b/i), issuer(/\bCN=ca\.[\w-]+\.(?:[\w-]+\.)?goskope\.com\b/i)],
  exemption:
    "usually an SSL decryption policy with the action Do Not Decrypt, or a steering exception, for these hosts",
  allowance: "usually a real-time protection policy that allows these hosts",
};

export const umbrella: Product = {
  id: "umbrella",
  name: "Cisco Umbrella",
  signs: [
    location(/^https?:\/\/(?:[\w-]+\.)*opendns\.com(?:[:/?]|$)/i),
    words(/umbrella cloud security gateway error/i),
    words(/this site is blocked due to content filtering\./i, "weak"),
    issuer(/\bCN=Cisco Umbrella (?:Root CA|Primary SubCA)\b/),
  ],
  exemption: "usually a selective decryption list with these hosts",
  allowance: "usually a destination list with these hosts, allowed in the web policy",
};

export const iboss: Product = {
  id: "iboss",
  name: "iboss",
  signs: [
    location(/\/ibreports\/ibp\/bp\.html/i),
    location(/\/(?:block|iboss)\/restricted\.html\?fn=/i),
    words(/access to the requested site has been restricted due to its contents\./i, "weak"),
  ],
  exemption: "usually an SSL decryption bypass for these hosts",
  allowance: "usually the allow list",
};

export const meraki: Product = {
  id: "meraki",
  name: "Cisco Meraki",
  signs: [
    location(/^https?:\/\/wired\.meraki\.com:8090\/blocked\.cgi/i),
    raw(/wired\.meraki\.com:8090\/blocked\.cgi/i),
    words(/this website is blocked by your network operator\./i, "weak"),
  ],
  exemption: null,
  allowance: "usually the allowed URL list of its content filtering",
};

export const azureFirewall: Product = {
  id: "azure-firewall",
  name: "Azure Firewall",
  signs: [
    words(/action: deny\. reason: no rule matched\. proceeding with default action\./i),
    words(/http request from \S+ to \S+\. action: deny\. no rule matched/i),
  ],
  exemption: "usually an application rule for these hosts without TLS inspection",
  allowance: "an application rule that allows these hosts",
};

export const cloudflareGateway: Product = {
  id: "cloudflare-gateway",
  name: "Cloudflare Gateway",
  signs: [issuer(/\bCN=(?:Cloudflare )?Gateway CA - Cloudflare Managed\b/i)],
  exemption: "usually an HTTP policy with the action Do Not Inspect for these hosts",
  allowance: "usually an HTTP or DNS policy that allows these hosts",
};
