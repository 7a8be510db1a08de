import { benchmarkRules } from '../benchmark/rules';

benchmarkRules();
