import { clockCauses } from "./clock.ts";
import { prove } from "./prove.ts";

prove(clockCauses);
