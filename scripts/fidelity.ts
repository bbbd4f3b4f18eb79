// npm run -s fidelity: scenario x real library, beside what the doctor says of the same; exit 1 on any disagreement.

import { playAll } from "../test/fidelity/matrix.ts";
import { noNetwork } from "../test/fidelity/network.ts";
import { disagreementsIn, matrixText } from "../test/fidelity/table.ts";

if (noNetwork !== null) {
  console.error(noNetwork);
  process.exit(1);
}
const all = await playAll(({ scenario }) => console.error(`played ${scenario}`));
console.log(matrixText(all));
process.exit(disagreementsIn(all).length === 0 ? 0 : 1);
