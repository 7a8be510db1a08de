import type { AppCase } from './app-case';

const WOULD_FAIL = String.raw` \(would be an error without reportOnly\)`;

/** Matches the printed text of a finding on a construct. */
const found = (severity: string, path: string) => new RegExp(String.raw`^${severity} host port 8080 .*\n.*\n +${path}[ /]`, 'm');
const ONE_ANNOTATION = /^(?:(?!a warning of another plugin)[^])*a warning of another plugin(?:(?!a warning of another plugin)[^])*$/;

const AFTER_FINDINGS = { stages: 'true', findings: 'true' };

/** The expected results of `cdk synth` with the app Gate, which are equal in every language. */
export function gateCases(app: string): AppCase[] {
  return [...explicitCases(app), ...reportOnlyCases(app), ...automaticCases(app)];
}

function explicitCases(app: string): AppCase[] {
  const validator = 'explicit';
  const inStages = [found('ERROR', 'Dev/Shop/Task'), found('ERROR', 'Prod/Shop/Task')];
  return [
    { app, name: 'an error fails', context: { validator }, exitCode: 1, prints: [found('ERROR', 'Shop/Task'), ONE_ANNOTATION] },
    { app, name: 'an error in Stages fails', context: { validator, stages: 'true' }, exitCode: 1, prints: inStages },
    { app, name: 'an error fails after findings()', context: { validator, findings: 'true' }, exitCode: 1, prints: [/^1 findings$/m, found('ERROR', 'Shop/Task')] },
    { app, name: 'an error in Stages fails after findings()', context: { validator, ...AFTER_FINDINGS }, exitCode: 1, prints: [/^2 findings$/m, ...inStages] },
    { app, name: 'an acknowledged error passes', context: { validator, stages: 'true', acknowledged: 'true' }, exitCode: 0, omits: [/EcsShipshape/] },
  ];
}

function reportOnlyCases(app: string): AppCase[] {
  const validator = 'report-only';
  const inStages = new RegExp(`WARNING Dev/Shop/Task, Prod/Shop/Task: host port 8080 .*${WOULD_FAIL}`);
  const inApp = [found('WARNING', 'Shop/Task'), new RegExp(WOULD_FAIL)];
  return [
    { app, name: 'report only prints', context: { validator }, exitCode: 0, prints: inApp },
    { app, name: 'report only prints in Stages', context: { validator, stages: 'true' }, exitCode: 0, prints: [inStages] },
    { app, name: 'report only prints in Stages after findings()', context: { validator, ...AFTER_FINDINGS }, exitCode: 0, prints: [/^2 findings$/m, inStages] },
  ];
}

function automaticCases(app: string): AppCase[] {
  const validator = 'automatic';
  const inApp = [found('ERROR', 'Shop/Cluster/Task'), found('WARNING', 'Shop/Task')];
  const inStages = [found('ERROR', 'Prod/Shop/Cluster/Task'), found('WARNING', 'Prod/Shop/Task')];
  return [
    { app, name: 'the automatic validator fails on a construct of this library', context: { validator }, exitCode: 1, prints: inApp, omits: [found('ERROR', 'Shop/Task')] },
    { app, name: 'the automatic validator fails in Stages', context: { validator, stages: 'true' }, exitCode: 1, prints: inStages },
    { app, name: 'the automatic validator fails in Stages after findings()', context: { validator, ...AFTER_FINDINGS }, exitCode: 1, prints: inStages },
  ];
}
