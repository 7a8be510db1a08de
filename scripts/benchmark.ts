import { benchmarkConstructs } from '../benchmark/constructs';
import { benchmarkRules, benchmarkStart } from '../benchmark/rules';

benchmarkStart();
benchmarkRules();
benchmarkConstructs();
