import { TASK_DEFAULTS } from '../../../facts/defaults';
import type { PortMapping } from '../../model/entities/container';
import type { Service } from '../../model/entities/service';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { Node } from '../../model/evaluation/node';
import { ConnectOffer, connectOffers } from '../../model/queries/connect-offers';
import { missingLogOptions, unsupportedLogDriver } from '../../model/queries/log-settings';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The Service Connect proxy can listen, wait and log as its settings require',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS adds a proxy container to each task. It runs on Linux only, limits the time of a request only for HTTP, HTTP/2 and gRPC, needs a port that no container uses, and writes access logs to its own log configuration.',
  fix: 'Set `appProtocol` of the port mapping, another `ingressPortOverride`, and `logDriver` in serviceConnectConfiguration. In CloudFormation: AppProtocol, IngressPortOverride, LogConfiguration.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html',

  subject: 'service',
  *check(service) {
    const connect = service.node.get('ServiceConnectConfiguration');
    const task = service.taskDefinition;
    if (!connect.flag('Enabled').is(true)) { return; }
    if (connect.get('AccessLogConfiguration').isFilled && connect.get('LogConfiguration').isAbsent) {
      yield { location: connect.at('AccessLogConfiguration'), message: 'AccessLogConfiguration is set, but LogConfiguration is not: the proxy has no place for access logs', severity: 'warning' };
    }
    if (!task) { return; }
    if (task.isWindows) {
      yield { location: connect.at('Enabled'), message: `the tasks run on ${task.operatingSystem}, for which Service Connect has no proxy`, severity: 'warning' };
    }
    yield* wrongLog(connect.get('LogConfiguration'), task);
    for (const offer of connectOffers(service)) { yield* faults(offer, service, task); }
  },

  scene: 'a Fargate service with encrypted Service Connect',
  bad: {
    'a request timeout for TCP': { Task: withMapping({ AppProtocol: undefined }), Service: offering({ Timeout: { PerRequestTimeoutSeconds: 30 } }) },
    'a proxy on the port of the container': { Service: offering({ IngressPortOverride: 80 }) },
    'access logs without a log configuration': { Service: { ServiceConnectConfiguration: { AccessLogConfiguration: { Format: 'JSON' } } } },
    'a log driver that Fargate lacks': { Service: { ServiceConnectConfiguration: { LogConfiguration: { LogDriver: 'gelf', Options: { 'gelf-address': 'udp://logs.example.com:12201' } } } } },
    'logs without a log group': { Service: { ServiceConnectConfiguration: { LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-region': { Ref: 'AWS::Region' } } } } } },
    'an empty log group': { Service: { ServiceConnectConfiguration: { LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': '', 'awslogs-region': { Ref: 'AWS::Region' } } } } } },
    'Windows': {
      Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', CpuArchitecture: 'X86_64' } },
    },
  },
  good: {
    'a request timeout for HTTP': { Service: offering({ Timeout: { PerRequestTimeoutSeconds: 30 } }) },
    'no request timeout for TCP': { Task: withMapping({ AppProtocol: undefined }), Service: offering({ Timeout: { PerRequestTimeoutSeconds: 0, IdleTimeoutSeconds: 60 } }) },
    'a request timeout for a protocol from a parameter': { Task: withMapping({ AppProtocol: { Ref: 'AParameter' } }), Service: offering({ Timeout: { PerRequestTimeoutSeconds: 30 } }) },
    'a request timeout beside another port with TCP': {
      Task: { ContainerDefinitions: { 0: { PortMappings: { 1: { Name: 'metrics', ContainerPort: 9090 } } } } }, Service: offering({ Timeout: { PerRequestTimeoutSeconds: 30 } }),
    },
    'a proxy on another port': { Service: offering({ IngressPortOverride: 15000 }) },
    'access logs with a log configuration': {
      Service: {
        ServiceConnectConfiguration: {
          AccessLogConfiguration: { Format: 'JSON' },
          LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: 'LogGroup' }, 'awslogs-region': { Ref: 'AWS::Region' }, 'awslogs-stream-prefix': 'proxy' } },
        },
      },
    },
    'a log driver from a parameter': { Service: { ServiceConnectConfiguration: { LogConfiguration: { LogDriver: { Ref: 'AParameter' } } } } },
    'options from a parameter': { Service: { ServiceConnectConfiguration: { LogConfiguration: { LogDriver: 'awslogs', Options: { Ref: 'AParameter' } } } } },
    'a log driver of Splunk without options': { Service: { ServiceConnectConfiguration: { LogConfiguration: { LogDriver: 'splunk' } } } },
    'a task definition outside the app': { Service: { TaskDefinition: 'web:3', ...offering({ IngressPortOverride: 80, Timeout: { PerRequestTimeoutSeconds: 30 } }) } },
    'a disabled proxy on the port of the container': {
      scene: 'a Fargate service',
      change: {
        Service: { ServiceConnectConfiguration: { Enabled: false, AccessLogConfiguration: { Format: 'JSON' }, Services: [{ PortName: 'http', IngressPortOverride: 80 }] } },
      },
    },
    'a proxy on a host port of its own': {
      scene: 'a service on a capacity provider',
      change: {
        Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 0, Name: 'http' }] } } },
        Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop', Services: [{ PortName: 'http', ClientAliases: [{ Port: 80 }], IngressPortOverride: 80 }] } },
      },
    },
  },
});

/** The log configuration of the proxy has the drivers and options of containers. AWS does not say which of them the proxy requires on Fargate only. */
function* wrongLog(logging: Node, task: TaskDefinition): Iterable<Violation> {
  const unsupported = unsupportedLogDriver(logging, task);
  const missing = missingLogOptions(logging, task).filter(({ on, otherwise }) => !on && otherwise === 'refused');
  for (const { location, problem } of [...unsupported ? [unsupported] : [], ...missing]) { yield { location, message: `the proxy ${problem}`, severity: 'warning' }; }
}

function* faults({ node }: ConnectOffer, { networkMode }: Service, task: TaskDefinition): Iterable<Violation> {
  const mappings = task.containers.flatMap(({ portMappings }) => portMappings);
  const name = node.text('PortName');
  const timeout = node.get('Timeout').number('PerRequestTimeoutSeconds');
  const offered = mappings.filter(mapping => name.satisfies(text => mapping.node.text('Name').is(text)));
  if (timeout.satisfies(seconds => seconds > 0) && offered.some(usesTcp)) {
    yield {
      location: node.get('Timeout').at('PerRequestTimeoutSeconds'),
      related: offered.map(mapping => mapping.node.at('AppProtocol')),
      message: `PerRequestTimeoutSeconds is ${timeout}, but port "${name}" has no AppProtocol, which means TCP: ECS accepts only an idle timeout for TCP`,
    };
  }
  const port = node.number('IngressPortOverride');
  const taken = mappings.find(mapping => port.satisfies(number => mapping.containerPort.is(number)));
  if (taken && networkMode.is('awsvpc')) {
    yield {
      location: node.at('IngressPortOverride'),
      related: [taken.node.at('ContainerPort')],
      message: `IngressPortOverride is ${port}, a port on which a container of the task listens; the proxy needs another port`,
      severity: 'warning',
    };
  }
}

function usesTcp({ node }: PortMapping): boolean { return node.text('AppProtocol').orDefault(TASK_DEFAULTS.portProtocol).is(TASK_DEFAULTS.portProtocol); }

function withMapping(change: object) { return { ContainerDefinitions: { 0: { PortMappings: { 0: change } } } }; }

function offering(offer: object) { return { ServiceConnectConfiguration: { Services: { 0: offer } } }; }
