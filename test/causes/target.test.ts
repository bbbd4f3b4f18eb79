import { prove } from "./prove.ts";
import { targetCauses } from "./target.ts";

prove(targetCauses);
