import { policyCauses } from "./policy.ts";
import { prove } from "./prove.ts";

prove(policyCauses);
