import { innocents } from "./innocent.ts";
import { prove } from "./prove.ts";

prove(innocents);
