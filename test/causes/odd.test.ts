import { oddCauses } from "./odd.ts";
import { prove } from "./prove.ts";

prove(oddCauses);
