import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { External, externalService } from './external';
import { DaemonCompute, DaemonRequest, DaemonSettings, LaunchedDaemon, SharedNamespaces } from '../compute';
import { bakeTimeProblems, daemonServiceProps, launched, shareNamespaces } from '../daemon-settings';

/** External instances with one task on each of them. */
export class ExternalDaemons extends External implements DaemonCompute {
  public daemonProblems(settings: DaemonSettings): readonly string[] { return bakeTimeProblems(settings); }

  public share(task: ecs.TaskDefinition, namespaces: SharedNamespaces): void { shareNamespaces(task, namespaces); }

  public launchDaemon(scope: Construct, request: DaemonRequest): LaunchedDaemon {
    return launched(externalService(scope, 'Service', daemonServiceProps(request)));
  }
}
