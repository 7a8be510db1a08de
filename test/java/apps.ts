import type { AppCase } from '../../scripts/support/app-case';
import { gateCases } from '../../scripts/support/gate-cases';

/** The apps in this folder, and the result of `cdk synth` for each. */
export const JAVA_APPS: readonly AppCase[] = [
  ...gateCases('Gate'),
];
