import { directCauses } from "./direct.ts";
import { prove } from "./prove.ts";

prove(directCauses);
