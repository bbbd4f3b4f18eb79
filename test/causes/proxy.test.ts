import { prove } from "./prove.ts";
import { proxyCauses } from "./proxy.ts";

prove(proxyCauses);
