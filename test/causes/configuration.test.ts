import { configurationCauses } from "./configuration.ts";
import { prove } from "./prove.ts";

prove(configurationCauses);
