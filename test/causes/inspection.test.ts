import { inspectionCauses } from "./inspection.ts";
import { prove } from "./prove.ts";

prove(inspectionCauses);
