import { poolCauses } from "./pool.ts";
import { prove } from "./prove.ts";

prove(poolCauses);
