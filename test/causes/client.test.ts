import { clientCauses } from "./client.ts";
import { prove } from "./prove.ts";

prove(clientCauses);
