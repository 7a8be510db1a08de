import type { AppCase } from '../../scripts/support/app-case';
import { gateCases } from '../../scripts/support/gate-cases';

/** The apps of this folder, and what `cdk synth` does with them. */
export const PYTHON_APPS: readonly AppCase[] = [
  ...gateCases('gate.py'),
];
