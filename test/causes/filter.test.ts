import { filterCauses } from "./filter.ts";
import { prove } from "./prove.ts";

prove(filterCauses);
