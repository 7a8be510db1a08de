import * as ecs from 'aws-cdk-lib/aws-ecs';
import { DISCOVERY_SERVICE_NAME, DNS_SECONDS, FAILURE_THRESHOLD } from '../../facts/discovery-values';
import { formatProblem, secondsProblem, wholeNumberProblem } from '../checks';

/** Why Cloud Map refuses a service with these options. */
export function cloudMapProblems({ name, dnsTtl, failureThreshold }: ecs.CloudMapOptions = {}): string[] {
  return [
    ...formatProblem('cloudMapOptions.name', name, DISCOVERY_SERVICE_NAME),
    ...secondsProblem('cloudMapOptions.dnsTtl', dnsTtl, DNS_SECONDS),
    ...wholeNumberProblem('cloudMapOptions.failureThreshold', failureThreshold, FAILURE_THRESHOLD),
  ];
}
