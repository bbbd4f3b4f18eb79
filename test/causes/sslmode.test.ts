import { prove } from "./prove.ts";
import { sslmodeCauses } from "./sslmode.ts";

prove(sslmodeCauses);
