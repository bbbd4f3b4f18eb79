import { prove } from "./prove.ts";
import { tlsCauses } from "./tls.ts";

prove(tlsCauses);
