// Secure web gateways as appliances, and their successors in the cloud.

import { header, issuer, location, ownHeader, type Product, raw, words } from "./fingerprint.ts";

export const blueCoat: Product = {
  id: "bluecoat",
  name: "Symantec (Blue Coat) ProxySG",
  signs: [
    header("x-bluecoat-via", /./),
    header("server", /^bluecoat-security-appliance/i),
    header("proxy-agent", /^bluecoat-/i),
    location(/^https?:\/\/notify\.bluecoat\.com\//i),
    raw(/notify\.bluecoat\.com\/notify-notify/i),
    words(/your request was denied because of its content categorization/i),
    words(/\(policy_denied\)/i, "weak"),
    issuer(/\bO=Blue Coat\b/),
  ],
  exemption: "usually ssl.forward_proxy(no) for these hosts in the SSL intercept layer of the policy",
  allowance: "usually a web access layer rule that allows these hosts",
};

export const ciscoWsa: Product = {
  id: "cisco-wsa",
  name: "Cisco Secure Web Appliance (WSA, IronPort)",
  signs: [header("via", /\((?:cisco|ironport)-wsa\/[\w.-]+\)/i)],
  exemption: "usually a custom URL category with these hosts, set to Pass Through in the decryption policy",
  allowance: "usually a custom URL category with these hosts, allowed in the access policy",
};

export const forcepoint: Product = {
  id: "forcepoint",
  name: "Forcepoint (Websense)",
  signs: [
    header("via", /\(websense_content_gateway\/[\w.-]+/i),
    header("via", /\bforcepoint-wcg\./i, "weak"),
    location(/:15871\/cgi-bin\/block(?:page|_message)\.cgi/i),
    raw(/:15871\/cgi-bin\/block(?:page|_message)\.cgi/i),
    issuer(/\bCN=Forcepoint Cloud CA\b/),
    issuer(/\bO=Forcepoint LLC\b/),
  ],
  exemption: "usually an SSL decryption bypass for these hosts",
  allowance: "usually a custom category with these hosts, permitted in the policy",
};

export const skyhigh: Product = {
  id: "skyhigh",
  name: "Skyhigh (McAfee) Web Gateway",
  signs: [
    header("via", /\(mcafee web gateway [\w.-]+\)/i),
    header("server", /^mwg-ui\b/i),
    words(/mcafee web gateway - notification/i),
    issuer(/\bCN=McAfee Web Gateway\b/),
  ],
  exemption: "usually an entry for these hosts in the bypass list of the SSL scanner rule set",
  allowance: "usually an entry for these hosts in the URL whitelist of the rule set",
};

export const barracuda: Product = {
  id: "barracuda",
  name: "Barracuda",
  signs: [
    header("server", /^barracuda(?:\/ngfirewall|http\b)/i),
    header("via", /\(http_scan_byf\/[\w.-]+\)/i),
    words(/blocked by the barracuda web filter/i),
    words(/redirecting you to barracuda web filter\./i),
    words(/barracuda nextgen firewall:/i),
  ],
  exemption: "usually an SSL inspection exemption for these hosts",
  allowance: "usually an exception for these hosts",
};

export const trendIwss: Product = {
  id: "trend-iwss",
  name: "Trend Micro InterScan Web Security",
  signs: [header("x-iwsaas-via", /./), words(/\bblocking rule\b/i, "weak"), issuer(/\bCN=IWSS\.TREND\b/)],
  exemption: "usually a decryption exception for these hosts",
  allowance: "usually the approved URL list",
};

export const microsoftIsa: Product = {
  id: "microsoft-isa",
  name: "Microsoft ISA Server or Forefront TMG",
  signs: [words(/\bthe isa server requires authorization/i)],
  exemption: "usually a destination exception of its HTTPS inspection",
  allowance: "usually an access rule for these hosts",
};

export const netsweeper: Product = {
  id: "netsweeper",
  name: "Netsweeper",
  signs: [location(/\/webadmin\/deny\//i), raw(/\/webadmin\/deny\/index\.php\?dpid=/i)],
  exemption: null,
  allowance: "usually a local list that allows these hosts",
};

export const contentKeeper: Product = {
  id: "contentkeeper",
  name: "ContentKeeper",
  signs: [words(/\bblocked by contentkeeper\b/i), issuer(/\bCN=ContentKeeper Appliance CA\b/)],
  exemption: "usually an SSL bypass for these hosts",
  allowance: "usually a policy that allows these hosts",
};

export const smoothwall: Product = {
  id: "smoothwall",
  name: "Smoothwall",
  signs: [issuer(/smoothwall-default-root-certificate-authority/i)],
  exemption: "usually an HTTPS inspection policy that does not decrypt these hosts",
  allowance: "usually a web filter policy that allows these hosts",
};

export const kerio: Product = {
  id: "kerio",
  name: "Kerio Control",
  signs: [words(/this page has been blocked by kerio control/i)],
  exemption: "usually an HTTPS filtering exception for these hosts",
  allowance: "usually a content rule that allows these hosts",
};

export const checkPoint: Product = {
  id: "check-point",
  name: "Check Point",
  signs: [
    location(/\/UserCheck\/PortalMain\?IID=/i),
    words(/\bcheck point usercheck\b/i),
    words(/fw-1 at \S+: failed to connect to the www server\./i),
    ownHeader("server", /^CPWS\b/),
  ],
  exemption: "usually a bypass rule for these hosts in its HTTPS inspection policy",
  allowance: "usually an access rule for these hosts in the URL filtering layer",
};
