import { ExposureKind } from '../load-balancing/exposure-kind';

/** What a deployment needs to know about the traffic of a service. */
export interface Traffic extends Pick<ExposureKind, 'hasTraffic' | 'ownPorts' | 'requests' | 'transports' | 'shiftProblems'> {
  /** Whether other services call it through Service Connect. */
  readonly isConnectServer: boolean;
  /** The application protocol of the port, if it is known. */
  readonly appProtocol?: string;
}
