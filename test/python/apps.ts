import type { AppCase } from '../../scripts/support/app-case';
import { gateCases } from '../../scripts/support/gate-cases';

/** The apps of this folder, and what `cdk synth` does with them. */
export const PYTHON_APPS: readonly AppCase[] = [
  ...gateCases('gate.py'),
  { app: 'first_service.py', name: 'the first service has no findings', exitCode: 0, omits: [/EcsShipshape/] },
  { app: 'stages.py', name: 'two Stages of two stacks have no errors', exitCode: 0, omits: [/ERROR/] },
  { app: 'report_only.py', name: 'a Stage with a report-only validator', exitCode: 0, omits: [/ERROR/] },
  { app: 'imports.py', name: 'imports, and an acknowledged error', exitCode: 0, omits: [/ERROR/, /acknowledgement/] },
];
