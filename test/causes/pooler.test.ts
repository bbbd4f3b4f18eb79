import { poolerCauses } from "./pooler.ts";
import { prove } from "./prove.ts";

prove(poolerCauses);
