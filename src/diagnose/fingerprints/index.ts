// The products that are known by their signs, from public documents and source code. A product's own name is what its operator searches for.

import * as appliances from "./appliances.ts";
import * as cloud from "./cloud.ts";
import type { Product } from "./fingerprint.ts";
import * as firewalls from "./firewalls.ts";
import * as openSource from "./open-source.ts";

/** A sign belongs to one product: the order decides nothing but which is named where two show themselves. */
export const products: Product[] = [
  cloud.zscaler,
  cloud.netskope,
  cloud.umbrella,
  cloud.iboss,
  cloud.meraki,
  cloud.azureFirewall,
  cloud.cloudflareGateway,
  appliances.blueCoat,
  appliances.ciscoWsa,
  appliances.forcepoint,
  appliances.skyhigh,
  appliances.barracuda,
  appliances.trendIwss,
  appliances.microsoftIsa,
  appliances.netsweeper,
  appliances.contentKeeper,
  appliances.smoothwall,
  appliances.kerio,
  appliances.checkPoint,
  firewalls.fortinet,
  firewalls.paloAlto,
  firewalls.sophos,
  firewalls.sonicWall,
  firewalls.watchGuard,
  firewalls.untangle,
  openSource.squid,
  openSource.tinyproxy,
  openSource.haproxy,
  openSource.envoy,
  openSource.mitmproxy,
  openSource.privoxy,
  openSource.threeProxy,
  openSource.ccproxy,
  openSource.polipo,
];
