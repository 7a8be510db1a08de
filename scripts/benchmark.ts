import { benchmarkConstructs } from '../benchmark/constructs';
import { benchmarkRules, benchmarkSlowInputs, benchmarkStart } from '../benchmark/rules';

benchmarkStart();
benchmarkSlowInputs();
benchmarkRules();
benchmarkConstructs();
