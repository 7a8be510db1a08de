import { benchmarkConstructs } from '../benchmark/constructs';
import { benchmarkRules } from '../benchmark/rules';

benchmarkRules();
benchmarkConstructs();
