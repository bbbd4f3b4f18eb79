import { answerCauses } from "./answer.ts";
import { prove } from "./prove.ts";

prove(answerCauses);
