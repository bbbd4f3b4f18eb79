import { bypassCauses } from "./bypass.ts";
import { prove } from "./prove.ts";

prove(bypassCauses);
