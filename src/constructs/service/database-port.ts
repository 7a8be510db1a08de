import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DATABASE_ORIGINS, DEFAULT_DATABASE_PORTS, DISPUTED_CLUSTER_PORT } from '../../facts/data-stores';
import { renderedProperties } from '../rendered-properties';

/** The port that a database or cache listens on, if the template shows it: the port that is set, or the default of the engine. */
export function databasePort(resource: CfnResource): number | undefined {
  const properties = renderedProperties(resource);
  return properties.Port === undefined ? defaultPort(resource.cfnResourceType, properties) : literal(properties.Port);
}

/** The port that an RDS Proxy listens on. The construct of the CDK does not expose it. */
export function proxyPort(target: unknown): number | undefined {
  const resource = Construct.isConstruct(target) ? target.node.defaultChild : undefined;
  if (!CfnResource.isCfnResource(resource) || resource.cfnResourceType !== 'AWS::RDS::DBProxy') { return undefined; }
  const family = renderedProperties(resource).EngineFamily;
  return DEFAULT_DATABASE_PORTS.find(({ proxyFamily }) => proxyFamily !== undefined && proxyFamily === family)?.port;
}

function defaultPort(type: string, properties: Readonly<Record<string, unknown>>): number | undefined {
  const origins = DATABASE_ORIGINS[type];
  if (!origins || origins.some(origin => properties[origin] !== undefined)) { return undefined; }
  const port = DEFAULT_DATABASE_PORTS.find(({ engines }) => engines.some(engine => isEngine(properties.Engine, engine)))?.port;
  const disputed = DISPUTED_CLUSTER_PORT;
  return type === disputed.type && port === disputed.port && properties.EngineMode !== disputed.agreedMode ? undefined : port;
}

function isEngine(value: unknown, engine: string): boolean {
  return typeof value === 'string' && (engine.endsWith('-') ? value.startsWith(engine) : value === engine);
}

/** A port may be written as a text. */
function literal(port: unknown): number | undefined {
  const value = typeof port === 'string' ? Number(port) : port;
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}
