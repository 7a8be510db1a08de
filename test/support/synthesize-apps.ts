import { readFileSync } from 'fs';
import { createRequire } from 'module';
import { join } from 'path';

/** An app to synthesize like with the CDK command line. */
export interface AppRun {
  /** The folder of `app.ts`. */
  readonly folder: string;
  readonly outdir: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/*
 * Synthesizes apps one after the other in one process, because a process spends most of its time loading the CDK and its validation:
 * tsx synthesize-apps.ts <<< '[{ "folder": …, "outdir": …, "context": … }]'. Prints the error of each app, as a list in JSON.
 */
const load = createRequire(__filename);
const printed: string[] = [];
process.stderr.write = (text: string | Uint8Array) => { printed.push(String(text)); return true; };
const runs = JSON.parse(readFileSync(0, 'utf8')) as AppRun[];
process.stdout.write(JSON.stringify(runs.map(failureOf)));
process.exitCode = 0;

function failureOf({ folder, outdir, context }: AppRun): string {
  printed.length = 0;
  process.exitCode = 0;
  process.chdir(folder);
  Object.assign(process.env, { CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) });
  const program = load.resolve(join(folder, 'app.ts'));
  delete load.cache[program];
  try {
    load(program);
    // an app without a call of synth waits for this
    process.emit('beforeExit', 0);
  } catch (error) {
    return String(error);
  }
  return Number(process.exitCode) === 0 ? '' : printed.join('');
}
