// Node's own https client with proxy-agent, as the services that hand an agent to their HTTP library use it.

import { type HttpDetail, urlOf } from "./http-detail.ts";
import { childModule, library } from "./library.ts";

export const nodeHttp = library<HttpDetail>({
  child: childModule(import.meta.url, "node-http-child"),
  waitingFor: "answer to a GET with proxy-agent",
  detail: (check) => ({ url: urlOf(check) }),
});
