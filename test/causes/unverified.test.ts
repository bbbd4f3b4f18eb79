import { prove } from "./prove.ts";
import { unverifiedCauses } from "./unverified.ts";

prove(unverifiedCauses);
