import { databaseCauses } from "./database.ts";
import { prove } from "./prove.ts";

prove(databaseCauses);
