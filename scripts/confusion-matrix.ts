// npm run -s matrix: plays every scene of test/causes on real sockets; exit 1 unless each cause is given its own code alone.

import { tables } from "../test/causes/causes.ts";
import { playMatrix } from "../test/causes/matrix.ts";

const good = await playMatrix(tables, (line) => console.log(line));
process.exit(good ? 0 : 1);
