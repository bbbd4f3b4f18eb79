// undici's fetch, as the services that call `fetch` use it: EnvHttpProxyAgent reads the proxy variables.

import { type HttpDetail, urlOf } from "./http-detail.ts";
import { childModule, library } from "./library.ts";

export const fetch = library<HttpDetail>({
  child: childModule(import.meta.url, "fetch-child"),
  waitingFor: "answer to a GET with undici",
  detail: (check) => ({ url: urlOf(check) }),
});
