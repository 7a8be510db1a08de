import { blownUp } from '../benchmark/fuzz/blow-up';
import { complaintAbout } from '../benchmark/fuzz/judge';
import { mutant } from '../benchmark/fuzz/mutate';
import { Random } from '../benchmark/fuzz/random';
import { seeds } from '../benchmark/fuzz/seeds';
import type { TemplateSource } from '../src/validation/model/evaluation/source';

/** The limit for a mutant, which is a small application, in milliseconds of processor time. */
const MUTANT_LIMIT = 500;

/** Characters of a text, and elements of a list or map. */
const SIZE = { text: 40_000, list: 2_000 };

/** The limit for an input with a large value, such as two thousand containers. */
const LARGE_LIMIT = 1_000;

const [from = 0, mutants = 5_000] = process.argv.slice(2).map(Number);
let complaints = 0;

function judge(name: string, source: TemplateSource, limit: number): void {
  const complaint = complaintAbout([source], limit);
  if (complaint === undefined) { return; }
  complaints += 1;
  console.log(`${name}: ${complaint}`);
}

let inputs = 0;
for (const { name, source } of blownUp(SIZE)) {
  inputs += 1;
  judge(name, source, LARGE_LIMIT);
}
console.log(`${inputs} inputs with one large text, list or map`);

const all = seeds();
for (let seed = from; seed < from + mutants; seed++) {
  const random = new Random(seed);
  judge(`mutant ${seed}`, mutant(random.pick(all), random), MUTANT_LIMIT);
}
console.log(`${mutants} mutants, starting with number ${from}`);
console.log(`${complaints} problems`);
process.exitCode = complaints > 0 ? 1 : 0;
