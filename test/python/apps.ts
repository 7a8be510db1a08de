import type { AppCase } from '../../scripts/support/app-case';
import { gateCases } from '../../scripts/support/gate-cases';

/** The apps in this folder, and the result of `cdk synth` for each. */
export const PYTHON_APPS: readonly AppCase[] = [
  ...gateCases('gate.py'),
  { app: 'first_service.py', name: 'the first service has no findings', exitCode: 0, omits: [/EcsShipshape/] },
  { app: 'stages.py', name: 'two Stages of two stacks have no errors', exitCode: 0, omits: [/ERROR/] },
  { app: 'report_only.py', name: 'a Stage with a report-only validator', exitCode: 0, omits: [/ERROR/] },
  {
    app: 'posture.py', name: 'posture rules are warnings', exitCode: 0, prints: [/EcsShipshape::container-user/], omits: [/ERROR/],
  },
  { app: 'imports.py', name: 'imports, and an acknowledged error', exitCode: 0, omits: [/ERROR/, /acknowledgement/] },
  { app: 'deployments.py', name: 'a service for each way to deploy has no findings', exitCode: 0, omits: [/EcsShipshape/] },
  { app: 'capacity_app.py', name: 'a service on each capacity of one cluster has no findings', exitCode: 0, omits: [/EcsShipshape/] },
  { app: 'workloads.py', name: 'each workload on one cluster has no findings', exitCode: 0, omits: [/EcsShipshape/] },
  { app: 'shared_load_balancer.py', name: 'a shared load balancer and a Network Load Balancer have no findings', exitCode: 0, omits: [/EcsShipshape/] },
  {
    app: 'shared_load_balancer.py',
    name: 'one priority of two teams fails',
    context: { mistakes: 'true' },
    exitCode: 1,
    prints: [/^ERROR [^]*listener-rule-priority/m, /Prod\/(Orders|Reports)/],
  },
];
