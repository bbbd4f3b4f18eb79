import { prove } from "./prove.ts";
import { trafficCauses } from "./traffic.ts";

prove(trafficCauses);
